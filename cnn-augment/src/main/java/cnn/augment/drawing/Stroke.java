package cnn.augment.drawing;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Draws the lines of a drawing with another pen: thinner or thicker on each side by r pixels, drawn evenly from
 * [−thinner, thicker). For each whole pixel of r, {@code y = min x} over the pixel and its neighbours where the ink is
 * darker than the paper and r is positive ({@code max} for light ink or negative r), with four neighbours and with all eight in turn;
 * for the rest t of r, {@code y = (1 − t)·x + t·min x}. Each channel is changed on its own. Ink is what less than half of
 * the picture holds: dark or light follows from the mean.
 *
 * <p>Grey-scale dilation and erosion: Sternberg, "Grayscale morphology", CVGIP 35, 1986.
 *
 * @param thinner the most that is taken from each side of a line in pixels, 0 to 100
 * @param thicker the most that is added to each side, 0 to 100
 */
@Id("stroke")
public record Stroke(@Default("0.5") double thinner, @Default("1") double thicker) implements Augmenter {
    public Stroke {
        Checks.range("stroke", "thinner", thinner, 0, 100, "pixels");
        Checks.range("stroke", "thicker", thicker, 0, 100, "pixels");
    }

    /** Up to so many pixels thinner, or thicker, on each side. */
    public static Stroke of(double thinner, double thicker) {
        return new Stroke(thinner, thicker);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        assert Checks.sameShape(source, target);
        float by = (float) (-thinner + (thinner + thicker) * random.nextFloat());
        target.copyFrom(source);
        if (by == 0) {
            return;
        }
        Ink ink = Ink.of(source);
        boolean lower = ink.dark() == by > 0;
        float rest = Math.abs(by);
        Image before = Image.of(source.shape());
        for (boolean square = false; rest > 0; square = !square, rest--) {
            before.copyFrom(target);
            spread(before, target, lower, square, Math.min(1, rest));
        }
    }

    private static void spread(Image source, Image target, boolean lower, boolean square, float share) {
        float[] in = source.pixels();
        int channels = source.channels();
        for (int row = 0; row < source.height(); row++) {
            int top = Math.max(0, row - 1);
            int bottom = Math.min(source.height() - 1, row + 1);
            for (int column = 0; column < source.width(); column++) {
                int left = Math.max(0, column - 1);
                int right = Math.min(source.width() - 1, column + 1);
                for (int channel = 0; channel < channels; channel++) {
                    float extreme = extreme(lower, in[source.index(row, left) + channel],
                            in[source.index(row, right) + channel]);
                    extreme = extreme(lower, extreme, extreme(lower, in[source.index(top, column) + channel],
                            in[source.index(bottom, column) + channel]));
                    if (square) {
                        extreme = extreme(lower, extreme, extreme(lower, in[source.index(top, left) + channel],
                                in[source.index(top, right) + channel]));
                        extreme = extreme(lower, extreme, extreme(lower, in[source.index(bottom, left) + channel],
                                in[source.index(bottom, right) + channel]));
                    }
                    int at = source.index(row, column) + channel;
                    // Ends in [0, 1] never leave it.
                    target.pixels()[at] = in[at] + (extreme(lower, extreme, in[at]) - in[at]) * share;
                }
            }
        }
    }

    private static float extreme(boolean lower, float first, float second) {
        return lower ? Math.min(first, second) : Math.max(first, second);
    }
}
