package cnn.layers.metric;

import cnn.api.data.Target;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the figures of classes or labels are put together. One that nobody has and nobody predicted has no figure and is left
 * out; any other share of nothing, such as the precision of a class that was never predicted, is 0.
 */
public enum Average {
    /** All are counted together, so that frequent ones count more. Of classes that is the accuracy. */
    MICRO {
        @Override
        double of(OutcomeCounts counts, Share share) {
            long hits = 0;
            long misses = 0;
            long falseAlarms = 0;
            for (int j = 0; j < counts.hits.length; j++) {
                hits += counts.hits[j];
                misses += counts.misses[j];
                falseAlarms += counts.falseAlarms[j];
            }
            return share.orZero(hits, misses, falseAlarms);
        }
    },
    /** Every class or label has the same say. */
    MACRO {
        @Override
        double of(OutcomeCounts counts, Share share) {
            return mean(counts, share, false);
        }
    },
    /** Every class or label counts as often as it is there. */
    WEIGHTED {
        @Override
        double of(OutcomeCounts counts, Share share) {
            return mean(counts, share, true);
        }
    };

    abstract double of(OutcomeCounts counts, Share share);

    /** A share of counts: precision, recall or F1. NaN for a share of nothing. */
    interface Share {
        double of(long hits, long misses, long falseAlarms);

        /** The share; NaN only where nothing was there and nothing predicted. */
        default double orZero(long hits, long misses, long falseAlarms) {
            double share = of(hits, misses, falseAlarms);
            return Double.isNaN(share) && hits + misses + falseAlarms > 0 ? 0 : share;
        }
    }

    private static double mean(OutcomeCounts counts, Share share, boolean weighted) {
        double sum = 0;
        double weights = 0;
        for (int j = 0; j < counts.hits.length; j++) {
            double one = share.orZero(counts.hits[j], counts.misses[j], counts.falseAlarms[j]);
            if (!Double.isNaN(one)) {
                double weight = weighted ? counts.actual(j) : 1;
                sum += weight * one;
                weights += weight;
            }
        }
        return sum / weights;
    }

    /**
     * What to make of counts: the average, or the share of one class or label alone.
     *
     * @param metric for the message
     * @param only the name of that one; null for the average
     */
    ToDoubleFunction<OutcomeCounts> figure(String metric, Target target, Share share, @Nullable String only) {
        if (only == null) {
            return counts -> of(counts, share);
        }
        int j = target.names().indexOf(only);
        if (j < 0) {
            throw new IllegalArgumentException(metric + " is to measure only '" + only + "', but the data has "
                    + String.join(", ", target.names()) + ". Name one of these, or leave 'only' out for all.");
        }
        return counts -> share.orZero(counts.hits[j], counts.misses[j], counts.falseAlarms[j]);
    }

    /** What counts for a metric that is told no more than the number of labels: they are called by their numbers. */
    static Target numbered(int width) {
        String[] names = new String[width];
        for (int j = 0; j < width; j++) {
            names[j] = Integer.toString(j);
        }
        return Target.labels(names);
    }
}
