package cnn.onnx;

import static cnn.onnx.OperatorTests.text;
import static cnn.onnx.OperatorTests.whole;
import static cnn.onnx.TinyGraph.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators of several outputs, and of computed indices, beside ONNX Runtime: every output of each graph. */
class GraphsBesideRuntimeTests {
    private final Workers workers = new Workers(1);
    private final Engine engine = new Engine(Registry.load().kernels("scalar"), workers);

    @TempDir private Path folder;

    @AfterEach
    void close() {
        workers.close();
    }

    /** Numbers in [−1, 1), of one seed, and what both give for them. */
    private void same(TinyGraph graph, long... dims) throws IOException {
        int[] axes = IntStream.range(0, dims.length).map(i -> Math.toIntExact(dims[i])).toArray();
        Shape shape = Shape.of(axes);
        float[] numbers = new float[shape.size()];
        Random random = new Random(5);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat() * 2 - 1;
        }
        NamedPredictor predictor = Onnx.read(graph.in(folder)).predictor(engine);
        Map<String, Tensor> ours = predictor.predict(Map.of("x", new Tensor(shape, numbers)));
        OnnxRuntime.run(graph.bytes(), numbers, dims).forEach((name, due) -> {
            float[] given = ours.get(name).data();
            assertThat(given).as(name).hasSameSizeAs(due);
            for (int i = 0; i < due.length; i++) {
                boolean same = given[i] == due[i]
                        || Math.abs(given[i] - due[i]) <= 1e-5 * Math.max(1, Math.abs(due[i]));
                assertThat(same).as("%s[%d] is %s and not %s", name, i, given[i], due[i]).isTrue();
            }
        });
    }

    @Test
    void placesOfMaxima() throws IOException {
        same(TinyGraph.of(1, 2, 5, 7).output("i").node("MaxPool", "pool", "x", "y i", ints("kernel_shape", 3, 2),
                ints("strides", 2, 1), ints("pads", 1, 0, 1, 1)), 1, 2, 5, 7);
        same(TinyGraph.of(1, 2, 5, 7).output("i").node("MaxPool", "pool", "x", "y i", ints("kernel_shape", 2, 2),
                ints("strides", 2, 2), whole("ceil_mode", 1), whole("storage_order", 1)), 1, 2, 5, 7);
        same(TinyGraph.of(1, 3, 9).output("i").node("MaxPool", "pool", "x", "y i", ints("kernel_shape", 3),
                ints("dilations", 2), text("auto_pad", "VALID")), 1, 3, 9);
        same(TinyGraph.of(1, 2, 3, 4, 5).output("i").node("MaxPool", "pool", "x", "y i", ints("kernel_shape", 2, 2, 2),
                text("auto_pad", "SAME_LOWER")), 1, 2, 3, 4, 5);
    }

    @Test
    void putsMaximaBack() throws IOException {
        same(TinyGraph.of(1, 2, 4, 6).node("MaxPool", "pool", "x", "p i", ints("kernel_shape", 2, 2),
                ints("strides", 2, 2)).node("MaxUnpool", "back", "p i", "y", ints("kernel_shape", 2, 2),
                        ints("strides", 2, 2)),
                1, 2, 4, 6);
        TinyGraph open = TinyGraph.of(-1, 2, 4, 6).node("MaxPool", "pool", "x", "p i", ints("kernel_shape", 2, 2),
                ints("strides", 2, 2)).node("MaxUnpool", "back", "p i", "y", ints("kernel_shape", 2, 2),
                        ints("strides", 2, 2));
        same(open, 3, 2, 4, 6);
        assertThatThrownBy(() -> same(open.output("i"), 3, 2, 4, 6))
                .hasMessageContaining("MaxPool (its output 1 counts places through the whole batch): 1 node, pool");
    }

    /** 5 columns, of which windows see 4. */
    @Test
    void putsMaximaIntoAGivenShape() throws IOException {
        same(TinyGraph.of(1, 2, 5, 5).integers("shape", 1, 2, 5, 5).node("MaxPool", "pool", "x", "p i",
                ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                .node("MaxUnpool", "back", "p i shape", "y", ints("kernel_shape", 2, 2), ints("strides", 2, 2)), 1, 2,
                5,
                5);
    }

    @Test
    void momentsOfNormalisations() throws IOException {
        same(TinyGraph.of(2, 3, 4).opset(17).output("m").output("d").weights("s", 3, 4).weights("b", 3, 4)
                .node("LayerNormalization", "node", "x s b", "y m d", whole("axis", 1)), 2, 3, 4);
        same(TinyGraph.of(2, 3, 4).opset(17).output("d").weights("s", 2, 3, 4)
                .node("LayerNormalization", "node", "x s", "y  d", whole("axis", -3)), 2, 3, 4);
        same(TinyGraph.of(1, 5, 4).opset(17).output("m").weights("s", 4).node("LayerNormalization", "node", "x s",
                "y m"),
                1, 5, 4);
    }

    @Test
    void numbersFromComputedPlaces() throws IOException {
        TinyGraph top = TinyGraph.of(1, 6, 3).integers("two", 2).integers("behind", 2)
                .node("ReduceMax", "best", "x", "m", ints("axes", 2), whole("keepdims", 0))
                .node("TopK", "top", "m two", "v i").node("Unsqueeze", "more", "i behind", "j");
        same(top.integers("to", 1, 2, 3).node("Expand", "expand", "j to", "k")
                .node("GatherElements", "node", "x k", "y", whole("axis", 1)), 1, 6, 3);
        TinyGraph whole = TinyGraph.of(2, 6, 3).node("ArgMax", "best", "x", "i", whole("axis", 0), whole("keepdims", 0))
                .node("Gather", "node", "x i", "y", whole("axis", 0));
        same(whole, 2, 6, 3);
        same(TinyGraph.of(4, 3).node("ArgMax", "best", "x", "i", whole("axis", 1))
                .node("GatherND", "node", "x i", "y"), 4, 3);
        same(TinyGraph.of(-1, 4, 3).node("ArgMax", "best", "x", "i", whole("axis", 2))
                .node("GatherND", "node", "x i", "y", whole("batch_dims", 1)), 2, 4, 3);
        same(TinyGraph.of(3, 4, 2).integers("flat", 0, 1, -1, -4, 2, 0).integers("to", 3, 2)
                .node("Reshape", "reshape", "flat to", "i").node("GatherND", "node", "x i", "y"), 3, 4, 2);
        same(TinyGraph.of(3, 4).integers("flat", 0, -1, 2, 1).integers("to", 2, 2)
                .node("Reshape", "reshape", "flat to", "i")
                .node("GatherElements", "node", "x i", "y", whole("axis", 1)), 3, 4);
    }

    @Test
    void numbersIntoComputedPlaces() throws IOException {
        for (String reduction : List.of("none", "add", "mul", "max", "min")) {
            same(TinyGraph.of(1, 4, 5).opset(18).weights("w", 1, 4, 1)
                    .node("ArgMin", "least", "x", "i", whole("axis", 2))
                    .node("ScatterElements", "node", "x i w", "y", whole("axis", 2), text("reduction", reduction)), 1,
                    4,
                    5);
            same(TinyGraph.of(4, 5).opset(18).integers("flat", 1, -1, 1, 0).integers("to", 4, 1).weights("w", 4, 5)
                    .node("Reshape", "reshape", "flat to", "i")
                    .node("ScatterND", "node", "x i w", "y", text("reduction", reduction)), 4, 5);
        }
        same(TinyGraph.of(4, 5).integers("flat", 1, 3, -2, 0).integers("to", 2, 2).weights("w", 2, 2)
                .node("Reshape", "reshape", "flat to", "i").node("ScatterElements", "node", "x i w", "y"), 4, 5);
        same(TinyGraph.of(3, 4).weights("w", 3).node("ArgMax", "best", "x", "i", whole("axis", 1))
                .integers("rows", 0, 1, 2).integers("to", 3, 1).node("Reshape", "reshape", "rows to", "r")
                .node("Concat", "join", "r i", "c", whole("axis", 1)).node("ScatterND", "node", "x c w", "y"), 3, 4);
    }
}
