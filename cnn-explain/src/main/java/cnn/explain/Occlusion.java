package cnn.explain;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import org.jspecify.annotations.Nullable;

/**
 * Occlusion: how much the score falls when a part of the picture is covered. Needs no derivative.
 *
 * <p>At each pixel the mean of y(x) − y(x covered there) over all positions of a square window that cover it, (H, W, 1); the window
 * moves by the stride, and once more to the edge. Above 0 what the answer needs.
 *
 * <p>Throws where window or stride are not positive, or the value is no number. A window larger than the picture covers all of it.
 *
 * <p>Zeiler and Fergus, "Visualizing and understanding convolutional networks", ECCV 2014, section 4.2.
 *
 * @param window side of the window in pixels; 0 for a fifth of the picture's shorter side
 * @param stride how far it moves in pixels; 0 for half the window
 * @param value what it covers pixels with, in [0, 1]; null for the picture's mean of each channel
 */
public record Occlusion(int window, int stride, @Nullable Double value) implements AttributionMethod {
    public Occlusion {
        if (window < 0 || stride < 0 || value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "Occlusion takes a window and a stride of at least 1 pixel and a value that is a "
                            + "number, but was given " + window + ", " + stride + " and " + value
                            + ". Use for example 8, 4 and 0.5.");
        }
    }

    /** A window of a fifth of the picture that moves by half of itself and covers with the mean. */
    public static Occlusion of() {
        return new Occlusion(0, 0, null);
    }

    /** With a window of so many pixels squared. */
    public Occlusion window(int pixels) {
        return new Occlusion(pixels, stride, value);
    }

    /** With a window that moves by so many pixels. */
    public Occlusion stride(int pixels) {
        return new Occlusion(window, pixels, value);
    }

    /** With a window of this grey, in [0, 1]. */
    public Occlusion value(double grey) {
        return new Occlusion(window, stride, grey);
    }

    @Override
    public String title() {
        return "Occlusion";
    }

    @Override
    public String reading() {
        return "Red is what the answer needs: with a patch over it the score falls. Where it rises, it is blue.";
    }

    @Override
    public Attribution apply(Probe probe) {
        Image image = probe.image();
        int side = window > 0 ? window : Math.max(1, Math.min(image.height(), image.width()) / 5);
        int step = stride > 0 ? stride : Math.max(1, side / 2);
        int rows = positions(image.height(), side, step);
        int columns = positions(image.width(), side, step);
        float[] cover = cover(image);
        float[] covered = new float[image.pixels().length];
        double whole = probe.score(image.pixels());
        double[] scores = probe.scores(rows * columns, position -> {
            System.arraycopy(image.pixels(), 0, covered, 0, covered.length);
            int top = start(position / columns, image.height(), side, step);
            int left = start(position % columns, image.width(), side, step);
            for (int y = top; y < Math.min(image.height(), top + side); y++) {
                for (int x = left; x < Math.min(image.width(), left + side); x++) {
                    System.arraycopy(cover, 0, covered, image.index(y, x), cover.length);
                }
            }
            return covered;
        });
        double[] sums = new double[image.height() * image.width()];
        int[] times = new int[sums.length];
        for (int position = 0; position < scores.length; position++) {
            int top = start(position / columns, image.height(), side, step);
            int left = start(position % columns, image.width(), side, step);
            for (int y = top; y < Math.min(image.height(), top + side); y++) {
                for (int x = left; x < Math.min(image.width(), left + side); x++) {
                    sums[y * image.width() + x] += whole - scores[position];
                    times[y * image.width() + x]++;
                }
            }
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = times[i] == 0 ? 0 : (float) (sums[i] / times[i]);
        }
        return probe.attribution(this, Attribution.Kind.SIGNED,
                new Tensor(Shape.image(image.height(), image.width(), 1), values));
    }

    private static int positions(int length, int side, int step) {
        return side >= length ? 1 : (length - side + step - 1) / step + 1;
    }

    /** The last one ends at the edge. */
    private static int start(int position, int length, int side, int step) {
        return Math.max(0, Math.min(position * step, length - side));
    }

    private float[] cover(Image image) {
        float[] cover = new float[image.channels()];
        for (int c = 0; c < cover.length; c++) {
            double sum = 0;
            for (int i = c; i < image.pixels().length; i += cover.length) {
                sum += image.pixels()[i];
            }
            cover[c] = (float) (value == null ? sum / (image.height() * image.width()) : value);
        }
        return cover;
    }
}
