package cnn.layers.kernel.simd;

import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.Products;
import cnn.layers.kernel.Depthwise;
import cnn.layers.kernel.Pools;
import cnn.layers.kernel.Rows;
import cnn.layers.kernel.Winograd;
import cnn.layers.kernel.simd.channelwise.SimdChannelwise;
import cnn.layers.kernel.simd.depthwise.SimdDepthwise;
import cnn.layers.kernel.simd.functions.SimdFunctions;
import cnn.layers.kernel.simd.pools.SimdPools;
import cnn.layers.kernel.simd.products.SimdProducts;
import cnn.layers.kernel.simd.rows.SimdRows;
import cnn.layers.kernel.simd.winograd.SimdWinograd;
import jdk.incubator.vector.FloatVector;

/** The kernels on the Vector API, at the width that this processor prefers. */
final class SimdKernels implements Kernels {
    private final String id = "simd-" + FloatVector.SPECIES_PREFERRED.vectorBitSize();
    private final Products products = new SimdProducts();
    private final Functions functions = new SimdFunctions();
    private final Channelwise channelwise = new SimdChannelwise();
    private final Pools pools = new SimdPools();
    private final Rows rows = new SimdRows();
    private final Winograd winograd = new SimdWinograd();
    private final Depthwise depthwise = new SimdDepthwise();

    /** Floats in one vector. */
    static int lanes() {
        return FloatVector.SPECIES_PREFERRED.length();
    }

    @Override
    public String id() {
        return id;
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
