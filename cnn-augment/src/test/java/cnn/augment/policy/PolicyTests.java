package cnn.augment.policy;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.augment.Pictures;
import cnn.augment.geometry.Fill;
import cnn.augment.pixel.Levels;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The published spaces, and how policies draw from them. */
class PolicyTests {
    private static final int[] RAND_AUGMENT_BITS = {8, 8, 8, 8, 7, 7, 7, 7, 7, 7, 7, 7, 6, 6, 6, 6, 6, 6, 6, 5, 5, 5, 5,
        5, 5, 5, 5, 4, 4, 4, 4};
    private static final int[] TRIVIAL_AUGMENT_BITS = {8, 8, 8, 7, 7, 7, 7, 7, 6, 6, 6, 6, 6, 5, 5, 5, 5, 5, 4, 4, 4, 4,
        4, 3, 3, 3, 3, 3, 2, 2, 2};

    /** {@code 8 - (arange(31) / (30 / 4)).round()} and {@code … (30 / 6) …} in torchvision. */
    @Test
    void bitsAreThoseOfTorchvisionAtAllThirtyOneMagnitudes() {
        for (int magnitude = 0; magnitude <= 30; magnitude++) {
            assertThat(Space.RAND_AUGMENT.bits(magnitude / 30.0)).as("%s", magnitude)
                    .isEqualTo(RAND_AUGMENT_BITS[magnitude]);
            assertThat(Space.TRIVIAL_AUGMENT.bits(magnitude / 30.0)).as("%s", magnitude)
                    .isEqualTo(TRIVIAL_AUGMENT_BITS[magnitude]);
        }
    }

    @Test
    void bitsOfAugMixAreTakenOnceTheLevelReachesThem() {
        assertThat(Space.AUG_MIX.bits(0.1)).isEqualTo(4);
        assertThat(Space.AUG_MIX.bits(0.249)).isEqualTo(4);
        assertThat(Space.AUG_MIX.bits(0.25)).isEqualTo(3);
        assertThat(Space.AUG_MIX.bits(1)).isZero();
    }

    @Test
    void choosesAmongFourteenAndNineOperations() {
        assertThat(Space.RAND_AUGMENT.operations()).hasSize(14).isEqualTo(Space.TRIVIAL_AUGMENT.operations());
        assertThat(Space.AUG_MIX.operations()).containsExactlyInAnyOrder(Operation.SHEAR_X, Operation.SHEAR_Y,
                Operation.TRANSLATE_X, Operation.TRANSLATE_Y, Operation.ROTATE, Operation.POSTERIZE,
                Operation.SOLARIZE, Operation.AUTO_CONTRAST, Operation.EQUALIZE);
        Map<Operation, Integer> drawn = new EnumMap<>(Operation.class);
        Rng random = new Rng(1);
        for (int i = 0; i < 14_000; i++) {
            drawn.merge(Space.RAND_AUGMENT.draw(random), 1, Integer::sum);
        }
        assertThat(drawn).hasSize(14);
        assertThat(drawn.values()).allMatch(count -> count > 860 && count < 1140); // 4.6 deviations
    }

    @Test
    void goesBothWaysAndAsFarAsTheSpaceSays() {
        // a bright column in the middle of a dark image says where it went
        Image image = Image.of(Shape.image(33, 331, 1));
        for (int row = 0; row < 33; row++) {
            image.pixels()[image.index(row, 165)] = 1;
        }
        assertThat(columns(image, Operation.TRANSLATE_X, Space.RAND_AUGMENT)).containsExactlyInAnyOrder(15, 315);
        assertThat(columns(image, Operation.TRANSLATE_X, Space.TRIVIAL_AUGMENT)).containsExactlyInAnyOrder(133, 197);
        assertThat(columns(image, Operation.SHEAR_X, Space.TRIVIAL_AUGMENT)).containsExactlyInAnyOrder(153, 177);
        assertThat(columns(image, Operation.ROTATE, Space.RAND_AUGMENT)).containsExactlyInAnyOrder(158, 172);
    }

    /** Where the column is twelve rows above the middle at full strength, over several draws of the sign. */
    private static Set<Integer> columns(Image image, Operation operation, Space space) {
        Set<Integer> columns = new HashSet<>();
        for (int key = 0; key < 20; key++) {
            Image out = Image.of(image.shape());
            space.apply(operation, 1, image, out, Fill.ZERO, new Rng(key));
            columns.add(IntStream.range(0, 331)
                    .reduce(0, (best,
                            column) -> out.pixels()[4 * 331 + column] > out.pixels()[4 * 331 + best] ? column : best));
        }
        return columns;
    }

    @Test
    void factorsAndThresholdsAreThoseOfTheSpace() {
        Image image = Pictures.grey(1, 2, 0.5f, 0.9f);
        Set<Float> seen = new HashSet<>();
        for (int key = 0; key < 20; key++) {
            Image out = Image.of(image.shape());
            Space.RAND_AUGMENT.apply(Operation.BRIGHTNESS, 0.5, image, out, Fill.EDGE, new Rng(key));
            seen.add(Math.round(1000 * out.pixels()[0]) / 1000f);
            Space.RAND_AUGMENT.apply(Operation.SOLARIZE, 0.3, image, out, Fill.EDGE, new Rng(key));
            assertThat(out.pixels()).containsExactly(new float[] {0.5f, 0.1f}, Offset.offset(1e-6f));
        }
        assertThat(seen).containsExactlyInAnyOrder(0.275f, 0.725f);
    }

    @Test
    void saturationLeavesAGreyImageAndIdentityEveryImageAsItIs() {
        Image grey = Pictures.noise(5, 5, 1, 1);
        Image out = Image.of(grey.shape());
        Space.RAND_AUGMENT.apply(Operation.SATURATION, 1, grey, out, Fill.EDGE, new Rng(1));
        assertThat(out.pixels()).isEqualTo(grey.pixels());
        Image colours = Pictures.noise(5, 5, 3, 1);
        Image same = Image.of(colours.shape());
        Space.RAND_AUGMENT.apply(Operation.IDENTITY, 1, colours, same, Fill.EDGE, new Rng(1));
        assertThat(same.pixels()).isEqualTo(colours.pixels());
    }

    @Test
    void randAugmentWithoutMagnitudeLeavesWhatItsOperationsWithoutOneLeave() {
        // all levels equally often: equalizing and stretching change nothing, nor does a strength of 0, but for white,
        // which solarizing makes black, so that what follows may move the others by a level
        Image image = Image.of(Shape.image(16, 256, 1));
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = Levels.value(i % 256);
        }
        for (int key = 0; key < 60; key++) {
            float[] out = Pictures.augmented(RandAugment.of(2, 0), image, key).pixels();
            for (int i = 0; i < out.length; i++) {
                if (i % 256 < 255) {
                    assertThat(out[i]).isCloseTo(image.pixels()[i], Offset.offset(2.5f / 255));
                }
            }
        }
    }

    @Test
    void trivialAugmentLeavesOneImageInFourteenAndWhatAStrengthOfZeroLeaves() {
        Image image = Pictures.noise(24, 24, 3, 3);
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = 0.25f + image.pixels()[i] / 2; // so that stretching has something to do
        }
        int same = 0;
        for (int key = 0; key < 2000; key++) {
            same += Arrays.equals(Pictures.augmented(TrivialAugment.of(), image, key).pixels(), image.pixels()) ? 1 : 0;
        }
        // identity, and a strength of 0 (or, of the bits, up to 2/30) of most of the others
        assertThat(same / 2000.0).isBetween(1 / 14.0, 1 / 14.0 + 0.06);
    }

    @Test
    void augMixStaysBetweenTheImageAndItsChangedCopies() {
        Image image = Image.of(Shape.image(20, 20, 3));
        Arrays.fill(image.pixels(), Levels.value(51));
        Set<Float> seen = new HashSet<>();
        for (int key = 0; key < 200; key++) {
            float[] out = Pictures.augmented(AugMix.of().severity(0.1), image, key).pixels();
            // the weakest level leaves an even image of 51 as it is, but for four bits: 48
            for (float value : out) {
                assertThat(255 * value).isBetween(47.999f, 51.001f);
            }
            assertThat(out).containsOnly(out[0]);
            seen.add(out[0]);
        }
        assertThat(seen).hasSizeGreaterThan(50);
    }

    @Test
    void augMixOfOneShallowChainIsTheImageAndOneOperation() {
        Image image = Pictures.noise(20, 20, 3, 4);
        double nearest = 1;
        double farthest = 0;
        for (int key = 0; key < 100; key++) {
            float[] out = Pictures.augmented(AugMix.of().width(1).depth(1), image, key).pixels();
            double distance = 0;
            for (int i = 0; i < out.length; i++) {
                distance += Math.abs(out[i] - image.pixels()[i]) / out.length;
            }
            nearest = Math.min(nearest, distance);
            farthest = Math.max(farthest, distance);
        }
        assertThat(nearest).isLessThan(0.02);
        assertThat(farthest).isBetween(0.1, 0.4);
    }
}
