package cnn.api.train;

/** Sums of squares for norms: in double, and in one order on every machine. */
public final class Squares {
    private Squares() {
    }

    /** Σ values[i]² for i from {@code from} to {@code to − 1}. Every fourth goes into one of four sums, which are added. */
    public static double sum(float[] values, int from, int to) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i < to - 3; i += 4) { // four, so that no addition waits for the one before
            first += (double) values[i] * values[i];
            second += (double) values[i + 1] * values[i + 1];
            third += (double) values[i + 2] * values[i + 2];
            fourth += (double) values[i + 3] * values[i + 3];
        }
        for (; i < to; i++) {
            first += (double) values[i] * values[i];
        }
        return first + second + (third + fourth);
    }
}
