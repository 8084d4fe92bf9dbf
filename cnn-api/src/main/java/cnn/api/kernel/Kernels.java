package cnn.api.kernel;

/**
 * One set of kernels. Kernels trust their caller: bounds are asserted, not checked. Every set gives the same bits as
 * the scalar one, because each output is summed in one fixed order with {@link Math#fma(float, float, float)} and
 * lanes of a vector never mix.
 *
 * <p>Loops that the JIT vectorizes by itself (adding two arrays, ReLU) need no kernel; plain Java does them.
 */
public interface Kernels {
    /** Name for logs and {@code summary.json}: {@code scalar}, {@code simd-512}. */
    String id();

    /** Sums of products: what convolution, dense and their gradients are made of. */
    Products products();

    /** Exponential functions and their kin, one element at a time. */
    Functions functions();

    /** Sums over positions, and maps with coefficients for each channel. */
    Channels channels();

    /**
     * Kernels of a further family, by the type that describes them: {@code family(Winograd.class)}. A family belongs to the
     * module whose layers use it. Ask for it where it is used, not once for all: which set answers may change while a network
     * runs.
     *
     * @throws IllegalArgumentException where this set has no such family
     */
    <F> F family(Class<F> family);

    /** What a set throws that has no such family. */
    static IllegalArgumentException unknown(Kernels kernels, Class<?> family) {
        return new IllegalArgumentException("kernels '" + kernels.id() + "' have no " + family.getName()
                + ". Ask a set for the families of the module that brings it, and for the products, functions and channels "
                + "that all have; or choose another set with --kernels.");
    }
}
