package cnn.layers.metric;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import java.util.Set;

/**
 * Expected calibration error, in [0, 1]: how far the probability of answers is from the share of them that is right. Answers
 * are put into bins of equal width by their probability, a bin being open below and closed above, and the error is
 * Σ nᵢ / n · |accuracyᵢ − mean probabilityᵢ| over the bins. 0 where of the answers of which it is 80 % sure, 80 % are right.
 * An answer is as right as the target's share of its class, which for a class is 0 or 1.
 * C. Guo and others, "On calibration of modern neural networks", ICML 2017, section 2.
 *
 * @param bins how many, from 1 to 10,000
 */
@Id("calibration-error")
public record CalibrationError(@Default("15") int bins) implements Metric {
    private static final int MOST = 10_000;

    public CalibrationError {
        if (bins < 1 || bins > MOST) {
            throw new IllegalArgumentException("CalibrationError has " + bins + " bins, but 1 to " + MOST
                    + " are possible. Give for example 15.");
        }
    }

    /** With 15 bins, as most publications have. */
    public static CalibrationError of() {
        return new CalibrationError(15);
    }

    /** With so many bins. */
    public CalibrationError bins(int count) {
        return new CalibrationError(count);
    }

    @Override
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.CLASSES;
    }

    @Override
    public Tally start(int width) {
        return new Bins(bins);
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    /** Answers by their probability. */
    private static final class Bins implements Tally {
        private final long[] answers;
        private final double[] hits;
        private final double[] probabilities;

        private Bins(int bins) {
            answers = new long[bins];
            hits = new double[bins];
            probabilities = new double[bins];
        }

        @Override
        public void add(ScoredBatch batch) {
            for (int b = 0; b < batch.batch(); b++) {
                int right = Highest.target(batch, b);
                int predicted = Highest.score(batch, b, right);
                int at = b * batch.width();
                boolean astray = predicted < 0 || Float.isNaN(batch.predictions()[at + predicted])
                        || Float.isNaN(batch.predictions()[at + right]);
                // what is no number counts as certain and wrong
                double sure = astray ? 1 : Math.clamp((double) batch.predictions()[at + predicted], 0.0, 1.0);
                int bin = Math.clamp((int) Math.ceil(sure * answers.length) - 1, 0, answers.length - 1);
                answers[bin]++;
                hits[bin] += astray ? 0 : batch.targets()[at + predicted];
                probabilities[bin] += sure;
            }
        }

        @Override
        public double value() {
            double error = 0;
            long all = 0;
            for (int bin = 0; bin < answers.length; bin++) {
                error += Math.abs(hits[bin] - probabilities[bin]);
                all += answers[bin];
            }
            return error / all;
        }

        @Override
        public double[] counts() {
            double[] counts = new double[3 * answers.length];
            for (int bin = 0; bin < answers.length; bin++) {
                counts[3 * bin] = answers[bin];
                counts[3 * bin + 1] = hits[bin];
                counts[3 * bin + 2] = probabilities[bin];
            }
            return counts;
        }

        @Override
        public void restore(double[] counts) {
            Counts.check(counts, 3 * answers.length);
            for (int bin = 0; bin < answers.length; bin++) {
                answers[bin] = Counts.whole(counts[3 * bin]);
                hits[bin] = counts[3 * bin + 1];
                probabilities[bin] = counts[3 * bin + 2];
            }
        }
    }
}
