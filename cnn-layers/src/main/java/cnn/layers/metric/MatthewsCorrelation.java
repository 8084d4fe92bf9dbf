package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Correlation of predicted with right classes, in [−1, 1], for any number of classes:
 * (c n − Σⱼ pⱼ tⱼ) / √((n² − Σⱼ pⱼ²) (n² − Σⱼ tⱼ²)), with c correct ones of n examples; p and t count how often a class was
 * predicted and was right. 0 where chance would do as well, and where only one class was ever predicted or is there. It is
 * not misled by classes of unequal size. J. Gorodkin, "Comparing two K-category assignments by a K-category correlation
 * coefficient", Computational Biology and Chemistry 28, 2004; for two classes B. W. Matthews, 1975.
 */
@Id("matthews-correlation")
public record MatthewsCorrelation() implements Metric {
    @Override
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.CLASSES;
    }

    @Override
    public Tally start(int width) {
        return OutcomeCounts.ofClasses(width, counts -> {
            double n = counts.examples;
            double both = 0;
            double predicted = 0;
            double actual = 0;
            for (int j = 0; j < counts.hits.length; j++) {
                both += (double) counts.predicted(j) * counts.actual(j);
                predicted += (double) counts.predicted(j) * counts.predicted(j);
                actual += (double) counts.actual(j) * counts.actual(j);
            }
            double spread = Math.sqrt((n * n - predicted) * (n * n - actual));
            return spread == 0 ? 0 : (counts.exact * n - both) / spread;
        });
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
