package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import cnn.core.model.Preprocessing;
import cnn.core.network.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What graphs of real networks are made of besides their layers. */
class GraphTests {
    @TempDir private Path folder;

    private NamedPredictor predictor(TinyGraph graph) throws IOException {
        return Onnx.read(graph.in(folder)).predictor(OneThread.ENGINE);
    }

    private static Tensor ramp(int... dims) {
        Shape shape = Shape.of(dims);
        float[] numbers = new float[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return new Tensor(shape, numbers);
    }

    private static Tensor tensor(int[] dims, float... numbers) {
        return new Tensor(Shape.of(dims), numbers);
    }

    private float[] run(TinyGraph graph, Tensor x) throws IOException {
        return predictor(graph).predict(Map.of("x", x)).get("y").data();
    }

    private List<String> layers(TinyGraph graph) throws IOException {
        return predictor(graph).network().nodes().stream().map(Node::name).toList();
    }

    @Test
    void squeezeAndExcitationGatesWeighChannels() throws IOException {
        TinyGraph gate = TinyGraph.of(-1, 2, 2, 2)
                .node("GlobalAveragePool", "mean", "x", "m").node("Sigmoid", "gate", "m", "g")
                .node("Mul", "weigh", "x g", "y");
        assertThat(layers(gate)).containsExactly("mean", "gate", "weigh/reshape", "weigh");
        float[] y = run(gate, tensor(new int[] {2, 2, 2, 2}, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 2, 2, -1, 1, -1, 1));
        float one = (float) (1 / (1 + Math.exp(-1)));
        float two = (float) (2 / (1 + Math.exp(-2)));
        assertThat(y[0]).isCloseTo(one, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(y[8]).isCloseTo(two, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(List.of(y[4], y[12], y[13])).containsExactly(0f, -0.5f, 0.5f);
    }

    @Test
    void severalInputsAndOutputsHaveTheirNames() throws IOException {
        NamedPredictor net = predictor(TinyGraph.of(-1, 2).input("z", -1, 2).output("d")
                .node("Add", "sum", "x z", "y").node("Sub", "difference", "x z", "d"));
        assertThat(net.inputs()).containsExactly("x", "z");
        assertThat(net.outputs()).containsExactly("y", "d");
        assertThat(net.isBatched()).isTrue();
        Map<String, Tensor> answer = net.predict(Map.of("x", ramp(3, 2), "z",
                tensor(new int[] {3, 2}, 10, 20, 30, 40, 50, 60)));
        assertThat(answer.get("y").data()).containsExactly(10, 21, 32, 43, 54, 65);
        assertThat(answer.get("d").data()).containsExactly(-10, -19, -28, -37, -46, -55);
        assertThatThrownBy(() -> net.predict(Map.of("x", ramp(3, 2)))).hasMessage("The model was not given 'z'. "
                + "Give a tensor for each of its inputs: x (-1, 2), z (-1, 2).");
        assertThatThrownBy(() -> net.predict(Map.of("x", ramp(3, 2), "z", ramp(2, 2)))).hasMessage(
                "The model was given 'z' as (2, 2) but needs [1, 2], the first axis being the batch, the same for all. "
                        + "Give a tensor for each of its inputs: x (-1, 2), z (-1, 2).");
        assertThatThrownBy(() -> net.predict(Map.of("w", ramp(3, 2)))).hasMessage("The model was given 'w', which is "
                + "none of its inputs. Give a tensor for each of its inputs: x (-1, 2), z (-1, 2).");
    }

    /** Channels of 2×2 pixels, first or last: each output is what comes in, in the file's order. */
    @Test
    void picturesBecomeTheOnlyInput() throws IOException {
        Image image = new Image(Shape.image(2, 2, 3), new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
        NamedPredictor first = predictor(TinyGraph.of(-1, 3, 2, 2).output("z").node("Neg", "minus", "x", "y")
                .node("Neg", "plus", "y", "z").note("mean", "1").note("deviation", "2,4,8").note("resize", "pad"));
        assertThat(first.shape("x")).isEqualTo(Shape.of(1, 3, 2, 2));
        assertThat(first.shape("z")).isEqualTo(Shape.of(1, 3, 2, 2));
        assertThat(first.preprocessing()).isEqualTo(new Preprocessing(image.shape(), List.of(1.0, 1.0, 1.0),
                List.of(2.0, 4.0, 8.0), Resize.PAD));
        assertThat(first.predict(image).get("z").data()).containsExactly(-0.5f, 1, 2.5f, 4, 0, 0.75f, 1.5f, 2.25f,
                0.125f,
                0.5f, 0.875f, 1.25f);
        NamedPredictor last = predictor(TinyGraph.of(-1, 5, 2, 3).node("Neg", "minus", "x", "y"));
        assertThat(last.preprocessing().shape()).isEqualTo(Shape.image(5, 2, 3));
        assertThat(last.predict(new Image(Shape.image(5, 2, 3), ramp(5, 2, 3).data())).get("y").data()[29])
                .isEqualTo(-ramp(5, 2, 3).data()[29]);
        assertThatThrownBy(() -> last.predict(image)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The model takes pictures of (5, 2, 3) but was given one of (2, 2, 3). Resize it first, for "
                                + "example with FittedPicture of cnn-vision.");
        assertThatThrownBy(() -> last.shape("yy"))
                .hasMessage("The model has no input or output 'yy'. Did you mean 'y'? It "
                        + "takes x and gives y.");
        NamedPredictor numbers = predictor(TinyGraph.of(-1, 2).node("Neg", "minus", "x", "y"));
        assertThatThrownBy(numbers::preprocessing).isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The model takes x (-1, 2), but a picture is one input, 1×(C, H, W) or 1×(H, W, C). Give tensors "
                                + "by name, from Java.");
        assertThat(Onnx.read(TinyGraph.of(-1, 2).note("classes", "a,b").node("Neg", "minus", "x", "y").in(folder))
                .classNames()).containsExactly("a", "b");
        // names of things that are found are not names of the numbers
        OnnxModel detector = Onnx.read(TinyGraph.of(-1, 3, 2, 2).note("names", "{0: 'cat', 1: 'dog'}")
                .node("Neg", "minus", "x", "y").in(folder));
        assertThat(detector.model().target().names()).hasSize(12).startsWith("0", "1");
        assertThatThrownBy(() -> detector.classes("cat").model())
                .hasMessage("The model gives 12 numbers, but 1 classes were "
                        + "named. Name as many, in the order of the numbers.");
    }

    @Test
    void aModelOfPicturesHasOneInputAndOneOutput() throws IOException {
        OnnxModel model = Onnx.read(TinyGraph.of(-1, 2).input("z", -1, 2).node("Add", "sum", "x z", "y").in(folder));
        assertThatThrownBy(model::model)
                .hasMessage("The model has 2 inputs (x (-1, 2), z (-1, 2)) and 1 output (y), but "
                        + "a model of pictures has one of each. Give the other inputs as constants with constant(name, tensor), "
                        + "choose an output with output(name), or ask for a predictor(engine) of named tensors.");
    }

    @Test
    void tellsWhatStandsInTheWayOfTheBatchAndOfTheWhole() throws IOException {
        String remedy = "What can be imported is listed in docs/onnx.md. Export the model with other operators, or cut it before these "
                + "nodes.";
        TinyGraph turned = TinyGraph.of(2, 2, 4, 4).weights("w", 3, 2, 3, 3).node("Conv", "conv", "x w", "c")
                .node("Transpose", "turn", "c", "y", TinyGraph.ints("perm", 1, 0, 2, 3));
        assertThatThrownBy(() -> predictor(turned)).isInstanceOf(IllegalArgumentException.class).hasMessage("""
                The model can be imported neither with its first axis as the batch nor with the whole of its input as one example. \
                With a batch it has 1 node that cannot be imported:
                  Transpose (it moves the batch from the first axis): 1 node, turn
                As a whole it has 1 node that cannot be imported:
                  Conv (it takes (2, 2, 4, 4), whose first axis must be the batch, of length 1): 1 node, conv
                It is enough to mend one of the two.""" + " " + remedy);
        TinyGraph open = TinyGraph.of(-1, 3).node("Transpose", "turn", "x", "y", TinyGraph.ints("perm", 1, 0));
        assertThatThrownBy(() -> predictor(open)).hasMessage("""
                The model has 1 node that cannot be imported:
                  Transpose (it moves the batch from the first axis): 1 node, turn
                """ + remedy + " Or take it for one example at a time, as which it can be imported: batch(1) in Java.");
        assertThat(Onnx.read(open.in(folder)).batch(1).predictor(OneThread.ENGINE)
                .predict(Map.of("x", ramp(1, 3))).get("y").data()).containsExactly(0, 1, 2);
        TinyGraph never = TinyGraph.of(-1, 3).node("LSTM", "state", "x", "s").node("Relu", "relu", "s", "y");
        assertThatThrownBy(() -> predictor(never)).hasMessage("""
                The model has 1 node that cannot be imported:
                  LSTM (no layer carries a state from one position to the next): 1 node, state
                """ + remedy);
        TinyGraph openSize = TinyGraph.of(-1, 3, -1).node("Relu", "relu", "x", "y");
        assertThatThrownBy(() -> predictor(openSize))
                .hasMessage("The model's input 'x' has the axes (-1, 3, -1) and elements of "
                        + "ONNX's type number 1, but numbers and known lengths of all axes but the batch are needed. Export the model for images "
                        + "of one size.");
        TinyGraph two = TinyGraph.of(2, 3).input("z", 3, 3).node("LSTM", "state", "x z", "y");
        assertThatThrownBy(() -> predictor(two)).hasMessageContaining(
                "With a batch it has a fault: The model's input 'z' has the axes "
                        + "(3, 3), but the first axis of another is of length 2",
                "\nAs a whole it has 1 node that cannot be imported:\n  LSTM");
    }

    @Test
    void theFocusOfYoloTakesEverySecondPixel() throws IOException {
        TinyGraph focus = TinyGraph.of(1, 1, 4, 4)
                .integers("zero", 0, 0).integers("one", 1, 1).integers("end", 9, 9).integers("axes", 2, 3)
                .integers("two", 2, 2)
                .node("Slice", "a", "x zero end axes two", "p").node("Slice", "b", "x one end axes two", "q")
                .node("Concat", "join", "p q", "y", TinyGraph.integer("axis", 1));
        assertThat(run(focus, ramp(1, 1, 4, 4))).containsExactly(0, 2, 8, 10, 5, 7, 13, 15);
    }

    @Test
    void partsAreCutAndJoinedWithoutMoving() throws IOException {
        TinyGraph split = TinyGraph.of(-1, 4, 2, 2).integers("sizes", 1, 3)
                .node("Split", "cut", "x sizes", "p q", TinyGraph.integer("axis", 1))
                .node("Concat", "join", "q p", "y", TinyGraph.integer("axis", 1));
        assertThat(run(split, ramp(1, 4, 2, 2))).containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3);
        assertThat(layers(split)).containsExactly("cut", "cut/2", "join");
        TinyGraph rows = TinyGraph.of(-1, 2, 2, 2).node("Concat", "join", "x x", "y", TinyGraph.integer("axis", 2));
        assertThat(run(rows, ramp(1, 2, 2, 2))).containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7);
        assertThat(layers(rows)).doesNotContain("join/permute");
    }

    @Test
    void shapeArithmeticIsFoldedAndKeepsTheBatchOpen() throws IOException {
        TinyGraph graph = TinyGraph.of(-1, 2, 2, 2).integers("zero", 0).integers("open", -1)
                .node("Shape", "shape", "x", "s").node("Gather", "batch", "s zero", "n")
                .node("Concat", "to", "n open", "t", TinyGraph.integer("axis", 0))
                .node("Reshape", "flat", "x t", "f").weights("m", 8, 3).node("MatMul", "dense", "f m", "y");
        NamedPredictor net = predictor(graph);
        assertThat(net.isBatched()).isTrue();
        assertThat(net.predict(Map.of("x", ramp(5, 2, 2, 2))).get("y").shape()).isEqualTo(Shape.of(5, 3));
    }

    @Test
    void whatOnlyAsksForAxesLeavesNoLayer() throws IOException {
        TinyGraph graph = TinyGraph.of(-1, 1, 2, 2).weights("w", 3, 1, 1, 1)
                .node("Conv", "unused", "x w", "c").node("Shape", "shape", "c", "s").integers("first", 0)
                .node("Gather", "batch", "s first", "n").integers("open", -1)
                .node("Concat", "to", "n open", "t", TinyGraph.integer("axis", 0)).node("Reshape", "flat", "x t", "y");
        assertThat(layers(graph)).doesNotContain("unused");
        assertThat(run(graph, ramp(2, 1, 2, 2))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void attentionMultipliesComputedMatrices() throws IOException {
        TinyGraph graph = TinyGraph.of(-1, 2, 3)
                .node("Transpose", "turn", "x", "t", TinyGraph.ints("perm", 0, 2, 1))
                .node("MatMul", "scores", "x t", "y");
        assertThat(run(graph, ramp(2, 2, 3))).containsExactly(5, 14, 14, 50, 149, 212, 212, 302);
    }

    @Test
    void numbersOfAFormulaDoNotLearnAndWeightsDo() throws IOException {
        TinyGraph graph = TinyGraph.of(-1, 2, 2, 2).weights("w", 1, 2, 1, 1).scalar("half", 0.5f)
                .node("Mul", "formula", "x half", "a").node("Add", "weights", "a w", "y");
        var network = predictor(graph).network();
        assertThat(network.params().stream().filter(network::trains).map(param -> param.name()))
                .containsExactly("weights/weights", "weights/bias");
    }

    @Test
    void quantizedNodesComputeInFloats() throws IOException {
        TinyGraph graph = TinyGraph.of(-1, 4).scalar("s", 0.5f).zero("z", 128)
                .node("QuantizeLinear", "to", "x s z", "q").node("DequantizeLinear", "from", "q s z", "y");
        assertThat(run(graph, tensor(new int[] {1, 4}, 0.26f, -0.25f, 100, -100)))
                .containsExactly(0.5f, 0, 63.5f, -64);
    }

    @Test
    void classesOfOnePixelAreClasses() throws IOException {
        OnnxModel model = Onnx.read(TinyGraph.of(-1, 2, 4, 4).weights("w", 3, 2, 1, 1).node("Conv", "conv", "x w", "c")
                .node("GlobalAveragePool", "mean", "c", "m").node("Softmax", "softmax", "m", "s",
                        TinyGraph.integer("axis", 1))
                .node("Flatten", "flat", "s", "y").in(folder));
        assertThat(model.model().network().output()).isEqualTo(Shape.vector(3));
        assertThat(model.model().network().nodes().stream().map(Node::name)).doesNotContain("softmax");
        assertThat(model.model().target().kind().isOfClasses()).isTrue();
    }

    @Test
    void aSigmoidAtTheEndTellsLabels() throws IOException {
        OnnxModel model = Onnx.read(TinyGraph.of(-1, 3).weights("w", 3, 2).node("MatMul", "dense", "x w", "s")
                .node("Sigmoid", "sigmoid", "s", "y").in(folder));
        assertThat(model.classes("wet", "cold").model().target().kind()).hasToString("labels");
    }

    @Test
    void readsClassesAndPreprocessingFromTheFilesNotes() throws IOException {
        TinyGraph graph = TinyGraph.of(-1, 3, 2, 2).weights("w", 12, 2).node("Flatten", "flat", "x", "f")
                .node("MatMul", "dense", "f w", "y");
        OnnxModel plain = Onnx.read(graph.in(folder));
        assertThat(plain.assumptions()).containsExactly(
                "Pictures come with values in [0, 1] and are not normalized, for the file has no notes 'mean' and "
                        + "'deviation'. If it was trained on others, say so: normalize(mean, deviation), --mean and --deviation.",
                "Classes are called 0, 1, 2 and so on, for the file has no note 'classes' or 'names'. Name them: "
                        + "classes(names), --classes.");
        OnnxModel noted = Onnx.read(graph.note("names", "{0: 'it\\'s', 1: \"b\"}").note("mean", "0.5")
                .note("deviation", "0.1,0.2,0.3").in(folder));
        assertThat(noted.assumptions()).isEmpty();
        assertThat(noted.model().classes()).containsExactly("it's", "b");
        assertThat(noted.model().preprocessing().mean()).containsExactly(0.5, 0.5, 0.5);
        assertThat(noted.model().preprocessing().deviation()).containsExactly(0.1, 0.2, 0.3);
        assertThatThrownBy(() -> Onnx.read(graph.note("mean", "much").in(folder)))
                .hasMessage("The file's note 'mean' is "
                        + "'much' but must be numbers with commas between them, such as 0.485,0.456,0.406. Export the model again, "
                        + "or leave the note out.");
    }
}
