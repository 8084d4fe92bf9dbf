package cnn.core.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers by how sure the model was, in bins of equal width: of those that are 80 % sure, 80 % should be right. C. Guo and
 * others, "On calibration of modern neural networks", ICML 2017.
 *
 * @param bins from the least to the most sure
 */
public record Calibration(List<Bin> bins) {
    private static final int BINS = 15;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Answers of which the model was about as sure.
     *
     * @param answers how many
     * @param hits how many of these are right
     * @param probability the mean of what the model said; NaN where there are none
     */
    public record Bin(int answers, int hits, double probability) {
        /** Share of the answers that is right; NaN where there are none. */
        public double accuracy() {
            return (double) hits / answers;
        }
    }

    /** Puts answers into 15 bins, open below and closed above. */
    public static Calibration of(Answers answers) {
        int[] counts = new int[BINS];
        int[] hits = new int[BINS];
        double[] sums = new double[BINS];
        for (int i = 0; i < answers.size(); i++) {
            double sure = Math.clamp((double) answers.probability(i), 0.0, 1.0);
            int bin = Math.clamp((int) Math.ceil(sure * BINS) - 1, 0, BINS - 1);
            counts[bin]++;
            hits[bin] += answers.correct(i) ? 1 : 0;
            sums[bin] += sure;
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            bins.add(new Bin(counts[b], hits[b], sums[b] / counts[b]));
        }
        return new Calibration(bins);
    }

    /** How many answers there are. */
    public int answers() {
        return bins.stream().mapToInt(Bin::answers).sum();
    }

    /** Expected calibration error, in [0, 1]: the mean distance of the probability from the share that is right. */
    public double error() {
        return bins.stream().filter(bin -> bin.answers > 0)
                .mapToDouble(bin -> bin.answers * Math.abs(bin.accuracy() - bin.probability)).sum() / answers();
    }

    /** Mean of what the model said minus the share that is right: more than 0 where it is too sure. */
    public double excess() {
        return bins.stream().filter(bin -> bin.answers > 0)
                .mapToDouble(bin -> bin.answers * (bin.probability - bin.accuracy())).sum() / answers();
    }
}
