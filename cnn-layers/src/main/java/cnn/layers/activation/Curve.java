package cnn.layers.activation;

import cnn.api.kernel.Functions;

/**
 * A function of one number and its derivative, over the elements {@code from … to − 1} of arrays. All loops use one
 * index for every array and no branch: only then does the JIT compile them to vector instructions.
 */
interface Curve {
    /** y = f(x). */
    void forward(Functions functions, float[] x, float[] y, int from, int to);

    /** dx = dy · f′(x), from whichever of x and y = f(x) is cheaper. */
    void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to);

    /** Which of the two work with a single array in the place of x and y, and of dy and dx. */
    default InPlace inPlace() {
        return InPlace.NEITHER;
    }

    /** What a curve can do without numbers that are overwritten. */
    enum InPlace {
        /** {@link #forward} reads x after it wrote y. */
        NEITHER,
        /** {@link #backward} needs x. */
        FORWARD,
        /** The derivative follows from y alone. */
        BOTH
    }

    /** Whether its derivative is ever anything but 0. */
    default boolean passesGradient() {
        return true;
    }

    /** Rough number of elementary operations for one element. */
    default int cost() {
        return 1;
    }

    /**
     * 1 for x &gt; 0, 0 for x ≤ 0, NaN for NaN. The two factors lift the smallest number above 1; a comparison in the
     * place of this arithmetic runs at a quarter of the speed, for the JIT does not vectorize it.
     */
    static float step(float x) {
        return Math.max(Math.min(x * 0x1p100f * 0x1p100f, 1f), 0f);
    }
}
