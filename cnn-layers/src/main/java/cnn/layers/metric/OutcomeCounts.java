package cnn.layers.metric;

import cnn.api.data.Target;
import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import java.util.Arrays;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Counts for each class or label how often it was predicted and how often it was there. Of classes an example has one, and
 * one is predicted; of labels any number. A prediction of NaN counts as wrong, whatever the target.
 */
final class OutcomeCounts implements Metric.Tally {
    static final Set<Target.Kind> LABELS = Set.of(Target.Kind.LABELS);
    static final Set<Target.Kind> CLASSES = Set.of(Target.Kind.CLASS, Target.Kind.SOFT_LABEL);
    static final Set<Target.Kind> CLASSES_OR_LABELS = Set.of(Target.Kind.CLASS, Target.Kind.SOFT_LABEL,
            Target.Kind.LABELS);

    final long[] hits;
    final long[] misses;
    final long[] falseAlarms;
    private final Decision decision;
    private final ToDoubleFunction<OutcomeCounts> figure;
    private final boolean[] is;
    private final boolean[] said;
    long examples;
    long exact;

    private OutcomeCounts(int width, Decision decision, ToDoubleFunction<OutcomeCounts> figure) {
        hits = new long[width];
        misses = new long[width];
        falseAlarms = new long[width];
        is = new boolean[width];
        said = new boolean[width];
        this.decision = decision;
        this.figure = figure;
    }

    /** Tells which of the classes or labels an example has, and which are predicted. */
    private interface Decision {
        void decide(ScoredBatch batch, int example, boolean[] is, boolean[] said);
    }

    /** Counts of labels, each predicted from a probability of the threshold on, and what is to be made of them. */
    static OutcomeCounts ofLabels(int labels, double threshold, ToDoubleFunction<OutcomeCounts> figure) {
        return new OutcomeCounts(labels, (batch, example, is, said) -> {
            int at = example * batch.width();
            for (int j = 0; j < is.length; j++) {
                float probability = batch.predictions()[at + j];
                is[j] = batch.targets()[at + j] >= 0.5f;
                said[j] = Float.isNaN(probability) ? !is[j] : probability >= threshold;
            }
        }, figure);
    }

    /** Counts of classes, of which the one with the highest score is predicted, and what is to be made of them. */
    static OutcomeCounts ofClasses(int classes, ToDoubleFunction<OutcomeCounts> figure) {
        return new OutcomeCounts(classes, (batch, example, is, said) -> {
            Arrays.fill(is, false);
            Arrays.fill(said, false);
            int right = Highest.target(batch, example);
            is[right] = true;
            int predicted = Highest.score(batch, example, right);
            if (predicted >= 0) {
                said[predicted] = true;
            }
        }, figure);
    }

    /** Counts of what the target is made of. */
    static OutcomeCounts of(Target target, double threshold, ToDoubleFunction<OutcomeCounts> figure) {
        return target.kind().isOfClasses()
                ? ofClasses(target.width(), figure)
                : ofLabels(target.width(), threshold, figure);
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
        for (int b = 0; b < batch.batch(); b++) {
            decision.decide(batch, b, is, said);
            boolean right = true;
            for (int j = 0; j < is.length; j++) {
                hits[j] += is[j] && said[j] ? 1 : 0;
                misses[j] += is[j] && !said[j] ? 1 : 0;
                falseAlarms[j] += !is[j] && said[j] ? 1 : 0;
                right &= is[j] == said[j];
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

    /** How often a class or label was there. */
    long actual(int j) {
        return hits[j] + misses[j];
    }

    /** How often a class or label was predicted. */
    long predicted(int j) {
        return hits[j] + falseAlarms[j];
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
