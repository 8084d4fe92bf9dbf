package cnn.augment;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.colour.AutoContrast;
import cnn.augment.colour.Brightness;
import cnn.augment.colour.Clahe;
import cnn.augment.colour.Contrast;
import cnn.augment.colour.Equalize;
import cnn.augment.colour.Gamma;
import cnn.augment.colour.Greyscale;
import cnn.augment.colour.Hue;
import cnn.augment.colour.Invert;
import cnn.augment.colour.Posterize;
import cnn.augment.colour.Saturation;
import cnn.augment.colour.Shade;
import cnn.augment.colour.Solarize;
import cnn.augment.colour.Tone;
import cnn.augment.drawing.Gaps;
import cnn.augment.drawing.Stroke;
import cnn.augment.geometry.Affine;
import cnn.augment.geometry.Crop;
import cnn.augment.geometry.Elastic;
import cnn.augment.geometry.Fill;
import cnn.augment.geometry.Flip;
import cnn.augment.geometry.Mirror;
import cnn.augment.geometry.Pad;
import cnn.augment.geometry.Perspective;
import cnn.augment.geometry.ResizedCrop;
import cnn.augment.geometry.Rotate;
import cnn.augment.geometry.Scale;
import cnn.augment.geometry.Shear;
import cnn.augment.geometry.Shift;
import cnn.augment.occlusion.Cutout;
import cnn.augment.occlusion.Erase;
import cnn.augment.policy.AugMix;
import cnn.augment.policy.Chain;
import cnn.augment.policy.RandAugment;
import cnn.augment.policy.Sometimes;
import cnn.augment.policy.TrivialAugment;
import cnn.augment.quality.Blur;
import cnn.augment.quality.Jpeg;
import cnn.augment.quality.Noise;
import cnn.augment.quality.Sharpen;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Small images, and every augmenter, for the tests. */
public final class Pictures {
    /** Those whose bits were pinned first. */
    private static final List<Augmenter> FIRST = List.of(Flip.of(Flip.Axis.BOTH).probability(1),
            Mirror.of().probability(1),
            Crop.of(4), Crop.of(3).fill(Fill.REFLECT), Affine.of(), Affine.of().fill(Fill.ZERO), Rotate.of(180),
            Rotate.of(45).fill(Fill.REFLECT), Shift.of(1).fill(Fill.ZERO), Shift.of(0.3), Scale.of(0.3, 3),
            Shear.of(60), Elastic.of(34, 4), Elastic.of(8, 1).fill(Fill.ZERO), Erase.of().probability(1),
            Erase.of().probability(1).content(Erase.Content.MEAN), Brightness.of(0.5), Contrast.of(1), Noise.of(0.3),
            Chain.of(Rotate.of(20), Noise.of(0.1), Flip.of()), Chain.of(Shear.of(20), Brightness.of(0.3)), Chain.of(),
            Sometimes.of(1, Shift.of(0.2)), Stroke.of(0.5, 1), Stroke.of(2.5, 0), Gaps.of(20, 2.5), Blur.of(1.5),
            Tone.of(),
            Shade.of(0.5));
    private static final List<Augmenter> LATER = List.of(ResizedCrop.of(), ResizedCrop.of().area(0.3, 0.5).aspect(3),
            Pad.of(0.3).probability(1), Pad.of(2).probability(1).fill(Fill.REFLECT),
            Perspective.of(0.6).probability(1), Perspective.of(0.3).probability(1).fill(Fill.ZERO), Saturation.of(1),
            Hue.of(180), Gamma.of(0.3, 3), AutoContrast.of().probability(1),
            AutoContrast.of().cutoff(0.4).probability(1),
            Equalize.of().probability(1), Clahe.of().probability(1), Clahe.of().limit(2, 40).tiles(2).probability(1),
            Posterize.of(1, 7).probability(1), Solarize.of(0, 1).probability(1), Invert.of().probability(1),
            Greyscale.of().probability(1), Sharpen.of(0, 4), Jpeg.of(1, 100), Cutout.of(0.5),
            Cutout.of(0.3).count(4).content(Erase.Content.NOISE), RandAugment.of(2, 9),
            RandAugment.of(5, 30).fill(Fill.ZERO), TrivialAugment.of(), AugMix.of(), AugMix.of().severity(10).width(1));
    /** Every augmenter at work, never left out by chance. */
    public static final List<Augmenter> ALL = Stream.concat(FIRST.stream(), LATER.stream()).toList();
    /** Those of which some, by chance, leave an image as it is, and that do nothing else at random. */
    public static final List<Augmenter> OCCASIONAL = List.of(Invert.of(), Equalize.of(),
            Greyscale.of().probability(0.5),
            AutoContrast.of().cutoff(0.3));

    private Pictures() {
    }

    /** One channel, row by row. */
    public static Image grey(int height, int width, float... values) {
        return new Image(Shape.image(height, width, 1), values);
    }

    /** Even noise in [0, 1). */
    public static Image noise(int height, int width, int channels, long seed) {
        Image image = Image.of(Shape.image(height, width, channels));
        Rng random = new Rng(seed);
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = random.nextFloat();
        }
        return image;
    }

    /** Whether an augmenter takes images of a shape. */
    public static boolean takes(Augmenter augmenter, Shape shape) {
        try {
            augmenter.check(shape);
            return true;
        } catch (IllegalArgumentException refusal) {
            return false;
        }
    }

    /** What an augmenter makes of an image, into a target full of NaN. */
    public static Image augmented(Augmenter augmenter, Image source, long key) {
        Image target = Image.of(source.shape());
        Arrays.fill(target.pixels(), Float.NaN);
        augmenter.augment(source, target, new Rng(key));
        return target;
    }
}
