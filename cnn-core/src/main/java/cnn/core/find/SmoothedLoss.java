package cnn.core.find;

/**
 * The mean of the losses so far, of which each counts a tenth less with every step: m ← 0.9 m + 0.1 loss, divided by
 * 1 − 0.9 ^ steps, since m is 0 at first. A sweep of 100 steps over seven powers of ten so looks back less than one of them.
 */
final class SmoothedLoss {
    private static final double KEPT = 0.9;

    private double mean;
    private double missing = 1;
    private double least = Double.POSITIVE_INFINITY;

    /** The mean with one loss more. */
    double add(double loss) {
        mean = KEPT * mean + (1 - KEPT) * loss;
        missing *= KEPT;
        double smoothed = mean / (1 - missing);
        least = Math.min(least, smoothed);
        return smoothed;
    }

    /** The least of the means so far. */
    double least() {
        return least;
    }
}
