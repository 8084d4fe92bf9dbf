package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Flips an image: left becomes right, or top becomes bottom. Exact, no pixel is resampled.
 *
 * @param axis in which direction; {@link Axis#BOTH} draws for each of the two on its own, so that half a turn comes too
 * @param probability how often, in [0, 1]
 */
@Id("flip")
public record Flip(@Default("horizontal") Axis axis, @Default("0.5") double probability) implements Augmenter {
    /** The direction in which pixels change places. */
    public enum Axis {
        /** Left and right. */
        HORIZONTAL,
        /** Top and bottom. */
        VERTICAL,
        /** Each of the two, drawn on its own. */
        BOTH
    }

    public Flip {
        Checks.probability("flip", probability);
    }

    /** Left and right, every other time. */
    public static Flip of() {
        return of(Axis.HORIZONTAL);
    }

    /** In one direction or both, every other time. */
    public static Flip of(Axis axis) {
        return new Flip(axis, 0.5);
    }

    /** How often, in [0, 1]. */
    public Flip probability(double value) {
        return new Flip(axis, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        boolean horizontal = axis != Axis.VERTICAL && random.nextBoolean(probability);
        boolean vertical = axis != Axis.HORIZONTAL && random.nextBoolean(probability);
        apply(source, target, horizontal, vertical);
    }

    static void apply(Image source, Image target, boolean horizontal, boolean vertical) {
        assert Checks.sameShape(source, target);
        float[] in = source.pixels();
        float[] out = target.pixels();
        int channels = source.channels();
        int length = source.width() * channels;
        for (int row = 0; row < source.height(); row++) {
            int from = source.index(vertical ? source.height() - 1 - row : row, 0);
            int to = target.index(row, 0);
            if (!horizontal) {
                System.arraycopy(in, from, out, to, length);
                continue;
            }
            for (int pixel = from + length - channels; pixel >= from; pixel -= channels, to += channels) {
                for (int channel = 0; channel < channels; channel++) {
                    out[to + channel] = in[pixel + channel];
                }
            }
        }
    }
}
