package cnn.augment.colour;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Lets light fall from one side, as on a page that was photographed: {@code y = x·(1 − s·t)}, where s is drawn evenly from
 * [0, strength) and t rises from 0 to 1 across the image in a direction drawn at random.
 *
 * @param strength the largest share of the light that is lost on the dark side, 0 to 1
 */
@Id("shade")
public record Shade(@Default("0.4") double strength) implements Augmenter {
    public Shade {
        Checks.range("shade", "strength", strength, 0, 1, "a share");
    }

    /** Up to this share of the light is lost. */
    public static Shade of(double strength) {
        return new Shade(strength);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        float loss = (float) strength * random.nextFloat();
        double angle = 2 * Math.PI * random.nextFloat();
        float down = (float) (StrictMath.sin(angle) / source.height());
        float right = (float) (StrictMath.cos(angle) / source.width());
        // Their sum is at most √2 across the image; divided by it, t stays in [0, 1].
        float scale = (float) (1 / Math.sqrt(2));
        float middleRow = (source.height() - 1) / 2f;
        float middleColumn = (source.width() - 1) / 2f;
        int at = 0;
        for (int row = 0; row < source.height(); row++) {
            for (int column = 0; column < source.width(); column++) {
                float across = 0.5f + scale * ((row - middleRow) * down + (column - middleColumn) * right);
                float light = 1 - loss * across;
                for (int channel = 0; channel < source.channels(); channel++) {
                    target.pixels()[at] = light * source.pixels()[at];
                    at++;
                }
            }
        }
    }
}
