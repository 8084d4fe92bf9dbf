package cnn.augment;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Plugin;
import cnn.api.Shape;
import cnn.api.data.Augmentation;
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
import cnn.augment.policy.RandAugment;
import cnn.augment.policy.TrivialAugment;
import cnn.augment.quality.Blur;
import cnn.augment.quality.Jpeg;
import cnn.augment.quality.Noise;
import cnn.augment.quality.Sharpen;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every augmenter. */
class AugmenterTests {
    private static final int[][] SIZES = {{1, 1, 1}, {1, 7, 3}, {7, 1, 1}, {2, 2, 3}, {5, 3, 1}, {13, 17, 3},
        {28, 28, 1}, {32, 32, 3}};

    @ParameterizedTest
    @FieldSource("cnn.augment.Pictures#ALL")
    void writesEveryPixelWithinTheRangeAndLeavesTheSourceAlone(Augmenter augmenter) {
        for (int[] size : SIZES) {
            Image source = Pictures.noise(size[0], size[1], size[2], 5);
            float[] before = source.pixels().clone();
            if (!Pictures.takes(augmenter, source.shape())) {
                assertThat(size[2]).as("channels of %s refused by %s", source.shape(), augmenter).isEqualTo(1);
                continue;
            }
            for (int key = 0; key < 20; key++) {
                Image target = Pictures.augmented(augmenter, source, key);
                for (float value : target.pixels()) {
                    assertThat(value).isBetween(0f, 1f);
                }
            }
            assertThat(source.pixels()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @FieldSource("cnn.augment.Pictures#ALL")
    void givesTheSameBitsForTheSameKeyOnAnyThread(Augmenter augmenter) {
        Image source = Pictures.noise(16, 12, 3, 6);
        List<float[]> alone = IntStream.range(0, 64)
                .mapToObj(key -> Pictures.augmented(augmenter, source, key).pixels())
                .toList();
        List<float[]> together = IntStream.range(0, 64)
                .parallel()
                .mapToObj(key -> Pictures.augmented(augmenter, source, key).pixels())
                .toList();
        assertThat(together).usingRecursiveComparison().isEqualTo(alone);
    }

    @ParameterizedTest
    @MethodSource("randomOnes")
    void differsFromKeyToKey(Augmenter augmenter) {
        Image source = Pictures.noise(24, 24, 3, 7);
        long outcomes = IntStream.range(0, 40)
                .map(key -> Arrays.hashCode(Pictures.augmented(augmenter, source, key).pixels()))
                .distinct()
                .count();
        assertThat(outcomes).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("onesThatKeepEvenImages")
    void leavesAnEvenImageAsItIs(Augmenter augmenter) {
        Image source = Image.of(Shape.image(9, 11, 3));
        Arrays.fill(source.pixels(), 0.3f);
        for (int key = 0; key < 20; key++) {
            assertThat(Pictures.augmented(augmenter, source, key).pixels()).containsOnly(0.3f);
        }
    }

    @Test
    void areKeptBitForBit() {
        // A hash of what each augmenter makes of one image. It may change only on purpose and with a line in the changelog:
        // resumed runs would differ from uninterrupted ones.
        StringBuilder hashes = new StringBuilder();
        for (Augmenter augmenter : Pictures.ALL) {
            Image target = Pictures.augmented(augmenter, Pictures.noise(9, 8, 3, 1), 3);
            hashes.append(Integer.toHexString(Arrays.hashCode(target.pixels()))).append(' ');
        }
        assertThat(hashes.toString()).isEqualTo("cda35d78 967bf0ea 1b4eeefd 3ebe1399 85fbc734 6b1e640d e9fefd6f "
                + "16ee6df4 94dcd631 c980f19c ff48c22 e0164ec4 a42e77df 6eec040e 35fb7a23 b5eb9e43 ea22646e debf8bde "
                + "39c59ef5 bf5e7e7c 674d5770 a23d7aea 407c5236 "
                + "3365c2b8 9a532946 f4a10d8d 3d5044c8 ebf90c56 f17f6174 "
                + "f11ce8bc b0f38c54 8cf62b7a e248d0d 39c17d08 683acd10 86801f42 b6d54af8 d7b3af26 "
                + "a18686d1 c5977f76 a23d7aea 4d6f71da 731683ed 116f11ca 7bd75783 aa7463ea 730319d6 "
                + "b6f321cf b19cac19 cb982348 ab825471 b9d788f9 80c42669 6adf51ff 81d774ee 1bfa50da ");
    }

    @Test
    void thoseThatPipelinesNameAreFoundByTheServiceLoader() {
        assertThat(Bundled.of(Augmentation.class)).extracting(type -> type.getAnnotation(Id.class).value())
                .contains("flip", "mirror", "crop", "resized-crop", "pad", "affine", "rotate", "shift", "scale",
                        "shear", "perspective", "elastic", "brightness", "contrast", "saturation", "hue", "gamma",
                        "autocontrast", "equalize", "clahe", "posterize", "solarize", "invert", "greyscale", "tone",
                        "shade", "blur", "sharpen", "noise", "jpeg", "erase", "cutout", "stroke", "gaps", "chain",
                        "sometimes", "randaugment", "trivialaugment", "augmix", "mixup", "cutmix");
    }

    @Test
    void haveTheSameDefaultsInJavaAndInPipelines() throws ReflectiveOperationException {
        List<Augmenter> inJava = List.of(Flip.of(), Mirror.of(), Crop.of(4), Affine.of(), Rotate.of(15), Shift.of(0.1),
                Scale.of(0.9, 1.1), Shear.of(10), Elastic.of(34, 4), Erase.of(), Brightness.of(0.2), Contrast.of(0.2),
                Noise.of(0.05), Stroke.of(0.5, 1), Gaps.of(3, 2.5), Blur.of(1), Tone.of(), Shade.of(0.4),
                ResizedCrop.of(), Pad.of(0.25), Perspective.of(0.3), Saturation.of(0.2), Hue.of(18), Gamma.of(0.7, 1.4),
                AutoContrast.of(), Equalize.of(), Clahe.of(), Posterize.of(3, 6), Solarize.of(0.5, 1), Invert.of(),
                Greyscale.of(), Sharpen.of(1, 3), Jpeg.of(30, 90), Cutout.of(0.5), RandAugment.of(2, 9),
                TrivialAugment.of(), AugMix.of());
        for (Augmenter augmenter : inJava) {
            for (RecordComponent component : augmenter.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(augmenter);
                String text = value instanceof Double number && number == Math.rint(number)
                        ? Integer.toString(number.intValue())
                        : value.toString().toLowerCase(Locale.ROOT);
                assertThat(component.getAnnotation(Default.class).value()).as("%s", augmenter).isEqualTo(text);
            }
        }
    }

    static Stream<Augmenter> randomOnes() {
        return new AugmentersContractTests().augmenters().stream();
    }

    static Stream<Augmenter> onesThatKeepEvenImages() {
        return Stream.of(Flip.of(), Mirror.of(), Crop.of(4).fill(Fill.EDGE), Affine.of(), Rotate.of(180),
                Shift.of(1).fill(Fill.REFLECT), Scale.of(0.01, 100), Shear.of(80), Elastic.of(50, 3),
                Stroke.of(2.5, 2.5), Gaps.of(9, 3), ResizedCrop.of(), Pad.of(2).probability(1),
                Perspective.of(0.6).probability(1), AutoContrast.of().probability(1), Equalize.of().probability(1));
    }
}
