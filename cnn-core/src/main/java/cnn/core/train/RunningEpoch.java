package cnn.core.train;

import cnn.api.train.TrainingListener.Progress;

/** Counts over the epoch that is under way. */
final class RunningEpoch implements Progress {
    private final boolean classes;
    private int epoch;
    private int step;
    private long examples;
    private long correct;
    private double lossSum;
    private long start;
    private long waited;

    /** Counts for targets that are classes, or others, which nothing can be correct for. */
    RunningEpoch(boolean classes) {
        this.classes = classes;
    }

    void start(int number) {
        epoch = number;
        step = 0;
        examples = 0;
        correct = 0;
        lossSum = 0;
        waited = 0;
        start = System.nanoTime();
    }

    void add(int batch, double loss, int right, long waitedSoFar) {
        step++;
        examples += batch;
        correct += right;
        lossSum += loss;
        waited = waitedSoFar;
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
        return examples * 1e9 / Math.max(1, System.nanoTime() - start);
    }

    @Override
    public double dataWait() {
        return (double) waited / Math.max(1, System.nanoTime() - start);
    }
}
