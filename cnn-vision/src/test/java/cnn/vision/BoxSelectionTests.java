package cnn.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.vision.BoxSelection.Selected;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of ONNX's specification of NonMaxSuppression. */
class BoxSelectionTests {
    private static final BoxSelection THREE = BoxSelection.of(3, 0.5).score(0);
    private static final float[] CORNERS = {0, 0, 1, 1, 0, 0.1f, 1, 1.1f, 0, -0.1f, 1, 0.9f, 0, 10, 1, 11, 0, 10.1f, 1,
        11.1f, 0, 100, 1, 101};
    private static final float[] SCORES = {0.9f, 0.75f, 0.6f, 0.95f, 0.5f, 0.3f};

    private static Tensor boxes(int examples, float... numbers) {
        return new Tensor(Shape.of(examples, numbers.length / 4 / examples, 4), numbers);
    }

    private static Tensor scores(int examples, int classes, float... numbers) {
        return new Tensor(Shape.of(examples, classes, numbers.length / examples / classes), numbers);
    }

    private static float[] twice(float... numbers) {
        float[] both = new float[2 * numbers.length];
        System.arraycopy(numbers, 0, both, 0, numbers.length);
        System.arraycopy(numbers, 0, both, numbers.length, numbers.length);
        return both;
    }

    private static Selected at(int example, int label, int box) {
        return new Selected(example, label, box);
    }

    @Test
    void suppressByIou() {
        assertThat(THREE.select(boxes(1, CORNERS), scores(1, 1, SCORES))).containsExactly(at(0, 0, 3), at(0, 0, 0),
                at(0, 0, 5));
    }

    @Test
    void suppressByIouAndScores() {
        assertThat(THREE.score(0.4).select(boxes(1, CORNERS), scores(1, 1, SCORES))).containsExactly(at(0, 0, 3),
                at(0, 0, 0));
    }

    @Test
    void flippedCoordinates() {
        assertThat(THREE.select(boxes(1, 1, 1, 0, 0, 0, 0.1f, 1, 1.1f, 0, 0.9f, 1, -0.1f, 0, 10, 1, 11, 1, 10.1f, 0,
                11.1f, 1, 101, 0, 100), scores(1, 1, SCORES))).containsExactly(at(0, 0, 3), at(0, 0, 0), at(0, 0, 5));
    }

    @Test
    void centerPointBoxFormat() {
        assertThat(THREE.centres().select(boxes(1, 0.5f, 0.5f, 1, 1, 0.5f, 0.6f, 1, 1, 0.5f, 0.4f, 1, 1, 0.5f, 10.5f, 1,
                1, 0.5f, 10.6f, 1, 1, 0.5f, 100.5f, 1, 1), scores(1, 1, SCORES))).containsExactly(at(0, 0, 3),
                        at(0, 0, 0), at(0, 0, 5));
    }

    @Test
    void limitOutputSize() {
        assertThat(BoxSelection.of(2, 0.5).score(0).select(boxes(1, CORNERS), scores(1, 1, SCORES)))
                .containsExactly(at(0, 0, 3), at(0, 0, 0));
        assertThat(BoxSelection.of(0, 0.5).select(boxes(1, CORNERS), scores(1, 1, SCORES))).isEmpty();
    }

    @Test
    void identicalBoxes() {
        float[] same = new float[40];
        float[] equal = new float[10];
        for (int i = 0; i < 10; i++) {
            same[4 * i + 2] = 1;
            same[4 * i + 3] = 1;
            equal[i] = 0.9f;
        }
        assertThat(THREE.select(boxes(1, same), scores(1, 1, equal))).containsExactly(at(0, 0, 0));
    }

    @Test
    void singleBox() {
        assertThat(THREE.select(boxes(1, 0, 0, 1, 1), scores(1, 1, 0.9f))).containsExactly(at(0, 0, 0));
    }

    @Test
    void twoBatches() {
        assertThat(BoxSelection.of(2, 0.5).score(0).select(boxes(2, twice(CORNERS)), scores(2, 1, twice(SCORES))))
                .containsExactly(at(0, 0, 3), at(0, 0, 0), at(1, 0, 3), at(1, 0, 0));
    }

    @Test
    void twoClasses() {
        assertThat(BoxSelection.of(2, 0.5).score(0).select(boxes(1, CORNERS), scores(1, 2, twice(SCORES))))
                .containsExactly(at(0, 0, 3), at(0, 0, 0), at(0, 1, 3), at(0, 1, 0));
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThatThrownBy(() -> THREE.select(boxes(1, CORNERS), scores(1, 1, 0.5f)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Boxes (1, 6, 4) and scores (1, 1, 1) do not fit. Give (N, B, 4) and (N, C, B), with the same "
                                + "numbers of examples and boxes.");
        assertThatThrownBy(() -> BoxSelection.of(-1, 0.5))
                .hasMessage("A selection needs a number of boxes from 0 on, an "
                        + "overlap from 0 to 1 and a score, but was given -1, 0.5 and -Infinity. Use for example 100, 0.5 and "
                        + "0.25.");
    }

    /** What the head and the suppression make of the same numbers. */
    @Test
    void headAndSuppressionKeepTheSame() {
        float[] twoClasses = twice(SCORES);
        twoClasses[7] = 0.99f;
        List<Detection> candidates = BoxHead.of(List.of("a", "b")).threshold(0.4).decode(scores(1, 2, twoClasses),
                boxes(1, CORNERS));
        List<Detection> kept = NonMaximumSuppression.of().overlap(0.5).score(0.4).mostPerClass(2).apply(candidates);
        assertThat(kept).extracting(Detection::index, Detection::score).containsExactlyInAnyOrder(tuple(0, 0.95f),
                tuple(0, 0.9f), tuple(1, 0.99f), tuple(1, 0.95f));
        assertThat(BoxSelection.of(2, 0.5).score(0.4).select(boxes(1, CORNERS), scores(1, 2, twoClasses)))
                .containsExactly(at(0, 0, 3), at(0, 0, 0), at(0, 1, 1), at(0, 1, 3));
    }
}
