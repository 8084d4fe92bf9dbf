package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.train.Crosses;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class TargetReaderTests {
    /** One image with these targets. */
    private record Told(List<Target> targets, float... numbers) implements DataSet {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public Shape shape() {
            return Shape.image(1, 1, 1);
        }

        @Override
        public void readTargets(int index, float[] into, int at) {
            System.arraycopy(numbers, 0, into, at, numbers.length);
        }

        @Override
        public void read(int index, Image target) {
            target.pixels()[0] = 0;
        }
    }

    private static Told told(Target target, float... numbers) {
        return new Told(List.of(target), numbers);
    }

    /** A class beside a number. */
    private static Told classed(float... numbers) {
        return new Told(List.of(Target.classes("a", "b", "c").name("kind"), Target.numbers("x").name("place")),
                numbers);
    }

    private static AbstractThrowableAssert<?, ?> refused(DataSet data) {
        return assertThatThrownBy(() -> CheckedData.check(data, "training")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void readsTargetsOfEveryKind() {
        List<Told> good = List.of(told(Target.softLabel("a", "b", "c"), 0.333f, 0.333f,
                0.333f), told(Target.labels("a", "b"), 0, 0), told(Target.labels("a", "b"), 1, 1),
                told(Target.numbers("x", "y"), -1e9f, 3), classed(0, 1, 0, 7));
        for (Told data : good) {
            CheckedData.check(data, "training");
            float[] into = {9, 9, 9, 9, 9, 9, 9};
            new TargetReader(data).read(0, into, 2);
            assertThat(Arrays.copyOfRange(into, 2, 2 + data.numbers.length)).containsExactly(data.numbers);
            assertThat(into[0]).isEqualTo(9);
            assertThat(into[2 + data.numbers.length]).isEqualTo(9);
        }
    }

    @Test
    void readsTheClassOfDataThatHasLabels() {
        Named data = new Named(List.of("a", "b", "c"), List.of("x", "y"), List.of(2, 0));
        float[] into = {9, 9, 9, 9};
        new TargetReader(data).read(0, into, 1);
        assertThat(into).containsExactly(9, 0, 0, 1);
        data.readTargets(1, into, 0);
        assertThat(into).containsExactly(1, 0, 0, 1);
    }

    @Test
    void labelsAreZeroOrOne() {
        refused(told(Target.labels("red", "big"), 1, 0.3f))
                .hasMessage("Image 0 ('#0') has 0.3 for the label 'big', but "
                        + "a label is 1 where the image has it, else 0. Mend the data set's readTargets, or describe the target "
                        + "as numbers.");
    }

    @Test
    void anImageHasOneClass() {
        refused(classed(1, 1, 0, 7)).hasMessage("Image 0 ('#0') has 2 classes of the target 'kind', but one is "
                + "expected. Mend the data set's readTargets, or describe the target as several labels.");
        refused(classed(0, 0, 0, 7))
                .hasMessageStartingWith("Image 0 ('#0') has 0 classes of the target 'kind', but one");
        refused(classed(0.5f, 0.5f, 0, 7)).hasMessage("Image 0 ('#0') has 0.5 for the class 'a' of the target 'kind', "
                + "but the number of a class is 1 for the image's own and 0 for the others. Mend the data set's "
                + "readTargets, or describe the target as a soft label.");
    }

    @Test
    void probabilitiesSumToOne() {
        refused(told(Target.softLabel("a", "b"), 0.5f, 0.25f))
                .hasMessage("Image 0 ('#0') has probabilities that sum to "
                        + "0.75, but those of a soft label sum to 1. Divide them by their sum, or describe the target as several "
                        + "labels.");
        refused(told(Target.softLabel("a", "b"), 1.5f, -0.5f)).hasMessage("Image 0 ('#0') has 1.5 for the class 'a', "
                + "but a probability is from 0 to 1. Mend the data set's readTargets, or describe the target as "
                + "numbers.");
    }

    @Test
    void numbersAreFiniteAndSet() {
        refused(told(Target.numbers("x", "y"), 1, Float.POSITIVE_INFINITY))
                .hasMessage("Image 0 ('#0') has Infinity for "
                        + "the number 'y', or readTargets leaves it unset. Let the data set's readTargets fill every target "
                        + "with finite numbers.");
        refused(told(Target.numbers("x", "y"), 1))
                .hasMessageStartingWith("Image 0 ('#0') has NaN for the number 'y', or "
                        + "readTargets leaves it unset.");
    }

    @Test
    void aTargetOfSeveralIsNamed() {
        refused(new Told(List.of(Target.numbers("x").name("place"), Target.labels("red").name("colours")), 3, 2))
                .hasMessageStartingWith("Image 0 ('#0') has 2.0 for the label 'red' of the target 'colours', but");
    }

    @Test
    void aTargetThatCannotBeReadIsNamed() {
        refused(told(Target.numbers("x"), 1, 2))
                .hasMessageStartingWith("The targets of image 0 ('#0') cannot be read: ")
                .hasMessageEndingWith(
                        "Mend the data set's readTargets, which has room for 1 number, or leave the image "
                                + "out.");
    }

    @Test
    void targetsAreNamed() {
        refused(new Told(List.of(), 1)).hasMessage("There are no targets in the training data, so that nothing can be "
                + "learnt. Let targets() describe at least one.");
        refused(told(Target.numbers("x", "x"), 1, 2))
                .hasMessage("Numbers 0 and 1 in the training data have the same name "
                        + "'x'. Give each number a name of its own.");
        refused(told(Target.labels(), 1)).hasMessage("There are no label names in the training data. Name at least one "
                + "label.");
        refused(new Told(List.of(Target.numbers("x"), Target.numbers("y")), 1, 2)).hasMessage("The targets in the "
                + "training data are [Target[name=target, kind=numbers, names=[x]], Target[name=target, kind=numbers, "
                + "names=[y]]]. Give each a description, and where there are several a name of its own.");
        refused(new Told(List.of(Target.numbers("x").name("place"), Target.labels(" ").name("tags")), 1, 0))
                .hasMessage("Label 0 in the target 'tags' of the training data has a blank name. Give it one with "
                        + "letters.");
    }

    @Test
    void dataWithoutClassesSaysSo() {
        Told data = told(Target.numbers("x"), 1);
        assertThatThrownBy(() -> data.label(0)).isInstanceOf(IllegalStateException.class)
                .hasMessage(Told.class.getName()
                        + " was asked for label(index), which it does not have. A data set has "
                        + "classes() and label(index) where every image has a class, and targets() and readTargets where "
                        + "it has something else.");
        assertThatThrownBy(() -> CheckedData.requireClasses(data, "relabel")).hasMessage("relabel needs data whose "
                + "images have a class each, but this has the numbers x. Leave it out, or use data with classes.");
    }

    @Test
    void partsHaveTheSameTargets() {
        assertThatThrownBy(
                () -> CheckedData.alike(told(Target.numbers("x", "y")), told(Target.labels("x", "y")), "test"))
                .hasMessage("The test data has the labels x, y, and the training data the numbers x, y. Both must have "
                        + "the same targets, with the same names in the same order.");
    }

    @Test
    void viewsOfDataKeepItsTargets() {
        Crosses data = Crosses.of(12, 3, Crosses.BARS, Crosses.PLACES, Crosses.COUNT);
        float[] expected = new float[7];
        data.readTargets(5, expected, 0);
        for (DataSet view : List.of(new Subset(data, 2, 5),
                Pooled.of(List.of(new Subset(data, 0), new Subset(data, 5))),
                Resized.of(new Subset(data, 3, 5), Shape.image(4, 4, 1)))) {
            assertThat(view.targets()).isEqualTo(data.targets());
            float[] read = new float[7];
            new TargetReader(view).read(1, read, 0);
            assertThat(read).containsExactly(expected);
        }
        assertThatThrownBy(() -> Pooled.of(List.of(data, Crosses.of(3, 1, Crosses.BARS))))
                .hasMessageContaining("agree in shape and targets").hasMessageContaining("with the targets 'bars' (the "
                        + "labels upright, lying), 'places' (the numbers column, row), 'count' (the classes none, one, "
                        + "two) and (8, 8, 1) with the labels upright, lying");
    }

    @Test
    void aSplitHoldsBackAShareOfImagesWithoutClasses() {
        Crosses data = Crosses.of(100, 3, Crosses.BARS);
        Split split = Split.stratified(data, 0.2, 7);
        assertThat(split.held().size()).isEqualTo(20);
        assertThat(split.train().size()).isEqualTo(80);
        assertThat(split.held().targets()).isEqualTo(data.targets());
    }

    @Test
    void fingerprintsTellTargetsApart() {
        Told data = told(Target.numbers("x", "y"), 1, 0);
        assertThat(Fingerprint.of(data)).isEqualTo(Fingerprint.of(told(Target.numbers("x", "y"), 1, 0)))
                .isNotEqualTo(Fingerprint.of(told(Target.numbers("x", "y"), 1, 2)))
                .isNotEqualTo(Fingerprint.of(told(Target.numbers("x", "z"), 1, 0)))
                .isNotEqualTo(Fingerprint.of(told(Target.labels("x", "y"), 1, 0)));
    }
}
