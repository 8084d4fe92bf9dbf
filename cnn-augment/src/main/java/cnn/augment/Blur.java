package cnn.augment;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;

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
        float[] bell = bell(width);
        Image half = Image.of(source.shape());
        blur(source, half, bell, 0, 1);
        blur(half, target, bell, 1, 0);
    }

    private static void blur(Image source, Image target, float[] bell, int down, int right) {
        int reach = bell.length / 2;
        int channels = source.channels();
        int at = 0;
        for (int row = 0; row < source.height(); row++) {
            for (int column = 0; column < source.width(); column++) {
                for (int channel = 0; channel < channels; channel++) {
                    float sum = 0;
                    for (int tap = -reach; tap <= reach; tap++) {
                        int y = Fill.EDGE.inside(row + tap * down, source.height());
                        int x = Fill.EDGE.inside(column + tap * right, source.width());
                        sum += bell[tap + reach] * source.pixels()[source.index(y, x) + channel];
                    }
                    target.pixels()[at++] = Math.min(1, sum); // the weights' rounded sum may be a little above 1
                }
            }
        }
    }

    private static float[] bell(double width) {
        int reach = (int) StrictMath.ceil(3 * width);
        float[] bell = new float[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += StrictMath.exp(-i * i / (2 * width * width));
        }
        for (int i = -reach; i <= reach; i++) {
            bell[reach + i] = (float) (StrictMath.exp(-i * i / (2 * width * width)) / sum);
        }
        return bell;
    }
}
