package cnn.api.kernel;

import java.util.Map;

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
    Channelwise channelwise();

    /**
     * Kernels of a further family, by the type that describes them: {@code family(Winograd.class)}. A family belongs to the
     * module whose layers use it; a plug-in brings its own with a {@link FamilyProvider}. Ask for it where it is used, not once
     * for all: which set answers may change while a network runs.
     *
     * @throws IllegalArgumentException where this set has no such family
     */
    <F> F family(Class<F> family);

    /**
     * This set with further families, which go before its own.
     *
     * @param families kernels by the type that describes them, of which each is one
     */
    default Kernels with(Map<Class<?>, Object> families) {
        return families.isEmpty() ? this : new Extended(this, families);
    }

    /** What a set throws that has no such family. */
    static IllegalArgumentException unknown(Kernels kernels, Class<?> family) {
        return new IllegalArgumentException("kernels '" + kernels.id() + "' have no " + family.getName()
                + ". If a plug-in has it, name its FamilyProvider for this set in META-INF/services/"
                + FamilyProvider.class.getName() + "; or choose another set with --kernels.");
    }
}
