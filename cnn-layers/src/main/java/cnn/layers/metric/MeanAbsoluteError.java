package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import java.util.Set;

/** Mean distance of predictions from targets, over all numbers of all examples: Σ |p − t| / n, in the targets' unit. */
@Id("mean-absolute-error")
public record MeanAbsoluteError() implements Metric {
    @Override
    public Set<Target.Kind> targetKinds() {
        return Set.of(Target.Kind.NUMBERS);
    }

    @Override
    public Tally start(int width) {
        return new Tally() {
            private double sum;
            private long numbers;

            @Override
            public void add(ScoredBatch batch) {
                float[] predictions = batch.predictions();
                float[] targets = batch.targets();
                for (int i = 0; i < batch.batch() * batch.width(); i++) {
                    sum += Math.abs((double) predictions[i] - targets[i]);
                }
                numbers += (long) batch.batch() * batch.width();
            }

            @Override
            public double value() {
                return sum / numbers;
            }

            @Override
            public double[] counts() {
                return new double[] {sum, numbers};
            }

            @Override
            public void restore(double[] counts) {
                Counts.check(counts, 2);
                sum = counts[0];
                numbers = Counts.whole(counts[1]);
            }
        };
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }
}
