package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import java.util.Set;

/**
 * Coefficient of determination, the share of the targets' variance that predictions explain: 1 − Σ (t − p)² / Σ (t − t̄)²
 * for each number of the target, and the mean over these. 1 where all are predicted exactly, 0 where always saying the
 * mean t̄ would do as well, less where it would do better. A number that is the same in all examples has none and is left
 * out; NaN where all are.
 */
@Id("r2")
public record R2() implements Metric {
    @Override
    public Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.NUMBERS);
    }

    @Override
    public Tally start(int width) {
        return new Variances(width);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    /** Sums of squares of each number, the targets' around their running mean: Welford, Technometrics 4, 1962. */
    private static final class Variances implements Tally {
        private final double[] errors;
        private final double[] means;
        private final double[] squares;
        private long examples;

        private Variances(int width) {
            errors = new double[width];
            means = new double[width];
            squares = new double[width];
        }

        @Override
        public void add(ScoredBatch batch) {
            float[] predictions = batch.predictions();
            float[] targets = batch.targets();
            int width = batch.width();
            for (int row = 0; row < batch.batch() * width; row += width) {
                examples++;
                for (int j = 0; j < width; j++) {
                    double target = targets[row + j];
                    double error = target - predictions[row + j];
                    double change = target - means[j];
                    errors[j] += error * error;
                    means[j] += change / examples;
                    squares[j] += change * (target - means[j]);
                }
            }
        }

        @Override
        public double value() {
            double sum = 0;
            int numbers = 0;
            for (int j = 0; j < errors.length; j++) {
                if (squares[j] > 0) {
                    sum += 1 - errors[j] / squares[j];
                    numbers++;
                }
            }
            return sum / numbers;
        }

        @Override
        public double[] counts() {
            double[] counts = new double[3 * errors.length + 1];
            System.arraycopy(errors, 0, counts, 0, errors.length);
            System.arraycopy(means, 0, counts, errors.length, errors.length);
            System.arraycopy(squares, 0, counts, 2 * errors.length, errors.length);
            counts[3 * errors.length] = examples;
            return counts;
        }

        @Override
        public void restore(double[] counts) {
            Counts.check(counts, 3 * errors.length + 1);
            examples = Counts.whole(counts[3 * errors.length]);
            System.arraycopy(counts, 0, errors, 0, errors.length);
            System.arraycopy(counts, errors.length, means, 0, errors.length);
            System.arraycopy(counts, 2 * errors.length, squares, 0, errors.length);
        }
    }
}
