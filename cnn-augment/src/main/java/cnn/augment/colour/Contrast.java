package cnn.augment.colour;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Strengthens or weakens an image's contrast: {@code y = m + f·(x − m)}, cut to [0, 1], where m is the mean of all its
 * values and f is drawn from [1 − strength, 1 + strength).
 *
 * @param strength the largest change of the factor, 0 to 1
 */
@Id("contrast")
public record Contrast(@Default("0.2") double strength) implements Augmenter {
    public Contrast {
        Checks.range("contrast", "strength", strength, 0, 1, "a number");
    }

    /** By at most so much. */
    public static Contrast of(double strength) {
        return new Contrast(strength);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        float change = (float) strength * random.nextFloat(-1, 1);
        float[] in = source.pixels();
        float[] out = target.pixels();
        double sum = 0;
        for (float value : in) {
            sum += value;
        }
        float mean = (float) (sum / in.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.clamp(in[i] + change * (in[i] - mean), 0f, 1f);
        }
    }
}
