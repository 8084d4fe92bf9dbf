package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import java.util.Arrays;
import java.util.Set;

/**
 * Root of the mean squared distance of predictions from targets, in the targets' unit: √(Σ (p − t)² / n) for each number of
 * the target, and the mean over these.
 */
@Id("root-mean-squared-error")
public record RootMeanSquaredError() implements Metric {
    @Override
    public Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.NUMBERS);
    }

    @Override
    public Tally start(int width) {
        return new Squares(width);
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    /** Sums of squares of each number. */
    private static final class Squares implements Tally {
        private final double[] sums;
        private long examples;

        private Squares(int width) {
            sums = new double[width];
        }

        @Override
        public void add(ScoredBatch batch) {
            for (int b = 0; b < batch.batch(); b++) {
                for (int j = 0; j < sums.length; j++) {
                    int i = b * sums.length + j;
                    double error = (double) batch.predictions()[i] - batch.targets()[i];
                    sums[j] += error * error;
                }
            }
            examples += batch.batch();
        }

        @Override
        public double value() {
            double roots = 0;
            for (double sum : sums) {
                roots += Math.sqrt(sum / examples);
            }
            return roots / sums.length;
        }

        @Override
        public double[] counts() {
            double[] counts = Arrays.copyOf(sums, sums.length + 1);
            counts[sums.length] = examples;
            return counts;
        }

        @Override
        public void restore(double[] counts) {
            Counts.check(counts, sums.length + 1);
            System.arraycopy(counts, 0, sums, 0, sums.length);
            examples = Counts.whole(counts[sums.length]);
        }
    }
}
