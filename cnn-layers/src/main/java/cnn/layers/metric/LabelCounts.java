package cnn.layers.metric;

import cnn.api.data.Target;
import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Counts for each label how often it was predicted and how often it was there. A prediction of NaN counts as wrong,
 * whatever the target.
 */
final class LabelCounts implements Metric.Tally {
    static final Set<Target.Kind> KINDS = Set.of(Target.Kind.LABELS);

    final long[] hits;
    final long[] misses;
    final long[] falseAlarms;
    private final double threshold;
    private final ToDoubleFunction<LabelCounts> figure;
    long examples;
    long exact;

    /** Counts, where a label is predicted from a probability of the threshold on, and what is to be made of them. */
    LabelCounts(int labels, double threshold, ToDoubleFunction<LabelCounts> figure) {
        hits = new long[labels];
        misses = new long[labels];
        falseAlarms = new long[labels];
        this.threshold = threshold;
        this.figure = figure;
    }

    /** Refuses a threshold that would predict every label, or none. */
    static void check(String metric, double threshold) {
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException(metric + " has the threshold " + threshold
                    + " but it must be between 0 and 1. Give 0.5 to predict a label that is more probable than not.");
        }
    }

    @Override
    public void add(ScoredBatch batch) {
        float[] predictions = batch.predictions();
        float[] targets = batch.targets();
        int width = batch.width();
        for (int b = 0; b < batch.batch(); b++) {
            boolean right = true;
            for (int j = 0; j < width; j++) {
                float probability = predictions[b * width + j];
                boolean is = targets[b * width + j] >= 0.5f;
                boolean said = Float.isNaN(probability) ? !is : probability >= threshold;
                hits[j] += is && said ? 1 : 0;
                misses[j] += is && !said ? 1 : 0;
                falseAlarms[j] += !is && said ? 1 : 0;
                right &= is == said;
            }
            exact += right ? 1 : 0;
        }
        examples += batch.batch();
    }

    @Override
    public double value() {
        return examples == 0 ? Double.NaN : figure.applyAsDouble(this);
    }

    @Override
    public double[] counts() {
        double[] counts = new double[3 * hits.length + 2];
        for (int j = 0; j < hits.length; j++) {
            counts[3 * j] = hits[j];
            counts[3 * j + 1] = misses[j];
            counts[3 * j + 2] = falseAlarms[j];
        }
        counts[3 * hits.length] = examples;
        counts[3 * hits.length + 1] = exact;
        return counts;
    }

    @Override
    public void restore(double[] counts) {
        Counts.check(counts, 3 * hits.length + 2);
        for (int j = 0; j < hits.length; j++) {
            hits[j] = Counts.whole(counts[3 * j]);
            misses[j] = Counts.whole(counts[3 * j + 1]);
            falseAlarms[j] = Counts.whole(counts[3 * j + 2]);
        }
        examples = Counts.whole(counts[3 * hits.length]);
        exact = Counts.whole(counts[3 * hits.length + 1]);
    }

    /** Labels that were told wrongly, over all examples. */
    long wrong() {
        long wrong = 0;
        for (int j = 0; j < hits.length; j++) {
            wrong += misses[j] + falseAlarms[j];
        }
        return wrong;
    }
}
