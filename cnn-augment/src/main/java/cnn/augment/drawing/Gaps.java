package cnn.augment.drawing;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Interrupts the lines of a drawing, as a pen that skips or an outline that stays open: up to {@code count} round spots of
 * paper, each centred on a pixel of ink drawn at random, with radii drawn evenly from half of {@code radius} to all of it.
 * An edge is one pixel soft. Ink is what less than half of the picture holds, dark or light; paper has the mean colour of
 * the rest.
 *
 * <p>After DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout", 2017, with the
 * spots where the lines are.
 *
 * @param count the largest number of gaps, 0 to 1000
 * @param radius the largest radius in pixels, 0.5 to 100
 */
@Id("gaps")
public record Gaps(@Default("3") int count, @Default("2.5") double radius) implements Augmenter {
    /** Places that are tried before a gap is given up: drawings with very little ink have some none. */
    private static final int TRIES = 200;

    public Gaps {
        Checks.range("gaps", "count", count, 0, 1000, "a number");
        Checks.range("gaps", "radius", radius, 0.5, 100, "pixels");
    }

    /** Up to so many gaps, of up to this radius in pixels. */
    public static Gaps of(int count, double radius) {
        return new Gaps(count, radius);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        target.copyFrom(source);
        Ink ink = Ink.of(source);
        float[] paper = paper(source, ink);
        for (int left = random.nextInt(count + 1); left > 0; left--) {
            float size = (float) radius * random.nextFloat(0.5f, 1);
            for (int i = 0; i < TRIES; i++) {
                int row = random.nextInt(source.height());
                int column = random.nextInt(source.width());
                if (ink.covers(source.pixels()[source.index(row, column)])) {
                    cover(target, paper, row, column, size);
                    break;
                }
            }
        }
    }

    private static void cover(Image image, float[] paper, int row, int column, float size) {
        int reach = (int) Math.ceil(size + 0.5);
        for (int y = Math.max(0, row - reach); y <= Math.min(image.height() - 1, row + reach); y++) {
            for (int x = Math.max(0, column - reach); x <= Math.min(image.width() - 1, column + reach); x++) {
                float distance = (float) Math.sqrt((y - row) * (y - row) + (x - column) * (x - column));
                float share = Math.clamp(size + 0.5f - distance, 0f, 1f);
                for (int channel = 0; channel < image.channels(); channel++) {
                    int at = image.index(y, x) + channel;
                    image.pixels()[at] += (paper[channel] - image.pixels()[at]) * share;
                }
            }
        }
    }

    /** The mean colour of the pixels that are no ink. */
    private static float[] paper(Image image, Ink ink) {
        int channels = image.channels();
        double[] sum = new double[channels];
        int count = 0;
        for (int at = 0; at < image.pixels().length; at += channels) {
            if (!ink.covers(image.pixels()[at])) {
                count++;
                for (int channel = 0; channel < channels; channel++) {
                    sum[channel] += image.pixels()[at + channel];
                }
            }
        }
        float[] paper = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            paper[channel] = (float) (sum[channel] / Math.max(1, count));
        }
        return paper;
    }
}
