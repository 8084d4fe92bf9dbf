package cnn.layers.activation;

/**
 * Sine and cosine in double. {@link StrictMath}'s allocate arrays, which nothing may that runs in a network, and {@link Math}'s differ
 * from one processor to the next.
 */
final class Circle {
    /** Quarter turns below which π/2 in three parts is precise; beyond, which no network means, {@link StrictMath} allocates. */
    private static final double MOST_QUARTERS = 1 << 20;
    private static final double QUARTERS = 0.6366197723675814; // 2 / π
    /** π/2 in parts of 33 bits: multiplied by a number of up to 20 bits each is exact. */
    private static final double FIRST = 0x1.921fb544p0;
    private static final double SECOND = 0x1.0b4611a6p-34;
    private static final double REST = 0x1.3198a2e037073p-69;

    private Circle() {
    }

    static double sin(double x) {
        double quarters = Math.rint(x * QUARTERS);
        if (!(Math.abs(quarters) < MOST_QUARTERS)) {
            return StrictMath.sin(x);
        }
        return wave(x, quarters, (int) quarters);
    }

    static double cos(double x) {
        double quarters = Math.rint(x * QUARTERS);
        if (!(Math.abs(quarters) < MOST_QUARTERS)) {
            return StrictMath.cos(x);
        }
        return wave(x, quarters, (int) quarters + 1);
    }

    /** The sine of what is left of x, so many quarter turns on. */
    private static double wave(double x, double quarters, int turned) {
        double rest = x - quarters * FIRST - quarters * SECOND - quarters * REST;
        double wave = (turned & 1) == 0 ? sinOfRest(rest) : cosOfRest(rest);
        return (turned & 2) == 0 ? wave : -wave;
    }

    /** Taylor's series to x¹³; within π/4 what is left out is below 3·10⁻¹⁴. */
    private static double sinOfRest(double x) {
        double z = x * x;
        double sum = 1.0 / 6_227_020_800L;
        sum = sum * z - 1.0 / 39_916_800;
        sum = sum * z + 1.0 / 362_880;
        sum = sum * z - 1.0 / 5040;
        sum = sum * z + 1.0 / 120;
        sum = sum * z - 1.0 / 6;
        return x + x * z * sum;
    }

    /** To x¹⁴. */
    private static double cosOfRest(double x) {
        double z = x * x;
        double sum = -1.0 / 87_178_291_200L;
        sum = sum * z + 1.0 / 479_001_600;
        sum = sum * z - 1.0 / 3_628_800;
        sum = sum * z + 1.0 / 40_320;
        sum = sum * z - 1.0 / 720;
        sum = sum * z + 1.0 / 24;
        return 1 + z * (sum * z - 0.5);
    }
}
