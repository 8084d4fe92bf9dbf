package cnn.layers.normalization;

import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of {@link WeightStandardization}: each filter's weights w, which are one column of a matrix, as ŵ with mean
 * 0 and variance 1, and the gradient back from ŵ to w.
 *
 * @param param the weights, the filters last
 * @param epsilon added to the variance
 */
record StandardizedWeights(Param param, double epsilon) {
    private int filters() {
        return param.shape().channels();
    }

    /** Weights of one filter. */
    int ofFilter() {
        return param.shape().size() / filters();
    }

    /** Overwrites {@code to} with ŵ. */
    void standardize(float[] weights, float[] to) {
        for (int f = 0; f < filters(); f++) {
            double mean = mean(weights, f);
            double factor = factor(weights, f, mean);
            for (int i = f; i < weights.length; i += filters()) {
                to[i] = (float) ((weights[i] - mean) * factor);
            }
        }
    }

    /** Brings the gradient of a filter's ŵ to that of its w, in place: a change of one weight moves them all. */
    void propagate(float[] weights, float[] gradient, int filter) {
        double mean = mean(weights, filter);
        double factor = factor(weights, filter, mean);
        double plain = 0;
        double weighted = 0;
        for (int i = filter; i < weights.length; i += filters()) {
            plain += gradient[i];
            weighted += gradient[i] * (weights[i] - mean) * factor;
        }
        plain /= ofFilter();
        weighted /= ofFilter();
        for (int i = filter; i < weights.length; i += filters()) {
            gradient[i] = (float) (factor * (gradient[i] - plain - (weights[i] - mean) * factor * weighted));
        }
    }

    private double mean(float[] weights, int filter) {
        double sum = 0;
        for (int i = filter; i < weights.length; i += filters()) {
            sum += weights[i];
        }
        return sum / ofFilter();
    }

    private double factor(float[] weights, int filter, double mean) {
        double squares = 0;
        for (int i = filter; i < weights.length; i += filters()) {
            double distance = weights[i] - mean;
            squares += distance * distance;
        }
        return 1 / Math.sqrt(squares / ofFilter() + epsilon);
    }

    /** A packer that sees ŵ where it asks for w. */
    Packer packer(Packer packer) {
        AtomicReference<@Nullable Seen> spare = new AtomicReference<>();
        return (values, kernels, packed) -> {
            // kept for the next time, since a step of training allocates nothing
            Seen kept = spare.getAndSet(null);
            Seen seen = kept == null ? new Seen() : kept;
            packer.pack(seen.from(values), kernels, packed);
            spare.set(seen);
        };
    }

    /** Values among which are ŵ in the place of w. */
    Packer.Values values(Packer.Values values) {
        return new Seen().from(values);
    }

    /** Standardises where it is asked for weights: not every packer asks. */
    private final class Seen implements Packer.Values {
        private float @Nullable [] standardized;
        private Packer.@Nullable Values others;
        private boolean isCurrent;

        Seen from(Packer.Values values) {
            others = values;
            isCurrent = false;
            return this;
        }

        @Override
        public float[] of(Param which) {
            float[] numbers = others.of(which);
            if (which != param) {
                return numbers;
            }
            if (standardized == null) {
                standardized = new float[numbers.length];
            }
            if (!isCurrent) {
                standardize(numbers, standardized);
                isCurrent = true;
            }
            return standardized;
        }
    }
}
