package cnn.core.train;

import cnn.api.train.TrainingListener.Progress;

/** Counts over the epoch that is under way. A checkpoint keeps them, and they go on from it. */
final class RunningEpoch implements Progress {
    private final boolean classes;
    private int epoch;
    private int step;
    private long examples;
    private long correct;
    private double lossSum;
    private long start;
    private long waited;
    /** Of both times, what passed before the run went on. */
    private long spentBefore;
    private long waitedBefore;

    /** Counts for targets that are classes, or others, which nothing can be correct for. */
    RunningEpoch(boolean classes) {
        this.classes = classes;
    }

    void start(int number) {
        restore(number, 0, 0, 0, 0, 0, 0);
        goOn();
    }

    /** Takes over what a checkpoint says. Time stands still until {@link #goOn}. */
    void restore(int number, int steps, long seen, long right, double loss, long nanos, long nanosWaited) {
        epoch = number;
        step = steps;
        examples = seen;
        correct = right;
        lossSum = loss;
        spentBefore = nanos;
        waitedBefore = nanosWaited;
        waited = nanosWaited;
    }

    /** Lets time pass. */
    void goOn() {
        start = System.nanoTime() - spentBefore;
    }

    /** No epoch is under way. */
    void end() {
        restore(epoch, 0, 0, 0, 0, 0, 0);
    }

    void add(int batch, double loss, int right, long waitedSoFar) {
        step++;
        examples += batch;
        correct += right;
        lossSum += loss;
        waited = waitedBefore + waitedSoFar;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public double loss() {
        return lossSum / examples;
    }

    @Override
    public double accuracy() {
        return classes ? (double) correct / examples : Double.NaN;
    }

    @Override
    public double imagesPerSecond() {
        return examples * 1e9 / Math.max(1, nanos());
    }

    @Override
    public double dataWait() {
        return (double) waited / Math.max(1, nanos());
    }

    long correct() {
        return correct;
    }

    double lossSum() {
        return lossSum;
    }

    /** Time that the epoch has taken so far. */
    long nanos() {
        return System.nanoTime() - start;
    }

    /** Of that, what the network waited for data. */
    long nanosWaited() {
        return waited;
    }
}
