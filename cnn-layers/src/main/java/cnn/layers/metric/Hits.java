package cnn.layers.metric;

import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;

/** Counts the examples whose right class is among the k best. */
final class Hits implements Metric.Tally {
    private final int k;
    private long hits;
    private long examples;

    Hits(int k) {
        this.k = k;
    }

    @Override
    public void add(ScoredBatch batch) {
        int width = batch.width();
        for (int b = 0; b < batch.batch(); b++) {
            int right = Highest.target(batch, b);
            if (better(batch.scores(), b * width, width, right) < k) {
                hits++;
            }
        }
        examples += batch.batch();
    }

    @Override
    public double value() {
        return examples == 0 ? Double.NaN : (double) hits / examples;
    }

    @Override
    public double[] counts() {
        return new double[] {hits, examples};
    }

    @Override
    public void restore(double[] counts) {
        Counts.check(counts, 2);
        hits = Counts.whole(counts[0]);
        examples = Counts.whole(counts[1]);
    }

    /** Classes that go before class {@code right}: those scored higher, and earlier ones scored the same. */
    private static int better(float[] scores, int at, int count, int right) {
        float score = scores[at + right];
        int better = 0;
        // the negations make NaN go before everything
        for (int i = 0; i < right; i++) {
            better += !(scores[at + i] < score) ? 1 : 0;
        }
        for (int i = right + 1; i < count; i++) {
            better += !(scores[at + i] <= score) ? 1 : 0;
        }
        return better;
    }
}
