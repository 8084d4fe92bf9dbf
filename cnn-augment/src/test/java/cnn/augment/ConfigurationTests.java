package cnn.augment;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cnn.api.Shape;
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
import cnn.augment.quality.Blur;
import cnn.augment.quality.Jpeg;
import cnn.augment.quality.Noise;
import cnn.augment.quality.Sharpen;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a wrong configuration is told. */
class ConfigurationTests {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(() -> Flip.of().probability(1.5),
                        "Augmenter 'flip' cannot have probability 1.5. Use a number from 0 to 1."),
                mistake(() -> Mirror.of().probability(-0.1),
                        "Augmenter 'mirror' cannot have probability -0.1. Use a number from 0 to 1."),
                mistake(() -> Rotate.of(270),
                        "Augmenter 'rotate' cannot have degrees 270. Use an angle from 0 to 180."),
                mistake(() -> Rotate.of(Double.NaN),
                        "Augmenter 'rotate' cannot have degrees NaN. Use an angle from 0 to 180."),
                mistake(() -> Shift.of(4), "Augmenter 'shift' cannot have fraction 4. Use a share from 0 to 1."),
                mistake(() -> Scale.of(0, 1), "Augmenter 'scale' cannot have min 0. Use a factor from 0.01 to 100."),
                mistake(() -> Scale.of(1.2, 0.8),
                        "Augmenter 'scale' has min 1.2 above max 0.8. Exchange the two."),
                mistake(() -> Shear.of(90), "Augmenter 'shear' cannot have degrees 90. Use an angle from 0 to 80."),
                mistake(() -> Affine.of().rotate(-1),
                        "Augmenter 'affine' cannot have rotate -1. Use an angle from 0 to 180."),
                mistake(() -> Affine.of().shift(2), "Augmenter 'affine' cannot have shift 2. Use a share from 0 to 1."),
                mistake(() -> Affine.of().scale(2, 1),
                        "Augmenter 'affine' has min-scale 2 above max-scale 1. Exchange the two."),
                mistake(() -> Affine.of().shear(81),
                        "Augmenter 'affine' cannot have shear 81. Use an angle from 0 to 80."),
                mistake(() -> Elastic.of(-1, 4),
                        "Augmenter 'elastic' cannot have alpha -1. Use pixels from 0 to 10000."),
                mistake(() -> Elastic.of(34, 0),
                        "Augmenter 'elastic' cannot have sigma 0. Use pixels from 0.5 to 100."),
                mistake(() -> Erase.of().probability(2),
                        "Augmenter 'erase' cannot have probability 2. Use a number from 0 to 1."),
                mistake(() -> Erase.of().area(0.5, 0.2),
                        "Augmenter 'erase' has min-area 0.5 above max-area 0.2. Exchange the two."),
                mistake(() -> Brightness.of(20),
                        "Augmenter 'brightness' cannot have strength 20. Use a number from 0 to 1."),
                mistake(() -> Contrast.of(-0.5),
                        "Augmenter 'contrast' cannot have strength -0.5. Use a number from 0 to 1."),
                mistake(() -> Noise.of(25), "Augmenter 'noise' cannot have sigma 25. Use a number from 0 to 1."),
                mistake(() -> Crop.of(-4), "Augmenter 'crop' cannot have padding -4. Use pixels from 0 to 1000."),
                mistake(() -> Stroke.of(-0.5, 1),
                        "Augmenter 'stroke' cannot have thinner -0.5. Use pixels from 0 to 100."),
                mistake(() -> Stroke.of(0, 120),
                        "Augmenter 'stroke' cannot have thicker 120. Use pixels from 0 to 100."),
                mistake(() -> Gaps.of(-1, 2), "Augmenter 'gaps' cannot have count -1. Use a number from 0 to 1000."),
                mistake(() -> Gaps.of(3, 0), "Augmenter 'gaps' cannot have radius 0. Use pixels from 0.5 to 100."),
                mistake(() -> Blur.of(-1), "Augmenter 'blur' cannot have sigma -1. Use pixels from 0 to 100."),
                mistake(() -> Tone.of().contrast(30),
                        "Augmenter 'tone' cannot have contrast 30. Use a share from 0 to 1."),
                mistake(() -> Tone.of().invert(2), "Augmenter 'tone' cannot have invert 2. Use a number from 0 to 1."),
                mistake(() -> Shade.of(1.5), "Augmenter 'shade' cannot have strength 1.5. Use a share from 0 to 1."),
                mistake(() -> ResizedCrop.of().area(0, 1),
                        "Augmenter 'resized-crop' cannot have min-area 0. Use a share from 0.01 to 1."),
                mistake(() -> ResizedCrop.of().area(0.5, 8),
                        "Augmenter 'resized-crop' cannot have max-area 8. Use a share from 0.01 to 1."),
                mistake(() -> ResizedCrop.of().area(0.9, 0.5),
                        "Augmenter 'resized-crop' has min-area 0.9 above max-area 0.5. Exchange the two."),
                mistake(() -> ResizedCrop.of().aspect(0.75),
                        "Augmenter 'resized-crop' cannot have aspect 0.75. Use a factor from 1 to 10."),
                mistake(() -> Pad.of(4), "Augmenter 'pad' cannot have share 4. Use a share from 0 to 2."),
                mistake(() -> Perspective.of(0.9),
                        "Augmenter 'perspective' cannot have distortion 0.9. Use a share from 0 to 0.6."),
                mistake(() -> Saturation.of(2),
                        "Augmenter 'saturation' cannot have strength 2. Use a number from 0 to 1."),
                mistake(() -> Hue.of(200), "Augmenter 'hue' cannot have degrees 200. Use an angle from 0 to 180."),
                mistake(() -> Gamma.of(0, 1), "Augmenter 'gamma' cannot have min 0. Use an exponent from 0.01 to 100."),
                mistake(() -> Gamma.of(2, 1), "Augmenter 'gamma' has min 2 above max 1. Exchange the two."),
                mistake(() -> AutoContrast.of().cutoff(0.5),
                        "Augmenter 'autocontrast' cannot have cutoff 0.5. Use a share from 0 to 0.49."),
                mistake(() -> Equalize.of().probability(50),
                        "Augmenter 'equalize' cannot have probability 50. Use a number from 0 to 1."),
                mistake(() -> Clahe.of().limit(0.5, 2),
                        "Augmenter 'clahe' cannot have min-limit 0.5. Use a factor from 1 to 256."),
                mistake(() -> Clahe.of().tiles(0), "Augmenter 'clahe' cannot have tiles 0. Use a number from 1 to 64."),
                mistake(() -> Posterize.of(0, 4),
                        "Augmenter 'posterize' cannot have min-bits 0. Use bits from 1 to 8."),
                mistake(() -> Posterize.of(6, 4),
                        "Augmenter 'posterize' has min-bits 6 above max-bits 4. Exchange the two."),
                mistake(() -> Solarize.of(128, 255),
                        "Augmenter 'solarize' cannot have min 128. Use a number from 0 to 1."),
                mistake(() -> Invert.of().probability(Double.NaN),
                        "Augmenter 'invert' cannot have probability NaN. Use a number from 0 to 1."),
                mistake(() -> Greyscale.of().probability(-1),
                        "Augmenter 'greyscale' cannot have probability -1. Use a number from 0 to 1."),
                mistake(() -> Sharpen.of(-1, 2),
                        "Augmenter 'sharpen' cannot have min -1. Use a factor from 0 to 100."),
                mistake(() -> Jpeg.of(0, 50),
                        "Augmenter 'jpeg' cannot have min-quality 0. Use a quality from 1 to 100."),
                mistake(() -> Jpeg.of(80, 50),
                        "Augmenter 'jpeg' has min-quality 80 above max-quality 50. Exchange the two."),
                mistake(() -> Cutout.of(16), "Augmenter 'cutout' cannot have size 16. Use a share from 0 to 1."),
                mistake(() -> Cutout.of(0.5).count(0),
                        "Augmenter 'cutout' cannot have count 0. Use a number from 1 to 1000."),
                mistake(() -> RandAugment.of(0, 9),
                        "Augmenter 'randaugment' cannot have count 0. Use a number from 1 to 14."),
                mistake(() -> RandAugment.of(2, 31),
                        "Augmenter 'randaugment' cannot have magnitude 31. Use a number from 0 to 30."),
                mistake(() -> AugMix.of().severity(0),
                        "Augmenter 'augmix' cannot have severity 0. Use a number from 0.1 to 10."),
                mistake(() -> AugMix.of().width(11),
                        "Augmenter 'augmix' cannot have width 11. Use a number from 1 to 10."),
                mistake(() -> AugMix.of().depth(0),
                        "Augmenter 'augmix' cannot have depth 0. Use a number from 1 to 10."),
                mistake(() -> AugMix.of().alpha(0), "Augmenter 'augmix' cannot have alpha 0. Use a number above 0, up "
                        + "to 1000, for example 0.2 or 1."),
                mistake(() -> Sometimes.of(7, Flip.of()),
                        "Augmenter 'sometimes' cannot have probability 7. Use a number from 0 to 1."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void rejects(ThrowingCallable mistake, String message) {
        assertThatIllegalArgumentException().isThrownBy(mistake).withMessage(message);
    }

    @Test
    void rejectsDiagonalsOfImagesThatAreNotSquareHoweverDeepTheyAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chain.of(Sometimes.of(0.5, Mirror.of().diagonals(true)))
                        .check(Shape.image(28, 32, 3)))
                .withMessage(
                        "Augmenter 'mirror' cannot mirror an image of shape (28, 32, 3) about its diagonals: it is "
                                + "not square. Set diagonals to false, or make the images square.");
    }

    private static Arguments mistake(ThrowingCallable code, String message) {
        return Arguments.of(code, message);
    }
}
