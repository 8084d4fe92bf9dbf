package cnn.augment.quality;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Checks;
import cnn.augment.pixel.Luma;

/**
 * Leaves of an image what a JPEG file of a quality would, the quality being drawn evenly from {@code min-quality} to
 * {@code max-quality}: each block of 8 × 8 pixels becomes frequencies F by the discrete cosine transform, which are rounded
 * to multiples {@code Q·⌊F/Q + ½⌋} and transformed back. Q are the tables of the standard times {@code 50/quality} below
 * quality 50 and {@code 2 − quality/50} from there on, at least 1. Images of red, green and blue are treated as light and two
 * differences of colour, of which 2 × 2 pixels share one mean; all others channel by channel. No file is written.
 *
 * <p>ITU-T T.81 (1992), sections A.3.3 and A.3.4, tables K.1 and K.2; colours as in JFIF 1.02; the scale of qualities is that
 * of the Independent JPEG Group. As torchvision's {@code v2.JPEG}.
 *
 * @param minQuality the lowest quality, 1 to 100
 * @param maxQuality the highest quality, 1 to 100
 * @param probability how often, in [0, 1]
 */
@Id("jpeg")
public record Jpeg(@Default("30") int minQuality, @Default("90") int maxQuality,
        @Default("1") double probability) implements Augmenter {
    public Jpeg {
        Checks.range("jpeg", "min-quality", minQuality, 1, 100, "a quality");
        Checks.range("jpeg", "max-quality", maxQuality, 1, 100, "a quality");
        Checks.order("jpeg", "min-quality", minQuality, "max-quality", maxQuality);
        Checks.probability("jpeg", probability);
    }

    /** Of a quality from min to max, always. */
    public static Jpeg of(int minQuality, int maxQuality) {
        return new Jpeg(minQuality, maxQuality, 1);
    }

    /** How often, in [0, 1]. */
    public Jpeg probability(double value) {
        return new Jpeg(minQuality, maxQuality, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (Chance.spares(probability, source, target, random)) {
            return;
        }
        int quality = minQuality + random.nextInt(maxQuality - minQuality + 1);
        if (source.channels() == Luma.CHANNELS) {
            ColourPlanes.of(source).coded(quality).write(target);
            return;
        }
        for (int channel = 0; channel < source.channels(); channel++) {
            Plane.of(source, channel).coded(Quantization.light(quality)).write(target, channel);
        }
    }
}
