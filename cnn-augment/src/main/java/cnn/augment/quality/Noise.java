package cnn.augment.quality;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Adds noise to every value on its own: {@code y = x + sigma·g}, cut to [0, 1], where g has mean 0 and standard
 * deviation 1. It is the sum of eight even numbers: Gaussian up to 3 sigma, never beyond 4.9, and several times faster
 * than Box and Muller's.
 *
 * @param sigma standard deviation, 0 to 1
 */
@Id("noise")
public record Noise(@Default("0.05") double sigma) implements Augmenter {
    /** 1 / standard deviation of a sum of eight numbers that are even in 0 … 65535. */
    private static final float UNIT = (float) (1 / Math.sqrt(8 * (65536.0 * 65536.0 - 1) / 12));
    private static final float MEAN = 8 * 65535 / 2f;

    public Noise {
        Checks.range("noise", "sigma", sigma, 0, 1, "a number");
    }

    /** With this standard deviation. */
    public static Noise of(double sigma) {
        return new Noise(sigma);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        float scale = (float) sigma * UNIT;
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int i = 0; i < out.length; i++) {
            int sum = sum(random.nextLong()) + sum(random.nextLong());
            out[i] = Math.clamp(in[i] + scale * (sum - MEAN), 0f, 1f);
        }
    }

    /** The four numbers of 16 bits each in 64 bits, added. */
    private static int sum(long bits) {
        long pairs = (bits & 0x0000FFFF0000FFFFL) + (bits >>> 16 & 0x0000FFFF0000FFFFL);
        return (int) (pairs + (pairs >>> 32));
    }
}
