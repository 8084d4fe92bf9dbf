package cnn.augment.quality;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Bell;
import cnn.augment.pixel.Checks;
import java.util.Arrays;

/**
 * Blurs an image by a Gaussian whose standard deviation s is drawn evenly from [0, sigma):
 * {@code y(p) = Σ w(d)·x(p + d)}, {@code w(d) ~ exp(−d²/(2s²))}, along rows and then along columns, the sum of the weights
 * being 1. The blur ends at 3 s. Outside lies the nearest pixel of the edge.
 *
 * @param sigma the largest standard deviation in pixels, 0 to 100
 */
@Id("blur")
public record Blur(@Default("1") double sigma) implements Augmenter {
    public Blur {
        Checks.range("blur", "sigma", sigma, 0, 100, "pixels");
    }

    /** By at most so many pixels. */
    public static Blur of(double sigma) {
        return new Blur(sigma);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        assert Checks.sameShape(source, target);
        double width = sigma * random.nextFloat();
        if (width < 0.1) { // the next pixel would weigh less than 1e−21
            target.copyFrom(source);
            return;
        }
        float[] bell = Bell.of(width);
        Image half = Image.of(source.shape());
        blurRows(source, half, bell);
        blurColumns(half, target, bell);
    }

    /** Each row, with its edges' pixels repeated at both ends, one tap after the other. */
    private static void blurRows(Image source, Image target, float[] bell) {
        int channels = source.channels();
        int reach = bell.length / 2;
        int length = source.width() * channels;
        float[] wide = new float[length + 2 * reach * channels];
        float[] sums = new float[length];
        for (int row = 0; row < source.height(); row++) {
            int from = source.index(row, 0);
            System.arraycopy(source.pixels(), from, wide, reach * channels, length);
            for (int i = 0; i < reach * channels; i++) {
                wide[i] = source.pixels()[from + i % channels];
                wide[wide.length - 1 - i] = source.pixels()[from + length - 1 - i % channels];
            }
            Arrays.fill(sums, 0);
            for (int tap = 0; tap < bell.length; tap++) {
                add(bell[tap], wide, tap * channels, sums);
            }
            System.arraycopy(sums, 0, target.pixels(), from, length);
            limit(target.pixels(), from, length);
        }
    }

    private static void blurColumns(Image source, Image target, float[] bell) {
        int reach = bell.length / 2;
        int length = source.width() * source.channels();
        float[] sums = new float[length];
        for (int row = 0; row < source.height(); row++) {
            Arrays.fill(sums, 0);
            for (int tap = -reach; tap <= reach; tap++) {
                int from = Math.min(Math.max(row + tap, 0), source.height() - 1);
                add(bell[tap + reach], source.pixels(), source.index(from, 0), sums);
            }
            System.arraycopy(sums, 0, target.pixels(), target.index(row, 0), length);
            limit(target.pixels(), target.index(row, 0), length);
        }
    }

    private static void add(float weight, float[] in, int from, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * in[from + i];
        }
    }

    /** The weights' rounded sum may be a little above 1. */
    private static void limit(float[] values, int from, int length) {
        for (int i = from; i < from + length; i++) {
            values[i] = Math.min(1, values[i]);
        }
    }
}
