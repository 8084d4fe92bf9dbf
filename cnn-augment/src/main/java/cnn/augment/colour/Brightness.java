package cnn.augment.colour;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Makes an image lighter or darker: {@code y = x + d}, cut to [0, 1], with d drawn from [−strength, strength).
 *
 * @param strength the largest change of a value, 0 to 1
 */
@Id("brightness")
public record Brightness(@Default("0.2") double strength) implements Augmenter {
    public Brightness {
        Checks.range("brightness", "strength", strength, 0, 1, "a number");
    }

    /** By at most so much. */
    public static Brightness of(double strength) {
        return new Brightness(strength);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        float change = (float) strength * random.nextFloat(-1, 1);
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.clamp(in[i] + change, 0f, 1f);
        }
    }
}
