package cnn.layers.kernel;

/**
 * a · b + c, rounded once, as {@link Math#fma(float, float, float)} defines it: the same bits everywhere. Where the JVM has
 * no instruction for it, {@code Math.fma} computes with big decimals, a thousand times slower; this computes in double
 * then.
 *
 * <p>The product of two floats is exact in double. The sum's rounding error is found exactly (Knuth's TwoSum) and decides
 * the last bit: rounding to odd in 53 bits, then to nearest in 24, is rounding once. Boldo and Melquiond, "Emulation of a
 * FMA and correctly rounded sums: proved algorithms using rounding to odd", IEEE Transactions on Computers 57 (2008).
 */
public final class Fma {
    /** Whether the JVM uses an instruction of the processor. */
    public static final boolean HARDWARE = isFast();

    /** Tens of nanoseconds even when interpreted; big decimals take a microsecond and more when nothing is compiled yet. */
    private static final long SLOW_NANOS = 400;
    private static final int CALLS = 16;
    private static final int TRIES = 12;

    private Fma() {
    }

    /** a · b + c, rounded once. */
    public static float fma(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : inDouble(a, b, c);
    }

    static float inDouble(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double added = sum - product;
        double error = product - (sum - added) + (c - added);
        if (error > 0 || error < 0) { // neither for infinities and NaN
            long bits = Double.doubleToRawLongBits(sum);
            if ((bits & 1) == 0) {
                sum = Double.longBitsToDouble(error > 0 == sum > 0 ? bits + 1 : bits - 1);
            }
        }
        return (float) sum;
    }

    /** The fastest of several tries, so that a pause of the thread does not count. */
    private static boolean isFast() {
        float sum = 0.1f;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                sum = Math.fma(sum, 0.7f, 0.3f);
            }
            if (System.nanoTime() - start < SLOW_NANOS * CALLS && sum > 0) {
                return true;
            }
        }
        return false;
    }
}
