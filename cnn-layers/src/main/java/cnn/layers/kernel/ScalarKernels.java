package cnn.layers.kernel;

import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.Products;

/** The kernels in scalar Java: they run everywhere and say what the result is. */
public final class ScalarKernels implements Kernels {
    private final Products products = new ScalarProducts();
    private final Functions functions = new ScalarFunctions();
    private final Channelwise channelwise = new ScalarChannelwise();
    private final Pools pools = new ScalarPools();
    private final Rows rows = new ScalarRows();
    private final Winograd winograd = new ScalarWinograd();
    private final Depthwise depthwise = new ScalarDepthwise();

    /** The scalar kernels. */
    public ScalarKernels() {
    }

    @Override
    public String id() {
        return "scalar";
    }

    @Override
    public Products products() {
        return products;
    }

    @Override
    public Functions functions() {
        return functions;
    }

    @Override
    public Channelwise channelwise() {
        return channelwise;
    }

    @Override
    public <F> F family(Class<F> family) {
        if (family == Winograd.class) {
            return family.cast(winograd);
        }
        if (family == Depthwise.class) {
            return family.cast(depthwise);
        }
        if (family == Pools.class) {
            return family.cast(pools);
        }
        if (family == Rows.class) {
            return family.cast(rows);
        }
        throw Kernels.unknown(this, family);
    }
}
