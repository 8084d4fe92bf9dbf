package cnn.onnx;

import static cnn.onnx.OperatorTests.number;
import static cnn.onnx.OperatorTests.text;
import static cnn.onnx.OperatorTests.whole;
import static cnn.onnx.TinyGraph.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.core.network.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators of several outputs, and of computed indices, beside ONNX Runtime: every output of each graph. */
class GraphsBesideRuntimeTests {
    @TempDir private Path folder;

    private void same(TinyGraph graph, long... dims) throws IOException {
        same(folder, graph, dims);
    }

    /** Numbers in [−1, 1), of one seed, and what both give for them. */
    static void same(Path folder, TinyGraph graph, long... dims) throws IOException {
        int[] axes = IntStream.range(0, dims.length).map(i -> Math.toIntExact(dims[i])).toArray();
        Shape shape = Shape.of(axes);
        float[] numbers = new float[shape.size()];
        Random random = new Random(5);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat() * 2 - 1;
        }
        NamedPredictor predictor = Onnx.read(graph.in(folder)).predictor(OneThread.ENGINE);
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

    /** What is left is the shift. */
    @Test
    void whatIsItsOwnMean() throws IOException {
        same(TinyGraph.of(2, 3, 1).opset(17).weights("s", 3).node("InstanceNormalization", "node", "x s s", "y"), 2, 3,
                1);
        same(TinyGraph.of(2, 3, 1).opset(17).weights("s", 1).node("LayerNormalization", "node", "x s s", "y"), 2, 3, 1);
        same(TinyGraph.of(2, 3, 1).opset(21).weights("s", 3).node("GroupNormalization", "node", "x s s", "y",
                whole("num_groups", 3)), 2, 3, 1);
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

    @Test
    void masks() throws IOException {
        for (int upper = 0; upper < 2; upper++) {
            same(TinyGraph.of(2, 3, 4).opset(14).number("k", upper - 1).node("Trilu", "node", "x k", "y",
                    whole("upper", upper)), 2, 3, 4);
        }
        same(TinyGraph.of(-1, 3, 4).opset(14).node("Trilu", "node", "x", "y"), 2, 3, 4);
        same(TinyGraph.of(3, 4).number("k", 0).node("EyeLike", "eye", "x", "e", whole("k", 1))
                .node("Add", "node", "x e", "y"), 3, 4);
        same(TinyGraph.of(3, 4).numbers("deep", 5).numbers("values", -1, 3)
                .node("ArgMax", "best", "x", "i", whole("axis", 1), whole("keepdims", 0))
                .node("OneHot", "node", "i deep values", "y", whole("axis", 0)), 3, 4);
        same(TinyGraph.of(-1, 4, 3).number("deep", 3).numbers("values", 0, 1)
                .node("ArgMax", "best", "x", "i", whole("axis", 2), whole("keepdims", 0))
                .node("OneHot", "node", "i deep values", "y", whole("axis", 1)), 2, 4, 3);
        same(TinyGraph.of(2, 3).output("z").scalar("zero", 0).node("Relu", "relu", "x", "r")
                .node("Div", "quotient", "x zero", "q").node("Mul", "product", "r q", "p")
                .node("IsNaN", "nan", "p", "y").node("IsInf", "node", "q", "z", whole("detect_negative", 0)), 2, 3);
    }

    @Test
    void cumulativeSums() throws IOException {
        for (int kind = 0; kind < 4; kind++) {
            same(TinyGraph.of(2, 3, 4).number("axis", kind - 2).node("CumSum", "node", "x axis", "y",
                    whole("exclusive", kind % 2), whole("reverse", kind / 2)), 2, 3, 4);
        }
    }

    @Test
    void sumsOfProducts() throws IOException {
        for (String equation : List.of("ijk,ikl->ijl", "ijk,ikl", "ijk,ijk->ij", "ijk,ljk->lij", "ijk,ijk->",
                "ijk,l->il",
                "...jk,...kl->...jl", "ijk,ikm->imj")) {
            boolean own = equation.contains("ijk,ijk");
            String[] sides = equation.split("->")[0].split(",");
            long[] dims = sides[1].chars().filter(Character::isLetter).mapToLong(l -> switch (l) {
                case 'i' -> 2;
                case 'j' -> 3;
                case 'k' -> 4;
                default -> 5;
            }).toArray();
            TinyGraph graph = TinyGraph.of(2, 3, 4);
            if (own) {
                same(graph.node("Sigmoid", "half", "x", "h").node("Einsum", "node", "x h", "y",
                        text("equation", equation)), 2, 3, 4);
            } else {
                long[] all = sides[1].startsWith("...") ? new long[] {2, 4, 5} : dims;
                same(graph.weights("w", all).node("Einsum", "node", "x w", "y", text("equation", equation)), 2, 3, 4);
            }
        }
        same(TinyGraph.of(2, 3, 3).node("Einsum", "node", "x", "y", text("equation", "bii->bi")), 2, 3, 3);
        same(TinyGraph.of(3, 2).node("Einsum", "node", "x", "y", text("equation", "ij->ji")), 3, 2);
        same(TinyGraph.of(3, 2).node("Einsum", "node", "x", "y", text("equation", "ij->i")), 3, 2);
        same(TinyGraph.of(-1, 3, 4).node("Sigmoid", "half", "x", "h")
                .node("Einsum", "node", "x h", "y", text("equation", "bic,bjc->bij")), 2, 3, 4);
        same(TinyGraph.of(2, 3).weights("w", 3, 4).weights("v", 4, 5)
                .node("Einsum", "node", "x w v", "y", text("equation", "ij,jk,kl->il")), 2, 3);
    }

    @Test
    void imagesOfColumns() throws IOException {
        same(TinyGraph.of(2, 12, 9).opset(18).integers("image", 5, 6).integers("block", 2, 3)
                .node("Col2Im", "node", "x image block", "y", ints("strides", 2, 1), ints("pads", 1, 0, 0, 1),
                        ints("dilations", 1, 2)),
                2, 12, 9);
    }

    /** What is known beforehand is computed by the layers that it would become. */
    @Test
    void constantsAreComputedByLayers() throws IOException {
        TinyGraph graph = TinyGraph.of(2, 3).weights("w", 2, 3).node("Softmax", "softmax", "w", "s")
                .node("Gelu", "gelu", "s", "g").node("Add", "node", "x g", "y").opset(20);
        same(graph, 2, 3);
        assertThat(Onnx.read(graph.in(folder)).wholeInput().network().network().nodes()).extracting(Node::name)
                .containsExactly("node/reshape", "node", "node/reshape-2");
        same(TinyGraph.of(2, 3).weights("w", 2, 3).node("NonZero", "places", "w", "p")
                .integers("rows", 1, 0).node("Gather", "row", "p rows", "q")
                .node("Transpose", "turn", "p", "t").node("GatherND", "node", "x t", "y"), 2, 3);
    }

    @Test
    void gridsOfPlaces() throws IOException {
        for (int corners = 0; corners < 2; corners++) {
            same(TinyGraph.of(1, 2, 3).opset(20).integers("size", 1, 4, 3, 5).node("AffineGrid", "node", "x size", "y",
                    whole("align_corners", corners)), 1, 2, 3);
        }
        same(TinyGraph.of(1, 3, 4).opset(20).integers("size", 1, 4, 3, 2, 5).node("AffineGrid", "node", "x size", "y"),
                1,
                3, 4);
    }

    /** What is drawn: {@code -Dcnn.onnx.cases=20000 -Dcnn.onnx.seed=3}. */
    @Test
    void chainsOfOperators() {
        long seed = Long.getLong("cnn.onnx.seed", 29);
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("cnn.onnx.cases", 60); i++) {
            RandomChain chain = RandomChain.of(random, random.nextInt(2, 9));
            try {
                same(chain.graph(), chain.dims());
            } catch (AssertionError | Exception e) {
                if (String.valueOf(e.getMessage()).contains("GemmTransposeFusion")) {
                    continue; // a fusion of ONNX Runtime's own that it refuses then
                }
                wrong.add(chain + ": " + e.toString().lines().limit(2).toList());
            }
        }
        assertThat(wrong).as("seed " + seed).isEmpty();
    }

    /** Places in and beyond the image, of 1.5 times the numbers in it. */
    @Test
    void imagesAtPlaces() throws IOException {
        for (String mode : List.of("bilinear", "nearest", "bicubic")) {
            for (String beyond : List.of("zeros", "border", "reflection")) {
                for (int corners = 0; corners < 2; corners++) {
                    same(TinyGraph.of(1, 2, 5, 7).opset(16).integers("to", 1, 7, 5, 2).scalar("far", 2.3f)
                            .node("Reshape", "reshape", "x to", "r").node("Mul", "wide", "r far", "g")
                            .node("GridSample", "node", "x g", "y", text("mode", mode), text("padding_mode", beyond),
                                    whole("align_corners", corners)),
                            1, 2, 5, 7);
                }
            }
        }
        same(TinyGraph.of(1, 3, 3, 4, 5).opset(20).integers("to", 1, 3, 4, 5, 3).node("Reshape", "reshape", "x to", "g")
                .node("GridSample", "node", "x g", "y", text("mode", "linear")), 1, 3, 3, 4, 5);
        same(TinyGraph.of(-1, 2, 4, 4).opset(16).node("Transpose", "turn", "x", "g", ints("perm", 0, 2, 3, 1))
                .node("GridSample", "node", "x g", "y"), 2, 2, 4, 4);
    }

    /** Regions in and beyond the image: of a point, the other way round, and far larger than it. */
    @Test
    void regionsAligned() throws IOException {
        for (String mode : List.of("avg", "max")) {
            for (String places : List.of("half_pixel", "output_half_pixel")) {
                for (int samples = 0; samples < 3; samples++) {
                    same(TinyGraph.of(2, 3, 6, 8).opset(16).integers("i", 1, 0, 0, 1)
                            .numbers("r", new long[] {4, 4}, 1, 2.5, 9, 11, -3, -2, 5.5, 3, 0.3, 0.2, 0.7, 15, 8, 1,
                                    60, 50)
                            .node("RoiAlign", "node", "x r i", "y", text("mode", mode), whole("output_height", 3),
                                    whole("output_width", 2), whole("sampling_ratio", samples),
                                    text("coordinate_transformation_mode", places), number("spatial_scale", 0.5f)),
                            2, 3, 6, 8);
                }
            }
        }
        same(TinyGraph.of(1, 2, 6, 8).integers("i", 0, 0).integers("to", 1, 2, 48).integers("zero", 0)
                .integers("four", 4).integers("one", 1).number("first", 0).scalar("far", 4)
                .node("Reshape", "reshape", "x to", "f").node("Gather", "example", "f first", "e")
                .node("Slice", "slice", "e zero four one", "s").node("Abs", "abs", "s", "a")
                .node("CumSum", "sum", "a first", "c").node("Mul", "wide", "c far", "r")
                .node("RoiAlign", "node", "x r i", "y", whole("output_width", 2)), 1, 2, 6, 8);
        refusesWhole(TinyGraph.of(1, 2, 6, 8).integers("i", 1).numbers("r", new long[] {1, 4}, 0, 0, 3, 3)
                .node("RoiAlign", "node", "x r i", "y"), "its batch_indices name image 1 of 1");
        refusesWhole(TinyGraph.of(1, 2, 6, 8).integers("i", 0).numbers("r", new long[] {1, 5}, 0, 0, 3, 3, 1)
                .node("RoiAlign", "node", "x r i", "y"), "its regions are (1, 5), and need 4 numbers each");
        refusesWhole(TinyGraph.of(1, 2, 6).integers("i", 0).numbers("r", new long[] {1, 4}, 0, 0, 3, 3)
                .node("RoiAlign", "node", "x r i", "y"), "it takes regions of (1, 2, 6)");
        refusesWhole(TinyGraph.of(2, 2, 6, 8).integers("i", 0, 0).numbers("r", new long[] {1, 4}, 0, 0, 3, 3)
                .node("RoiAlign", "node", "x r i", "y"), "its batch_indices are (2) for 1 regions");
        refuses(TinyGraph.of(-1, 2, 6, 8).integers("i", 0).numbers("r", new long[] {1, 4}, 0, 0, 3, 3)
                .node("RoiAlign", "node", "x r i", "y"),
                "its regions are of the whole batch: take it for one picture at a time with batch(1)");
        NamedPredictor one = Onnx
                .read(TinyGraph.of(-1, 2, 6, 8).integers("i", 0).numbers("r", new long[] {1, 4}, 0, 0, 3,
                        3).node("RoiAlign", "node", "x r i", "y").in(folder))
                .batch(1).predictor(OneThread.ENGINE);
        assertThat(one.shape("y")).isEqualTo(Shape.of(1, 2, 1, 1));
        assertThat(one.isBatched()).isFalse();
        assertThatThrownBy(() -> Onnx.read(folder.resolve("net.onnx")).batch(0))
                .hasMessage("A batch has at least 1 example "
                        + "but was given 0. Give 1 for one picture at a time.");
    }

    /** By amounts that the image itself gives: up to 3 pixels. */
    @Test
    void windowsMoved() throws IOException {
        same(TinyGraph.of(-1, 4, 6, 7).opset(19).weights("w", 6, 2, 2, 3).weights("b", 6).weights("o", 24, 4, 2, 3)
                .weights("m", 12, 4, 2, 3).scalar("far", 5)
                .node("Conv", "offsets", "x o", "u", ints("strides", 2, 1), ints("pads", 1, 0, 0, 1))
                .node("Mul", "wide", "u far", "v")
                .node("Conv", "masks", "x m", "n", ints("strides", 2, 1), ints("pads", 1, 0, 0, 1))
                .node("DeformConv", "node", "x w v b n", "y", ints("strides", 2, 1), ints("pads", 1, 0, 0, 1),
                        whole("group", 2), whole("offset_group", 2)),
                3, 4, 6, 7);
        refuses(TinyGraph.of(-1, 4, 6).opset(19).weights("w", 6, 4, 3).weights("o", 1, 6, 4)
                .node("DeformConv", "node", "x w o", "y"), "it works on (1, 4, 6), and images (N, C, H, W) are read");
    }

    @Test
    void regionsPooled() throws IOException {
        same(TinyGraph.of(2, 3, 6, 8)
                .numbers("r", new long[] {4, 5}, 1, 1, 2.5, 9, 11, 0, -3, -2, 5.5, 3, 0, 0.3, 0.2, 0.7, 15, 1, 8, 1, 60,
                        50)
                .node("MaxRoiPool", "node", "x r", "y", ints("pooled_shape", 3, 2), number("spatial_scale", 0.5f)), 2,
                3, 6, 8);
        refusesWhole(TinyGraph.of(1, 2, 6, 8).numbers("r", new long[] {1, 5}, 0, 0, 0, 3, 3)
                .node("MaxRoiPool", "node", "x r", "y", ints("pooled_shape", 3)),
                "its pooled_shape must be two numbers");
    }

    @Test
    void meanSquares() throws IOException {
        same(TinyGraph.of(-1, 3, 4).opset(23).weights("s", 4).node("RMSNormalization", "node", "x s", "y"), 3, 3, 4);
        same(TinyGraph.of(-1, 3, 2, 4).opset(23).weights("s", 2, 4).node("RMSNormalization", "node", "x s", "y",
                whole("axis", 2), number("epsilon", 0.1f)), 2, 3, 2, 4);
        same(TinyGraph.of(-1, 3, 2, 4).opset(23).weights("s", 3, 1, 4).node("RMSNormalization", "node", "x s", "y",
                whole("axis", 1)), 2, 3, 2, 4);
        same(TinyGraph.of(2, 3, 1).opset(23).weights("s", 1).node("RMSNormalization", "node", "x s", "y"), 2, 3, 1);
        refuses(TinyGraph.of(-1, 3).opset(23).weights("s", 1, 3).node("RMSNormalization", "node", "x s", "y",
                whole("axis", 0)), "it takes the mean over the batch");
    }

    @Test
    void sequencesTurnedRound() throws IOException {
        same(TinyGraph.of(4, 3, 2).integers("l", 4, 0, 3).node("ReverseSequence", "node", "x l", "y"), 4, 3, 2);
        same(TinyGraph.of(3, 2, 4).integers("l", 2, 1, 0).node("ReverseSequence", "node", "x l", "y",
                whole("batch_axis", 0), whole("time_axis", 1)), 3, 2, 4);
        same(TinyGraph.of(-1, 4, 2).integers("l", 3).node("ReverseSequence", "node", "x l", "y", whole("batch_axis", 0),
                whole("time_axis", 1)), 1, 4, 2);
        refuses(TinyGraph.of(-1, 4, 2).integers("l", 5).node("ReverseSequence", "node", "x l", "y",
                whole("batch_axis", 0), whole("time_axis", 1)),
                "its sequence_lens are [5] along the axes 1 and 0 of (1, 4, 2)");
    }

    @Test
    void determinants() throws IOException {
        for (int n = 1; n <= 5; n++) {
            same(TinyGraph.of(-1, 2, n, n).node("Det", "node", "x", "y"), 3, 2, n, n);
        }
        same(TinyGraph.of(3, 3).node("Det", "det", "x", "d").integers("one", 1).node("Reshape", "node", "d one", "y"),
                3,
                3);
        refusesWhole(TinyGraph.of(6, 6).node("Det", "node", "x", "y"),
                "it takes (6, 6), and squares of up to 5 × 5 for each example are read");
    }

    /** Added to the input, as numbers alone are no graph. */
    private void folds(TinyGraph graph, String value) throws IOException {
        same(graph.node("Cast", "float", value, "f", whole("to", 1)).node("Add", "sum", "x f", "y"), 4);
    }

    @Test
    void bitsOfConstants() throws IOException {
        for (String operator : List.of("BitwiseAnd", "BitwiseOr", "BitwiseXor")) {
            folds(TinyGraph.of(4).opset(18).integers("a", 12, -7, 255, 1).integers("b", 10)
                    .node(operator, "node", "a b", "c"), "c");
        }
        for (int type : new int[] {2, 3, 6, 7}) {
            folds(TinyGraph.of(4).opset(18).integers("a", 12, 7, 100, 0)
                    .node("Cast", "cast", "a", "b", whole("to", type))
                    .node("BitwiseNot", "node", "b", "c"), "c");
        }
        for (String direction : List.of("LEFT", "RIGHT")) {
            folds(TinyGraph.of(4).opset(18).integers("a", 12, 200, 255, 1).integers("s", 1, 3, 0, 7)
                    .node("Cast", "cast", "a", "b", whole("to", 2)).node("Cast", "shift", "s", "t", whole("to", 2))
                    .node("BitShift", "node", "b t", "c", text("direction", direction)), "c");
        }
        refusesWhole(TinyGraph.of(4).opset(18).node("BitwiseNot", "node", "x", "y"),
                "it takes numbers that are computed, and is done for constants alone");
        refusesWhole(TinyGraph.of(4).opset(18).numbers("a", 1, 2).node("BitwiseNot", "node", "a", "b")
                .node("Add", "sum", "x b", "y"), "input 0 has no whole numbers");
        refusesWhole(TinyGraph.of(4).opset(18).integers("a", 1).node("BitShift", "node", "a a", "y"),
                "its direction is neither LEFT nor RIGHT");
    }

    @Test
    void distinctPartsOfConstants() throws IOException {
        for (int sorted = 0; sorted < 2; sorted++) {
            for (String taken : List.of("u", "i", "n", "k")) {
                folds(TinyGraph.of(4).integers("a", 2, 1, 1, 3, 4, 3).integers("from", 0).integers("to", 4)
                        .node("Unique", "node", "a", "u i n k", whole("sorted", sorted))
                        .node("Slice", "first", taken + " from to", "c"), "c");
                folds(TinyGraph.of(4).numbers("a", new long[] {2, 3, 2}, 1, 2, 0, 5, 1, 2, 3, 4, 7, 7, 3, 4)
                        .integers("all", -1).integers("from", 0).integers("to", 1)
                        .node("Unique", "node", "a", "u i n k", whole("sorted", sorted), whole("axis", 1))
                        .node("Reshape", "flat", taken + " all", "r").node("Slice", "first", "r from to", "c"), "c");
            }
        }
        refusesWhole(TinyGraph.of(4).integers("many", 2_000_000).node("ConstantOfShape", "zeros", "many", "z")
                .node("Unique", "node", "z", "u").node("Add", "sum", "x u", "y"),
                "it looks for equal ones among 2,000,000 parts, and up to 1,048,576 are read");
        refusesWhole(TinyGraph.of(4).node("Unique", "node", "x", "y"), "how much it gives depends on the numbers");
    }

    @Test
    void saysWhatItCannotTake() {
        refusesWhole(TinyGraph.of(1, 3, 4).node("Einsum", "node", "x", "y", text("equation", "ab->a")),
                "Einsum (its input 0 is (1, 3, 4), and has the letters ab): 1 node, node");
        refusesWhole(
                TinyGraph.of(1, 3, 4).weights("w", 5, 4).node("Einsum", "node", "x w", "y",
                        text("equation", "abc,bc->a")),
                "its letter b is of length 3 and 5");
        refusesWhole(TinyGraph.of(1, 3, 4).node("Einsum", "node", "x", "y", text("equation", "abc->abd")),
                "its equation abc->abd has letters on the right that it has not on the left");
        refuses(TinyGraph.of(-1, 3).node("Einsum", "node", "x", "y", text("equation", "ab->ba")),
                "it moves the batch from the first axis");
        refuses(TinyGraph.of(-1, 3).node("EyeLike", "node", "x", "y"), "of which the first axis is the batch");
        refuses(TinyGraph.of(-1, 5000).number("axis", 1).node("CumSum", "node", "x axis", "y"),
                "it sums along 5000 numbers, and up to 4096 are read");
        refuses(TinyGraph.of(-1, 3).numbers("some", 0, 0).node("Compress", "node", "x some", "y", whole("axis", 1)),
                "it takes 0 positions of 3");
        refusesWhole(TinyGraph.of(1, 7, 9).opset(18).integers("image", 5, 6).integers("block", 2, 3)
                .node("Col2Im", "node", "x image block", "y"), "it makes images of (1, 7, 9) with windows of [2, 3]");
        refusesWhole(
                TinyGraph.of(1, 3, 4).opset(20).integers("size", 1, 4, 3, 5).node("AffineGrid", "node", "x size", "y"),
                "it makes places in [1, 4, 3, 5] by (1, 3, 4)");
        refusesWhole(TinyGraph.of(1, 3, 4).node("NonZero", "node", "x", "y"),
                "how much it gives depends on the numbers");
        refusesWhole(TinyGraph.of(1, 3, 4).node("NonMaxSuppression", "node", "x x", "y"),
                "take its inputs for the outputs, and cnn-vision's suppression behind them");
        refusesWhole(TinyGraph.of(1, 3, 4).node("RandomNormalLike", "node", "x", "y"), "its chance is not ours");
        refusesWhole(TinyGraph.of(1, 3, 4).node("SequenceConstruct", "node", "x", "y"),
                "values are tensors, not sequences");
        refusesWhole(TinyGraph.of(1, 3, 4).node("Loop", "node", "x", "y"),
                "it runs a graph of its own, which a network does not");
        refusesWhole(TinyGraph.of(1, 3, 4).node("LSTM", "node", "x", "y"),
                "LSTM (no layer carries a state from one position to the next): 1 node, node");
        refusesWhole(TinyGraph.of(1, 3, 4).node("Attention", "node", "x x x", "y"),
                "attention is read where it is written as MatMul and Softmax");
        refusesWhole(TinyGraph.of(1, 3, 4).node("DFT", "node", "x", "y"), "it is for sound");
        refusesWhole(TinyGraph.of(1, 3, 4).node("ImageDecoder", "node", "x", "y"),
                "pictures are decoded before the network");
        refusesWhole(TinyGraph.of(1, 3, 4).node("SoftmaxCrossEntropyLoss", "node", "x x", "y"),
                "a loss is chosen where a model is trained, and is no part of its network");
        refusesWhole(TinyGraph.of(1, 3, 4).node("Binarizer", "node", "x", "y"),
                "Binarizer (no layer does this): 1 node, node");
        refusesWhole(TinyGraph.of(1, 300, 300, 300).output("i").node("MaxPool", "pool", "x", "y i",
                ints("kernel_shape", 1, 1)), "it counts 27,000,000 places, and floats are exact up to 16,777,216");
        refusesWhole(TinyGraph.of(1, 1, 2, 2).node("MaxUnpool", "node", "x x s", "y", ints("kernel_shape", 2, 2))
                .integers("s", 1, 2, 4, 4), "it makes [1, 2, 4, 4] of (1, 1, 2, 2)");
        refuses(TinyGraph.of(-1, 9).number("deep", 1L << 30).numbers("values", 0, 1)
                .node("OneHot", "node", "x deep values", "y"),
                "it comes to [9, 1073741824], more than 67,108,864 numbers");
        refuses(TinyGraph.of(-1, 4).integers("i", 0).node("ScatterND", "node", "x i x", "y"),
                "its indices name places in the batch");
        refusesWhole(TinyGraph.of(1, 4).integers("i", 0).node("GatherElements", "node", "x i", "y"),
                "it takes indices (1) for (1, 4)");
    }

    private void refusesWhole(TinyGraph graph, String message) {
        assertThatThrownBy(() -> Onnx.read(graph.in(folder)).wholeInput().predictor(OneThread.ENGINE))
                .hasMessageContaining(message);
    }

    private void refuses(TinyGraph graph, String message) {
        assertThatThrownBy(() -> Onnx.read(graph.in(folder)).predictor(OneThread.ENGINE)).hasMessageContaining(message);
    }
}
