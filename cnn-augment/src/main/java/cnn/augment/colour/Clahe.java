package cnn.augment.colour;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Checks;
import cnn.augment.pixel.Luma;

/**
 * Equalizes the light around each place (contrast-limited adaptive histogram equalization). The image is divided into
 * {@code tiles × tiles} tiles, each of at least 4 × 4 pixels, so that small images have fewer. In each, the share of pixels
 * at or below a level becomes the new level; before, no level counts for more than {@code l} times the mean over all 256, and
 * what is cut off is given to all alike. Between the middles of tiles their four answers are mixed by nearness. The limit l is
 * drawn evenly from [min-limit, max-limit): 1 changes little, a high one is equalization without a limit. In images of red,
 * green and blue the grey {@code 0.299·R + 0.587·G + 0.114·B} is equalized and its change added to all three.
 *
 * <p>Zuiderveld, "Contrast limited adaptive histogram equalization", in Graphics Gems IV, 1994; the limit and the tiles as
 * OpenCV counts them.
 *
 * @param minLimit the lowest limit, 1 to 256
 * @param maxLimit the highest limit, 1 to 256
 * @param tiles rows, and columns, of tiles, 1 to 64
 * @param probability how often, in [0, 1]
 */
@Id("clahe")
public record Clahe(@Default("1") double minLimit, @Default("4") double maxLimit, @Default("8") int tiles,
        @Default("0.5") double probability) implements Augmenter {
    public Clahe {
        Checks.range("clahe", "min-limit", minLimit, 1, 256, "a factor");
        Checks.range("clahe", "max-limit", maxLimit, 1, 256, "a factor");
        Checks.order("clahe", "min-limit", minLimit, "max-limit", maxLimit);
        Checks.range("clahe", "tiles", tiles, 1, 64, "a number");
        Checks.probability("clahe", probability);
    }

    /** Every other time, with a limit from 1 to 4, on 8 × 8 tiles. */
    public static Clahe of() {
        return new Clahe(1, 4, 8, 0.5);
    }

    /** The lowest and the highest limit. */
    public Clahe limit(double minLimit, double maxLimit) {
        return new Clahe(minLimit, maxLimit, tiles, probability);
    }

    /** Rows, and columns, of tiles. */
    public Clahe tiles(int value) {
        return new Clahe(minLimit, maxLimit, value, probability);
    }

    /** How often, in [0, 1]. */
    public Clahe probability(double value) {
        return new Clahe(minLimit, maxLimit, tiles, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (Chance.spares(probability, source, target, random)) {
            return;
        }
        double limit = minLimit + (maxLimit - minLimit) * random.nextFloat();
        if (source.channels() == Luma.CHANNELS) {
            float[] light = new float[source.height() * source.width()];
            for (int i = 0; i < light.length; i++) {
                light[i] = Luma.of(source.pixels(), i * Luma.CHANNELS);
            }
            TileHistograms tables = TileHistograms.of(light, 0, 1, source.shape(), tiles, limit);
            tables.add(light, source.pixels(), target.pixels());
            return;
        }
        for (int channel = 0; channel < source.channels(); channel++) {
            TileHistograms.of(source.pixels(), channel, source.channels(), source.shape(), tiles, limit)
                    .map(source.pixels(), target.pixels());
        }
    }
}
