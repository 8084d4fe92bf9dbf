package cnn.augment.colour;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Draws black and white anew: {@code y = low + c·x}, where the contrast c is drawn evenly from [contrast, 1) and low from
 * [0, 1 − c); as often as {@code invert} says {@code y = low + c·(1 − x)}, so that a dark pen on light paper becomes a
 * light one on dark paper. The network learns not to ask how dark pen and paper are. All channels alike.
 *
 * @param contrast the least contrast that is left, as a share of the image's own, 0 to 1
 * @param invert how often light and dark change places, in [0, 1]
 */
@Id("tone")
public record Tone(@Default("0.3") double contrast, @Default("0.5") double invert) implements Augmenter {
    public Tone {
        Checks.range("tone", "contrast", contrast, 0, 1, "a share");
        Checks.range("tone", "invert", invert, 0, 1, "a number");
    }

    /** At least 0.3 of the contrast, inverted every other time. */
    public static Tone of() {
        return new Tone(0.3, 0.5);
    }

    /** The least contrast that is left. */
    public Tone contrast(double value) {
        return new Tone(value, invert);
    }

    /** How often light and dark change places. */
    public Tone invert(double value) {
        return new Tone(contrast, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        float range = (float) (contrast + (1 - contrast) * random.nextFloat());
        float low = (1 - range) * random.nextFloat();
        boolean inverted = random.nextBoolean(invert);
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int i = 0; i < out.length; i++) {
            float value = inverted ? 1 - in[i] : in[i];
            out[i] = Math.clamp(low + range * value, 0f, 1f);
        }
    }
}
