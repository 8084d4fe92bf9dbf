package cnn.layers.optimizer;

/** A running mean m ← share · m + (1 − share) · x that began at 0. */
final class RunningMean {
    private RunningMean() {
    }

    /**
     * What the weights of all numbers so far add up to, 1 − shareᵗ: the mean divided by it does not lean towards 0.
     *
     * @param share what stays of the mean in a step, in [0, 1)
     * @param step numbers so far, from 1
     */
    static double weight(double share, long step) {
        return 1 - StrictMath.pow(share, step);
    }
}
