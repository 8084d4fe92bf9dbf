package cnn.layers.metric;

import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import java.util.Arrays;

/**
 * Keeps every prediction, to rank the examples by it, for each class against all others or each label by itself. What is made
 * of a ranking depends on all of it, so that no smaller count would be exact: 5 bytes for each class or label of an example.
 */
final class Rankings implements Metric.Tally {
    /** Both numbers of a prediction must fit into one array of counts, too. */
    private static final int MOST = (1 << 30) - 8;

    private final int width;
    private final boolean classes;
    private final Figure figure;
    private float[] scores = new float[0];
    private boolean[] is = new boolean[0];
    private int examples;

    /** Rankings for so many classes or labels, and what is to be made of each. */
    Rankings(int width, boolean classes, Figure figure) {
        this.width = width;
        this.classes = classes;
        this.figure = figure;
    }

    /** What is made of one ranking, group after group of equal predictions, the highest first. */
    interface Figure {
        /**
         * What a group adds.
         *
         * @param positives examples of the class or label among it
         * @param negatives others among it
         * @param positivesAbove examples of the class or label that were ranked higher
         * @param negativesAbove others that were
         */
        double add(long positives, long negatives, long positivesAbove, long negativesAbove);

        /** What the sum of all is divided by. */
        double whole(long positives, long negatives);
    }

    @Override
    public void add(ScoredBatch batch) {
        int size = batch.batch() * width;
        int from = examples * width;
        if ((long) from + size > scores.length) { // seldom: it doubles
            int more = capacity(scores.length, (long) from + size, width);
            scores = Arrays.copyOf(scores, more);
            is = Arrays.copyOf(is, more);
        }
        for (int b = 0; b < batch.batch(); b++) {
            int right = classes ? Highest.target(batch, b) : -1;
            for (int j = 0; j < width; j++) {
                int i = b * width + j;
                boolean has = classes ? j == right : batch.targets()[i] >= 0.5f;
                is[from + i] = has;
                scores[from + i] = finite(batch.predictions()[i], has);
            }
        }
        examples += batch.batch();
    }

    /** What an array grows to that must hold so many predictions. */
    static int capacity(int held, long needed, int width) {
        if (needed > MOST) {
            throw new IllegalStateException("A ranking of " + needed / width + " examples by " + width
                    + " classes or labels does not fit into an array: it can have " + MOST
                    + " predictions. Leave roc-auc "
                    + "and pr-auc out of the metrics.");
        }
        return (int) Math.min(MOST, Math.max(needed, Math.max(1024L * width, 2L * held)));
    }

    /** NaN is ranked where it is most wrong. */
    private static float finite(float score, boolean has) {
        if (Float.isNaN(score)) {
            return has ? -Float.MAX_VALUE : Float.MAX_VALUE;
        }
        return Math.clamp(score, -Float.MAX_VALUE, Float.MAX_VALUE) + 0f; // −0 is 0
    }

    /** The mean over the classes or labels, without those that all examples have, or none. */
    @Override
    public double value() {
        double sum = 0;
        int counted = 0;
        long[] ranked = new long[examples];
        for (int j = 0; j < width; j++) {
            double one = value(j, ranked);
            if (!Double.isNaN(one)) {
                sum += one;
                counted++;
            }
        }
        return sum / counted;
    }

    private double value(int j, long[] ranked) {
        long positives = 0;
        for (int i = 0; i < examples; i++) {
            float score = scores[i * width + j];
            int bits = Float.floatToIntBits(score);
            int ascending = bits ^ bits >> 31 & Integer.MAX_VALUE;
            boolean has = is[i * width + j];
            ranked[i] = (long) ascending << 1 | (has ? 1 : 0);
            positives += has ? 1 : 0;
        }
        long negatives = examples - positives;
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        Arrays.sort(ranked);
        double sum = 0;
        long above = 0;
        long othersAbove = 0;
        for (int i = examples - 1; i >= 0;) {
            long score = ranked[i] >> 1;
            long group = 0;
            long others = 0;
            for (; i >= 0 && ranked[i] >> 1 == score; i--) {
                group += ranked[i] & 1;
                others += 1 - (ranked[i] & 1);
            }
            sum += figure.add(group, others, above, othersAbove);
            above += group;
            othersAbove += others;
        }
        return sum / figure.whole(positives, negatives);
    }

    @Override
    public double[] counts() {
        int size = examples * width;
        double[] counts = new double[1 + 2 * size];
        counts[0] = examples;
        for (int i = 0; i < size; i++) {
            counts[1 + 2 * i] = scores[i];
            counts[2 + 2 * i] = is[i] ? 1 : 0;
        }
        return counts;
    }

    @Override
    public void restore(double[] counts) {
        long kept = counts.length > 0 && Double.isFinite(counts[0]) ? Counts.whole(counts[0]) : 0;
        int size = (int) Math.min(kept * (double) width, MOST);
        Counts.check(counts, 1 + 2 * size);
        examples = (int) kept;
        scores = new float[size];
        is = new boolean[size];
        for (int i = 0; i < size; i++) {
            scores[i] = (float) counts[1 + 2 * i];
            is[i] = Counts.whole(counts[2 + 2 * i]) > 0;
        }
    }
}
