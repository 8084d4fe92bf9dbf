package cnn.core.pipeline;

import cnn.api.Default;
import cnn.api.data.Resize;
import cnn.core.text.Count;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every image goes through before the network sees it, in training and prediction alike.
 *
 * @param size height and width to resize to; null to take images as they come
 * @param channels 1 for grey, 3 for colour; null to take images as they come
 * @param normalize how values are shifted and scaled
 * @param resize how images of other proportions are brought to that size: {@code stretch}, {@code pad} or {@code crop}
 */
public record Preprocess(@Nullable ImageSize size, @Nullable Integer channels,
        @Default("dataset") Normalize normalize, @Default("stretch") Resize resize) {
    /** Images as they come, normalized by the training images. */
    public static final Preprocess PLAIN = new Preprocess(null, null, Normalize.Way.DATASET, Resize.STRETCH);

    public Preprocess {
        if (size == null && resize != Resize.STRETCH) {
            throw new IllegalArgumentException("'resize: " + resize.name().toLowerCase(Locale.ROOT)
                    + "' needs a size to resize to, but there is none. Add one, for example size: 64, or leave resize "
                    + "out.");
        }
        if (channels != null && channels < 1) {
            throw new IllegalArgumentException("An image needs at least 1 channel but was given " + channels
                    + ". Use 1 for grey, 3 for colour, or leave channels out to take images as they come.");
        }
        if (channels != null && normalize instanceof Normalize.Given given && given.mean().size() != 1
                && given.mean().size() != channels) {
            throw new IllegalArgumentException("Images of " + Count.of(channels, "channel")
                    + " cannot be normalized by "
                    + given.mean().size() + " means. Give one mean and one standard deviation for each channel.");
        }
    }

    /** Images as they come, normalized by the training images. */
    public static Preprocess of() {
        return PLAIN;
    }

    /** Resizes to a height and a width. */
    public Preprocess size(int height, int width) {
        return new Preprocess(new ImageSize(height, width), channels, normalize, resize);
    }

    /** Converts to 1 channel (grey) or 3 (colour). */
    public Preprocess channels(int newChannels) {
        return new Preprocess(size, newChannels, normalize, resize);
    }

    /** Normalizes so. */
    public Preprocess normalize(Normalize newNormalize) {
        return new Preprocess(size, channels, newNormalize, resize);
    }

    /** Brings images of other proportions to the size so. */
    public Preprocess resize(Resize newResize) {
        return new Preprocess(size, channels, normalize, newResize);
    }
}
