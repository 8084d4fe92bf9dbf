package cnn.augment;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cnn.api.Shape;
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
