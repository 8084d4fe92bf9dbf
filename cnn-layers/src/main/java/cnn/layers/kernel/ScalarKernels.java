package cnn.layers.kernel;

import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.Products;

/** The kernels in scalar Java: they run everywhere and say what the result is. */
public final class ScalarKernels implements Kernels {
    private final Products products = new ScalarProducts();
    private final Functions functions = new ScalarFunctions();

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
}
