package cnn.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What heads read, against numbers that were worked out by hand. */
class HeadTests {
    private static final List<String> TWO = List.of("cat", "dog");

    private static Tensor tensor(int[] dims, float... numbers) {
        return new Tensor(Shape.of(dims), numbers);
    }

    private static int[] dims(int... dims) {
        return dims;
    }

    @Test
    void yoloV5HasRowsWithAScoreForAnyThing() {
        float[] rows = {10, 20, 4, 6, 0.8f, 0.1f, 0.9f, 50, 60, 8, 8, 0.5f, 0.4f, 0.3f, 1, 2, 1, 1, 0.9f, 0.9f, 0.2f};
        List<Detection> found = YoloV5.of(TWO).decode(tensor(dims(1, 3, 7), rows));
        assertThat(found).extracting(Detection::label).containsExactly("dog", "cat");
        assertThat(found.getFirst()).isEqualTo(new Detection(new Box(8, 17, 12, 23), "dog", 1, 0.8f * 0.9f));
        assertThat(found.getLast().score()).isEqualTo(0.9f * 0.9f);
        assertThat(YoloV5.of(TWO).decode(tensor(dims(3, 7), rows))).isEqualTo(found);
        assertThat(new YoloV5(TWO, 0.1).decode(tensor(dims(3, 7), rows))).hasSize(3);
    }

    @Test
    void yoloV8HasColumns() {
        float[] columns = {10, 50, 20, 60, 4, 8, 6, 8, 0.1f, 0.2f, 0.7f, 0.24f};
        List<Detection> found = YoloV8.of(TWO).decode(tensor(dims(1, 6, 2), columns));
        assertThat(found).containsExactly(new Detection(new Box(8, 17, 12, 23), "dog", 1, 0.7f));
        assertThat(new YoloV8(TWO, 0.2).decode(tensor(dims(6, 2), columns))).hasSize(2);
    }

    @Test
    void boxesHaveAScoreForEachClass() {
        Tensor scores = tensor(dims(1, 2, 2), 0.9f, 0.1f, 0.3f, 0.8f);
        Tensor boxes = tensor(dims(1, 2, 4), 1, 2, 3, 6, 5, 5, 4, 3);
        assertThat(BoxHead.of(TWO).decode(scores, boxes)).containsExactly(
                new Detection(new Box(2, 1, 6, 3), "cat", 0, 0.9f), new Detection(new Box(2, 1, 6, 3), "dog", 1, 0.3f),
                new Detection(new Box(3, 4, 5, 5), "dog", 1, 0.8f));
        BoxHead sure = BoxHead.of(TWO).threshold(0.85);
        assertThat(sure.format(BoxHead.Format.XYXY).decode(scores, boxes)).extracting(Detection::box)
                .containsExactly(new Box(1, 2, 3, 6));
        assertThat(sure.format(BoxHead.Format.CXCYWH).scaled(10, 100).decode(scores, boxes)).extracting(Detection::box)
                .containsExactly(new Box(-5, -100, 25, 500));
        assertThat(BoxHead.of(TWO).threshold(Double.NEGATIVE_INFINITY).decode(tensor(dims(2, 2), 0, -1, -2, -3),
                tensor(dims(2, 4), 1, 2, 3, 6, 5, 5, 4, 3))).hasSize(4);
        assertThatThrownBy(() -> BoxHead.of(TWO).decode(boxes, boxes)).hasMessageContaining(
                "The output (1, 2, 4) is none of the scores of 2 boxes for 2 classes, which is (2, 2), of one picture.");
        assertThatThrownBy(() -> BoxHead.of(TWO).decode(scores, scores))
                .hasMessageContaining("The output (1, 2, 2) is none of boxes for 2 classes, which is (B, 4)");
        assertThatThrownBy(() -> BoxHead.of(TWO).scaled(0, 3))
                .hasMessage("A head of boxes needs a threshold, and lengths "
                        + "above 0 that boxes are shares of, but was given 0.25 and 0.0×3.0. Use 0.25, and 1×1 for boxes in "
                        + "pixels.");
    }

    @Test
    void headsSayWhatDoesNotFit() {
        assertThatThrownBy(() -> YoloV8.of(TWO).decode(tensor(dims(1, 84, 2), new float[168])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The output (1, 84, 2) is none of YOLO v8 for 2 classes, which is (6, N), of one picture. Name as "
                                + "many classes as the network knows, or take the head that it has.");
        assertThatThrownBy(() -> YoloV5.of(List.of("cat")).decode(tensor(dims(2, 3, 6), new float[36])))
                .hasMessage(
                        "The output (2, 3, 6) is none of YOLO v5 for 1 class, which is (N, 6), of one picture. Name as "
                                + "many classes as the network knows, or take the head that it has.");
        assertThatThrownBy(() -> YoloV8.of(List.of()))
                .hasMessage("A head needs the names of its classes, and a threshold "
                        + "from 0 to 1, but was given [] and 0.25. Name them in the network's order.");
    }

    @Test
    void noNumberIsNotPassedOver() {
        assertThatThrownBy(() -> YoloV8.of(TWO).decode(tensor(dims(6, 1), 10, 20, 4, 6, Float.NaN, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The score of 'cat' at Box[left=8.0, top=17.0, right=12.0, bottom=23.0] is no number. The network "
                                + "overflows on this picture, or its input is prepared in another way than in training.");
    }

    @Test
    void noNumberBehindANumberIsNotPassedOver() {
        assertThatThrownBy(() -> YoloV8.of(TWO).decode(tensor(dims(6, 1), 10, 20, 4, 6, 0.1f, Float.NaN)))
                .hasMessageStartingWith("The score of 'dog' at ");
        assertThatThrownBy(() -> YoloV5.of(TWO).decode(tensor(dims(1, 7), 10, 20, 4, 6, 0.01f, 0.1f, Float.NaN)))
                .hasMessageStartingWith("The score of 'dog' at ");
    }

    @Test
    void anchorsSayWhatIsNoGrid() {
        assertThatThrownBy(() -> Anchors.grid(2, 2, 8, 0.5, List.of(new float[] {4})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A grid of 2×2 points with the sizes [[4.0]] has no anchors. Give at least one row and column, and "
                                + "a width and a height of each box.");
        assertThatThrownBy(() -> Anchors.grid(0, 2, 8, 0.5, List.of(new float[] {4, 4})))
                .hasMessageStartingWith("A grid of 0×2 points");
    }

    /** Anchor (0.5, 0.5, 0.2, 0.4) of a 100×50 input; offsets 1, −1, ln 2/0.2, 0; scores 0, ln 3, 0: 1/5, 3/5, 1/5. */
    @Test
    void ssdMovesAnchorsByVariances() {
        Anchors anchors = Anchors.ofCentres(0.5f, 0.5f, 0.2f, 0.4f).scaled(100, 50);
        List<Detection> found = AnchorHead.ssd(anchors, TWO).decode(tensor(dims(1, 1, 3), 0, (float) Math.log(3), 0),
                tensor(dims(1, 1, 4), 1, -1, (float) (Math.log(2) / 0.2), 0));
        assertThat(found).hasSize(1);
        Detection one = found.getFirst();
        assertThat(one.label()).isEqualTo("cat");
        assertThat(one.score()).isCloseTo(0.6f, within(1e-6f));
        // centre 50 + 0.1 · 20 and 25 − 0.1 · 20, sides 40 and 20
        assertThat(one.box().left()).isCloseTo(32, within(1e-4f));
        assertThat(one.box().right()).isCloseTo(72, within(1e-4f));
        assertThat(one.box().top()).isCloseTo(13, within(1e-4f));
        assertThat(one.box().bottom()).isCloseTo(33, within(1e-4f));
    }

    @Test
    void retinaNetHasASigmoidForEachClass() {
        Anchors anchors = Anchors.ofCorners(0, 0, 10, 20);
        List<Detection> found = AnchorHead.retinaNet(anchors, TWO).decode(tensor(dims(1, 2), 0, 2),
                tensor(dims(1, 4), 0.5f, 0, 1000, 0));
        assertThat(found).extracting(Detection::label).containsExactly("cat", "dog");
        assertThat(found.get(0).score()).isEqualTo(0.5f);
        assertThat(found.get(1).score()).isCloseTo(0.8807971f, within(1e-6f)); // 1 / (1 + e⁻²)
        assertThat(found.get(0).box().width()).isCloseTo(625, within(0.01f)); // 1000/16 times as wide, and no more
        assertThat(found.get(0).box().left() + found.get(0).box().right()).isCloseTo(20, within(0.01f));
        assertThat(AnchorHead.retinaNet(anchors, TWO).scores(AnchorHead.Scores.PROBABILITIES).threshold(0.5)
                .decode(tensor(dims(1, 2), 0.5f, 0.75f), tensor(dims(1, 4), 0, 0, 0, 0)))
                .containsExactly(new Detection(new Box(0, 0, 10, 20), "dog", 1, 0.75f));
    }

    @Test
    void anchorsFormAGrid() {
        Anchors grid = Anchors.grid(2, 3, 8, 0.5, List.of(new float[] {4, 4}, new float[] {8, 2}));
        assertThat(grid.count()).isEqualTo(12);
        assertThat(grid.box(0)).isEqualTo(new Box(2, 2, 6, 6));
        assertThat(grid.box(1)).isEqualTo(new Box(0, 3, 8, 5));
        assertThat(grid.box(2)).isEqualTo(new Box(10, 2, 14, 6)); // one to the right
        assertThat(grid.box(6)).isEqualTo(new Box(2, 10, 6, 14)); // one down
        assertThat(grid.and(Anchors.ofCorners(1, 2, 3, 4)).box(12)).isEqualTo(new Box(1, 2, 3, 4));
    }

    @Test
    void anchorsAreReadFromText(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("anchors.csv"), "X, Y, Width, Height\n4,6,4,2\n\n1 1 2 2\n");
        Anchors centres = Anchors.read(file);
        assertThat(centres.count()).isEqualTo(2);
        assertThat(centres.box(0)).isEqualTo(new Box(2, 5, 6, 7));
        Files.writeString(file, "left top right bottom\n2 5 6 7");
        assertThat(Anchors.read(file).box(0)).isEqualTo(centres.box(0));
        Files.writeString(file, "left top right bottom\n2 5 6 7\n1 2 3");
        assertThatThrownBy(() -> Anchors.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Anchor 2 of '" + file
                        + "' is '1 2 3', but each has four numbers, such as 0.5,0.5,0.2,0.4. Write "
                        + "one a line.");
        Files.writeString(file, "1 2 3 4");
        assertThatThrownBy(() -> Anchors.read(file)).hasMessage("The anchors '" + file
                + "' begin with '1 2 3 4', but the "
                + "first line says what the numbers below it are: x,y,width,height (of the centre) or left,top,right,bottom. "
                + "Add it.");
        Files.write(file, new byte[] {(byte) 0xFF});
        assertThatThrownBy(() -> Anchors.read(file))
                .hasMessage("The anchors '" + file + "' are no text in UTF-8. Give a "
                        + "text file with four numbers a line.");
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> Anchors.read(none)).isInstanceOf(UncheckedIOException.class)
                .hasMessage("The anchors '" + none + "' cannot be read (it is not there). Check the path.");
    }

    @Test
    void anchorHeadsSayWhatDoesNotFit() {
        Anchors anchors = Anchors.ofCorners(0, 0, 10, 20);
        assertThatThrownBy(() -> AnchorHead.ssd(anchors, TWO).decode(tensor(dims(1, 2), 0, 0),
                tensor(dims(1, 4), 0, 0, 0, 0))).hasMessageStartingWith(
                        "The output (1, 2) is none of a head with 1 anchors for 2 classes, which is (1, 3), of one "
                                + "picture.");
        assertThatThrownBy(() -> AnchorHead.ssd(anchors, TWO).variances(0, 1))
                .hasMessage("Variances are positive but were "
                        + "given as 0.0 and 1.0. Use 0.1 and 0.2, as SSD was published, or 1 and 1 where the network was trained "
                        + "without.");
        assertThatThrownBy(() -> Anchors.ofCentres(1, 2, 3))
                .hasMessage("Anchors have 4 numbers each but 3 were given. Give them one after the other.");
    }
}
