package cnn.augment.colour;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Checks;
import cnn.augment.pixel.Luma;

/**
 * Turns all hues by one angle, drawn from [−degrees, degrees), on the circle red, yellow, green, cyan, blue, magenta; greys,
 * the lightest and the darkest of a pixel's three numbers stay as they are. For images of red, green and blue.
 *
 * <p>Hue of HSV: Smith, "Color gamut transform pairs", SIGGRAPH 1978. As the hue of torchvision's {@code ColorJitter}, which
 * counts in turns: 0.05 there is 18 degrees.
 *
 * @param degrees the largest angle, 0 to 180
 * @param probability how often, in [0, 1]
 */
@Id("hue")
public record Hue(@Default("18") double degrees, @Default("1") double probability) implements Augmenter {
    /** Hues are counted in sixths of the circle, from red. */
    private static final int SIXTHS = 6;

    public Hue {
        Checks.range("hue", "degrees", degrees, 0, 180, "an angle");
        Checks.probability("hue", probability);
    }

    /** By at most this many degrees, always. */
    public static Hue of(double degrees) {
        return new Hue(degrees, 1);
    }

    /** How often, in [0, 1]. */
    public Hue probability(double value) {
        return new Hue(degrees, value);
    }

    @Override
    public void check(Shape image) {
        Checks.colours("hue", image);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            turn(source, target, (float) (degrees / 60) * random.nextFloat(-1, 1));
        }
    }

    /** Turns by so many sixths of the circle, −3 to 3. */
    static void turn(Image source, Image target, float sixths) {
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int at = 0; at < out.length; at += Luma.CHANNELS) {
            float red = in[at];
            float green = in[at + 1];
            float blue = in[at + 2];
            float most = Math.max(red, Math.max(green, blue));
            float range = most - Math.min(red, Math.min(green, blue));
            float hue = range == 0 ? 0 : sixths + hue(red, green, blue, most, range);
            out[at] = most - range * share(hue + 5);
            out[at + 1] = most - range * share(hue + 3);
            out[at + 2] = most - range * share(hue + 1);
        }
    }

    /** In sixths, −1 to 5. */
    private static float hue(float red, float green, float blue, float most, float range) {
        if (most == red) {
            return (green - blue) / range;
        }
        return most == green ? 2 + (blue - red) / range : 4 + (red - green) / range;
    }

    /** How much of the range one of the three numbers lacks, where its own hue lies three sixths from 2 on. */
    private static float share(float hue) {
        float place = hue < 0 ? hue + SIXTHS : hue >= SIXTHS ? hue - SIXTHS : hue; // −3 to 13
        place = place >= SIXTHS ? place - SIXTHS : place;
        return Math.min(Math.max(Math.min(place, 4 - place), 0), 1);
    }
}
