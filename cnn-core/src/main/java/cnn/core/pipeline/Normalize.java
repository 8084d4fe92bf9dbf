package cnn.core.pipeline;

import java.util.List;

/**
 * How pixel values, which come in [0, 1], are shifted and scaled: (value − mean) / standard deviation, for each channel.
 * Written {@code dataset}, {@code none} or {@code {mean: [0.5], std: [0.25]}} in a pipeline.
 */
public sealed interface Normalize {
    /** Ways that need no numbers. */
    enum Way implements Normalize {
        /** By the mean and standard deviation of the training images. */
        DATASET,
        /** Not at all. */
        NONE
    }

    /**
     * By given numbers, one for each channel, or one for all.
     *
     * @param mean subtracted from each value
     * @param std what the difference is divided by, more than 0
     */
    record Given(List<Float> mean, List<Float> std) implements Normalize {
        public Given {
            mean = List.copyOf(mean);
            std = List.copyOf(std);
            if (mean.isEmpty() || mean.size() != std.size()) {
                throw new IllegalArgumentException("Normalizing needs as many means as standard deviations, one for "
                        + "each channel, but was given " + mean.size() + " and " + std.size() + ".");
            }
            for (float value : mean) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("A mean is a number but was given " + value + ".");
                }
            }
            for (float value : std) {
                if (!(value > 0) || Float.isInfinite(value)) {
                    throw new IllegalArgumentException(
                            "A standard deviation is more than 0 but was given " + value + ".");
                }
            }
        }
    }
}
