package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import cnn.api.Shape;
import cnn.api.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxSuppressionTests {
    @TempDir private Path folder;

    private OnnxModel read(TinyGraph graph) throws IOException {
        return Onnx.read(graph.in(folder));
    }

    /** Boxes and scores of three candidates are the input's columns; how many there are is a shape. */
    private static TinyGraph choosing() {
        return TinyGraph.of(1, 3, 6).integers("four", 4, 2).node("Split", "cut", "x four", "boxes rest",
                TinyGraph.integer("axis", 2))
                .node("Transpose", "turn", "rest", "scores", TinyGraph.ints("perm", 0, 2, 1));
    }

    @Test
    void saysWhatGoesInAndHowTheGraphChooses() throws IOException {
        AttributeProto value = AttributeProto.newBuilder().setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(TensorProto.newBuilder().setDataType(1).addFloatData(0.3f)).build();
        OnnxModel model = read(choosing().integers("most", 7, 9).number("first", 0).numbers("half", 0.5)
                .node("Gather", "one", "most first", "seven").node("Constant", "constant", "", "least", value)
                .node("NonMaxSuppression", "nms", "boxes scores seven half least", "kept").integers("two", 2)
                .node("Gather", "take", "kept two", "y", TinyGraph.integer("axis", 1)));
        BoxSuppression own = model.suppression().orElseThrow();
        assertThat(own).isEqualTo(new BoxSuppression("boxes", "scores", 7, 0.5f, 0.3f, false));
        Tensor x = new Tensor(Shape.of(1, 3, 6), new float[] {1, 2, 3, 4, 0.5f, 0.6f, 5, 6, 7, 8, 0.7f, 0.8f, 9, 10, 11,
            12, 0.9f, 1});
        Map<String, Tensor> given = model.outputs(own.boxes(), own.scores()).predictor(OneThread.ENGINE)
                .predict(Map.of("x", x));
        assertThat(given.get("boxes").data()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(given.get("scores").shape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(given.get("scores").data()).containsExactly(0.5f, 0.7f, 0.9f, 0.6f, 0.8f, 1);
        assertThatThrownBy(() -> model.predictor(OneThread.ENGINE))
                .hasMessageContaining("NonMaxSuppression (how many boxes "
                        + "it keeps depends on the picture: take its inputs for the outputs, and cnn-vision's suppression behind "
                        + "them, as ./cnn detect does): 1 node, nms");
        assertThat(model.outputs()).containsExactly("y");
        assertThat(model.gives("boxes")).isTrue();
        assertThat(model.gives("bows")).isFalse();
        assertThat(model.producer()).isEmpty();
    }

    @Test
    void whatIsNotSaidIsOnnxOwn() throws IOException {
        assertThat(read(choosing().node("NonMaxSuppression", "nms", "boxes scores", "y",
                TinyGraph.integer("center_point_box", 1))).suppression())
                .contains(new BoxSuppression("boxes", "scores", 0, 0, Float.NEGATIVE_INFINITY, true));
        assertThat(read(TinyGraph.network()).suppression()).isEmpty();
    }

    @Test
    void saysWhatItCannotTell() throws IOException {
        String remedy = " Take what goes in for the outputs, outputs(boxes, scores) or --layout boxes --output SCORES,BOXES, "
                + "and say there how to choose.";
        OnnxModel computed = read(choosing().integers("axes", 0, 1, 2).node("ReduceMax", "max", "x", "m",
                TinyGraph.integer("keepdims", 0)).number("most", 3)
                .node("NonMaxSuppression", "nms", "boxes scores most m", "y"));
        assertThatThrownBy(computed::suppression)
                .hasMessage("The node 'nms' (boxes 'boxes', scores 'scores') chooses among "
                        + "boxes by its overlap, 'm', that is computed, and one number that is known is needed."
                        + remedy);
        OnnxModel two = read(choosing().node("NonMaxSuppression", "one", "boxes scores", "y")
                .node("NonMaxSuppression", "two", "boxes scores", "z").output("z"));
        assertThatThrownBy(two::suppression)
                .hasMessage("The graph chooses among boxes by 2 nodes 'one' (boxes 'boxes', "
                        + "scores 'scores'), 'two' (boxes 'boxes', scores 'scores'), and nothing says which of them counts."
                        + remedy);
        OnnxModel wide = read(choosing().number("most", -3).node("NonMaxSuppression", "one", "boxes scores most", "y"));
        assertThatThrownBy(wide::suppression)
                .hasMessage("The graph keeps -3 boxes of a class, an overlap of 0.0 and scores "
                        + "above -Infinity, but needs a number from 0 on, an overlap from 0 to 1 and a score."
                        + remedy);
        OnnxModel one = read(TinyGraph.of(1, 3, 4).node("NonMaxSuppression", "nms", "x", "y"));
        assertThatThrownBy(one::suppression)
                .hasMessage("The node 'nms' (boxes 'x', scores '') chooses among boxes, but "
                        + "boxes or scores are left out. The file does not follow ONNX: export it again.");
    }
}
