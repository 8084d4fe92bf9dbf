package cnn.layers.metric;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import java.util.Set;

/**
 * Agreement of predicted with right classes beyond that of chance: κ = (a − e) / (1 − e), with the accuracy a and the
 * accuracy e = Σⱼ pⱼ tⱼ / n² of guesses that name each class as often as it was predicted; p and t count how often a class was
 * predicted and was right. 1 where all agree, 0 where chance would do as well. NaN where only one class is ever there or
 * predicted. J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960.
 */
@Id("cohen-kappa")
public record CohenKappa() implements Metric {
    @Override
    public Set<Target.Kind> targetKinds() {
        return OutcomeCounts.CLASSES;
    }

    @Override
    public Tally start(int width) {
        return OutcomeCounts.ofClasses(width, counts -> {
            double n = counts.examples;
            double agreed = counts.exact / n;
            double byChance = 0;
            for (int j = 0; j < counts.hits.length; j++) {
                byChance += counts.predicted(j) / n * (counts.actual(j) / n);
            }
            return (agreed - byChance) / (1 - byChance);
        });
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
