package cnn.layers.metric;

import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;

/** Mean of an error over all numbers of all examples, or of its sum over the numbers of an example over the examples. */
final class MeanError implements Metric.Tally {
    private final Error error;
    private final boolean ofExamples;
    private double sum;
    private long count;

    private MeanError(Error error, boolean ofExamples) {
        this.error = error;
        this.ofExamples = ofExamples;
    }

    /** How wrong one number is. */
    interface Error {
        double of(double prediction, double target);
    }

    /** The mean over all numbers. */
    static MeanError ofNumbers(Error error) {
        return new MeanError(error, false);
    }

    /** The mean over the examples. */
    static MeanError ofExamples(Error error) {
        return new MeanError(error, true);
    }

    @Override
    public void add(ScoredBatch batch) {
        float[] predictions = batch.predictions();
        float[] targets = batch.targets();
        int size = batch.batch() * batch.width();
        for (int i = 0; i < size; i++) {
            sum += error.of(predictions[i], targets[i]);
        }
        count += ofExamples ? batch.batch() : size;
    }

    @Override
    public double value() {
        return sum / count;
    }

    @Override
    public double[] counts() {
        return new double[] {sum, count};
    }

    @Override
    public void restore(double[] counts) {
        Counts.check(counts, 2);
        sum = counts[0];
        count = Counts.whole(counts[1]);
    }
}
