package cnn.augment;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import java.util.Arrays;
import java.util.List;

/** Small images, and every augmenter, for the tests. */
final class Pictures {
    /** Every augmenter at work, never left out by chance. */
    static final List<Augmenter> ALL = List.of(Flip.of(Flip.Axis.BOTH).probability(1), Mirror.of().probability(1),
            Crop.of(4), Crop.of(3).fill(Fill.REFLECT), Affine.of(), Affine.of().fill(Fill.ZERO), Rotate.of(180),
            Rotate.of(45).fill(Fill.REFLECT), Shift.of(1).fill(Fill.ZERO), Shift.of(0.3), Scale.of(0.3, 3),
            Shear.of(60), Elastic.of(34, 4), Elastic.of(8, 1).fill(Fill.ZERO), Erase.of().probability(1),
            Erase.of().probability(1).content(Erase.Content.MEAN), Brightness.of(0.5), Contrast.of(1), Noise.of(0.3),
            Chain.of(Rotate.of(20), Noise.of(0.1), Flip.of()), Chain.of(Shear.of(20), Brightness.of(0.3)), Chain.of(),
            Sometimes.of(1, Shift.of(0.2)), Stroke.of(0.5, 1), Stroke.of(2.5, 0), Gaps.of(20, 2.5), Blur.of(1.5),
            Tone.of(),
            Shade.of(0.5));

    private Pictures() {
    }

    /** One channel, row by row. */
    static Image grey(int height, int width, float... values) {
        return new Image(Shape.image(height, width, 1), values);
    }

    /** Even noise in [0, 1). */
    static Image noise(int height, int width, int channels, long seed) {
        Image image = Image.of(Shape.image(height, width, channels));
        Rng random = new Rng(seed);
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = random.nextFloat();
        }
        return image;
    }

    /** What an augmenter makes of an image, into a target full of NaN. */
    static Image augmented(Augmenter augmenter, Image source, long key) {
        Image target = Image.of(source.shape());
        Arrays.fill(target.pixels(), Float.NaN);
        augmenter.augment(source, target, new Rng(key));
        return target;
    }
}
