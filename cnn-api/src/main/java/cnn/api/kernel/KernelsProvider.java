package cnn.api.kernel;

import org.jspecify.annotations.Nullable;

/** Offers a set of kernels, found by {@link java.util.ServiceLoader}. The usable one with the highest rank serves. */
public interface KernelsProvider {
    /** Name by which {@code --kernels} chooses it: {@code scalar}, {@code simd}. */
    String id();

    /** Preference: the scalar set has 0, faster sets more. */
    int rank();

    /** Why this set cannot be used here and how to mend it, in one line; null where it can. */
    @Nullable
    String obstacle();

    /** The kernels. Only called where there is no {@link #obstacle()}. */
    Kernels create();
}
