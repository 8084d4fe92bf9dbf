package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.model.Preprocessing;
import java.util.List;
import java.util.function.IntFunction;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What an application's data set may get wrong. */
class CheckedDataTests {
    private static final Named GOOD = new Named(List.of("a", "b"), List.of("x", "y"), List.of(0, 1));

    /** A data set whose images are read so. */
    private record Read(IntFunction<Float> pixel) implements DataSet {
        @Override
        public int size() {
            return 3;
        }

        @Override
        public Shape shape() {
            return Shape.image(1, 2, 1);
        }

        @Override
        public List<String> classes() {
            return List.of("a");
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public void read(int index, Image target) {
            Float value = pixel.apply(index);
            target.pixels()[0] = 0;
            if (value != null) {
                target.pixels()[1] = value;
            }
        }
    }

    private static AbstractThrowableAssert<?, ?> refused(DataSet data) {
        return assertThatThrownBy(() -> CheckedData.check(data, "training"));
    }

    @Test
    void aGoodOnePasses() {
        assertThatCode(() -> CheckedData.check(GOOD, "training")).doesNotThrowAnyException();
    }

    @Test
    void labelsMustBeClasses() {
        refused(new Named(List.of("a", "b"), List.of("x", "y"), List.of(0, 2)))
                .hasMessage("Image 1 ('y') has the label "
                        + "2, but there are 2 classes (a, b), numbered from 0 to 1. Mend the data set's label or classes.");
        refused(new Named(List.of("a"), List.of("x"), List.of(1)))
                .hasMessage("Image 0 ('x') has the label 1, but there is "
                        + "1 class (a), numbered from 0. Mend the data set's label or classes.");
        refused(new Named(List.of("a", "b"), List.of("x", "y"), List.of(-1, 0)))
                .hasMessageStartingWith("Image 0 ('x') has the label -1");
    }

    @Test
    void classesMustBeNamed() {
        refused(new Named(List.of("a", "a"), List.of("x"), List.of(0)))
                .hasMessageStartingWith("Classes 0 and 1 in the training data have the same name 'a'.");
        refused(null).hasMessage("The data source gives null for its training images. Give a data set.");
    }

    @Test
    void partsMustAgreeInTheOrderOfClasses() {
        Named other = new Named(List.of("b", "a"), List.of("x"), List.of(0));
        assertThatThrownBy(() -> CheckedData.alike(GOOD, other, "test"))
                .hasMessage("The test data has the classes b, a, "
                        + "and the training data a, b, in another order. Both must have the same classes in the same order, "
                        + "since labels are their numbers.");
    }

    @Test
    void pixelsMustBeSetAndBeNumbers() {
        String problem = "has pixels that are no numbers (NaN or infinite), or that read() leaves unset. Let the data "
                + "set's read fill every pixel with a number in [0, 1].";
        refused(new Read(_ -> null)).hasMessage("Image 0 ('#0') " + problem);
        Read late = new Read(i -> i == 2 ? Float.NaN : 0.5f);
        assertThatThrownBy(() -> Preprocessing.standardizing(late)).hasMessage("Image 2 ('#2') " + problem);
        assertThatThrownBy(() -> Fingerprint.of(late)).hasMessageContaining("Image 2 ('#2') " + problem);
    }

    @Test
    void aFailureToReadNamesTheImage() {
        refused(new Read(_ -> {
            throw new IndexOutOfBoundsException("index 7");
        })).isInstanceOf(IllegalStateException.class)
                .hasMessage("Image 0 ('#0') cannot be read: index 7. Mend the data "
                        + "set's read, or leave the image out.")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void tellsNumbersFromOthers() {
        float[] numbers = {0, -0f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 1};
        assertThat(CheckedData.areFinite(numbers, 0, numbers.length)).isTrue();
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
            Float.intBitsToFloat(0xFFFF_FFFF), Float.intBitsToFloat(0x7F80_0001)}) {
            for (int at = 0; at < numbers.length; at++) {
                float[] spoilt = numbers.clone();
                spoilt[at] = bad;
                assertThat(CheckedData.areFinite(spoilt, 0, spoilt.length)).isFalse();
            }
        }
    }
}
