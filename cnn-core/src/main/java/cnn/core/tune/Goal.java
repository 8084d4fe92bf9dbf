package cnn.core.tune;

import java.util.Comparator;
import java.util.List;

/**
 * Which of two values is better.
 *
 * @param higherIsBetter whether the higher one is
 */
record Goal(boolean higherIsBetter) {
    /** Whether one is better than another; nothing is worse than no number. */
    boolean isBetter(double one, double other) {
        return Double.isNaN(other) ? !Double.isNaN(one) : higherIsBetter ? one > other : one < other;
    }

    /** The best of the first values; NaN where none is a number. */
    double best(List<Double> values, int first) {
        double best = Double.NaN;
        for (int i = 0; i < Math.min(first, values.size()); i++) {
            best = isBetter(values.get(i), best) ? values.get(i) : best;
        }
        return best;
    }

    /** Best first, and the earlier one first where they are as good; those that failed last. */
    Comparator<Trial> bestFirst() {
        Comparator<Trial> byValue = (one, other) -> isBetter(one.value(), other.value())
                ? -1
                : isBetter(other.value(), one.value()) ? 1 : 0;
        return Comparator.comparing(Trial::failed).thenComparing(byValue).thenComparingInt(Trial::number);
    }
}
