package cnn.bench.peers;

/** Whether two libraries computed the same thing from the same numbers. */
final class Agreement {
    /** Float32 through twenty layers of sums in different orders, Winograd's transforms included. */
    private static final double TOLERANCE = 1e-3;

    /** Below this the probability of a score is 0 in float32 for some libraries. */
    private static final float LOWEST = -20;

    private Agreement() {
    }

    /** Largest difference, in units of the first's largest number, or of 1 where all of them are below. */
    static double difference(float[] a, float[] b) {
        if (a.length != b.length) {
            return Double.POSITIVE_INFINITY;
        }
        double most = 0;
        double largest = 1;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs((double) a[i] - b[i]);
            most = difference <= most ? most : difference; // NaN stays
            largest = Math.max(largest, Math.abs(a[i]));
        }
        return most / largest;
    }

    /** Whether that difference is small. */
    static boolean holds(double difference) {
        return difference <= TOLERANCE;
    }

    /** How far scores lie below each example's highest: the same for scores and for logarithms of probabilities. */
    static float[] belowHighest(float[] scores, int width) {
        float[] result = new float[scores.length];
        for (int at = 0; at < scores.length; at += width) {
            float highest = Float.NEGATIVE_INFINITY;
            for (int i = at; i < at + width; i++) {
                highest = Math.max(highest, scores[i]);
            }
            for (int i = at; i < at + width; i++) {
                result[i] = Math.max(LOWEST, scores[i] - highest);
            }
        }
        return result;
    }
}
