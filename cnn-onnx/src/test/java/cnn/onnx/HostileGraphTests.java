package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Graphs of many values that are damaged on purpose, deep, or ask for more than there is: each is imported or refused with a
 * message. More of them: {@code -Dcnn.onnx.fuzz=100000}.
 */
class HostileGraphTests {
    private static final int CASES = Integer.getInteger("cnn.onnx.fuzz", 2000);

    @TempDir private Path folder;

    private static TinyGraph manyValues() {
        return TinyGraph.of(-1, 4, 6, 6).output("z").weights("w", 1, 4, 1, 1).scalar("s", 0.5f).zero("q", 3)
                .integers("two", 2).integers("sizes", 1, 3).integers("starts", 1).integers("ends", 9)
                .integers("axes", 2).integers("to", 1, 4, 6, 6).integers("times", 1, 1, 2, 1).integers("some", 0, 2, 2)
                .node("Mul", "scale", "x s", "a").node("Add", "shift", "a w", "b")
                .node("ReduceMean", "mean", "b", "m", TinyGraph.ints("axes", 2, 3)).node("Sub", "centre", "b m", "c")
                .node("Split", "split", "c sizes", "d e", TinyGraph.integer("axis", 1))
                .node("Concat", "join", "e d", "f", TinyGraph.integer("axis", 1))
                .node("Slice", "slice", "f starts ends axes two", "g").node("Tile", "tile", "g times", "h")
                .node("Gather", "gather", "h some", "i", TinyGraph.integer("axis", 2))
                .node("Expand", "expand", "m to", "j").node("Where", "where", "j f b", "k")
                .node("QuantizeLinear", "quantize", "k s q", "l").node("DequantizeLinear", "back", "l s q", "n")
                .node("Reshape", "reshape", "n shape", "o").integers("shape", 1, 4, 36)
                .node("Transpose", "turn", "o", "p", TinyGraph.ints("perm", 0, 2, 1))
                .node("MatMul", "product", "o p", "r").node("ArgMax", "best", "r", "y", TinyGraph.integer("axis", 2))
                .node("Div", "quotient", "i i", "z");
    }

    /** Places, masks and sums of products, with constants that say how large something is. */
    private static TinyGraph manyPlaces() {
        return TinyGraph.of(1, 4, 6, 6).opset(20).output("z").output("aa").output("ab").output("ac")
                .integers("sizes", 1, 2, 4, 4)
                .integers("block", 2, 2).number("deep", 4).numbers("values", 0, 2).number("axis", 1).number("k", 1)
                .integers("flat", 1, 4, 36).integers("rows", 1, -2)
                .integers("pairs", 2, 1).numbers("mask", 1, 0, 1, 1).weights("w", 2, 3).weights("u", 2, 4, 6, 6)
                .node("MaxPool", "pool", "x", "a b", TinyGraph.ints("kernel_shape", 2, 2),
                        TinyGraph.ints("strides", 2, 2),
                        TinyGraph.ints("pads", 1, 0, 0, 1))
                .node("MaxUnpool", "back", "a b", "c", TinyGraph.ints("kernel_shape", 2, 2),
                        TinyGraph.ints("strides", 2, 2))
                .node("ArgMax", "best", "c", "d", TinyGraph.integer("axis", 1), TinyGraph.integer("keepdims", 0))
                .node("OneHot", "hot", "d deep values", "e", TinyGraph.integer("axis", 1))
                .node("Reshape", "columns", "x flat", "f").node("CumSum", "sums", "f axis", "g")
                .node("Col2Im", "image", "g image2 block", "h", TinyGraph.ints("strides", 1, 1),
                        TinyGraph.ints("pads", 1, 0, 0, 1))
                .integers("image2", 6, 6)
                .node("AffineGrid", "grid", "m sizes", "i").node("Gelu", "gelu", "w", "v")
                .node("Unsqueeze", "more", "v zero", "m").integers("zero", 0)
                .node("GridSample", "sample", "h i", "j", OperatorTests.text("padding_mode", "border"))
                .node("Einsum", "einsum", "j j", "l", OperatorTests.text("equation", "nchw,nchk->nwk"))
                .node("Trilu", "triangle", "l k", "n")
                .node("Reshape", "places", "rows pairs", "o").node("GatherND", "some", "u o", "p")
                .node("Compress", "taken", "e mask", "q", TinyGraph.integer("axis", 1))
                .node("ReduceMax", "top", "q", "r").node("Mul", "product", "n r", "y")
                .node("GatherElements", "elements", "c b", "s", TinyGraph.integer("axis", 3))
                .node("ScatterElements", "put", "a b a", "z", TinyGraph.integer("axis", 2))
                .numbers("regions", new long[] {2, 4}, 0, 1, 4, 5, -1, 2, 90, 3).integers("which", 0, 0)
                .numbers("numbered", new long[] {2, 5}, 0, 0, 1, 4, 5, 0, 1, 2, 3, 4).weights("filters", 4, 2, 2, 2)
                .weights("filters2", 8, 4, 2, 2).integers("turned", 2, 1)
                .node("RoiAlign", "align", "x regions which", "al", TinyGraph.integer("output_height", 2),
                        TinyGraph.integer("output_width", 2), TinyGraph.integer("sampling_ratio", 2))
                .node("ReverseSequence", "turn", "al turned", "t", TinyGraph.integer("batch_axis", 0),
                        TinyGraph.integer("time_axis", 1))
                .node("Det", "det", "t", "aa")
                .node("MaxRoiPool", "maximum", "x numbered", "ab", TinyGraph.ints("pooled_shape", 2, 3))
                .node("Conv", "offsets", "x filters2", "off", TinyGraph.ints("strides", 2, 2))
                .node("DeformConv", "moved", "x filters off", "ac", TinyGraph.ints("strides", 2, 2),
                        TinyGraph.integer("group", 1 + 1));
    }

    @Test
    void whatIsDamagedIsAGraph() throws IOException {
        assertThat(imports(manyValues().bytes())).isTrue();
        Onnx.read(manyPlaces().in(folder)).wholeInput().predictor(OneThread.ENGINE);
    }

    @Test
    void changedBytesAreRefusedOrImported() throws IOException {
        long seed = Long.getLong("cnn.onnx.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] many = manyValues().bytes();
        byte[] places = manyPlaces().bytes();
        for (int i = 0; i < CASES; i++) {
            byte[] changed = (i % 2 == 0 ? many : places).clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            imports(changed);
        }
    }

    @Test
    void deepGraphsAreImported() throws IOException {
        TinyGraph deep = TinyGraph.of(-1, 3);
        int nodes = 3000;
        for (int i = 0; i < nodes; i++) {
            deep.node(i % 2 == 0 ? "Add" : "Mul", "node" + i, (i == 0 ? "x" : "v" + (i - 1)) + " x",
                    i == nodes - 1 ? "y" : "v" + i);
        }
        assertThat(imports(deep.bytes())).isTrue();
    }

    @Test
    void giantsAreRefusedBeforeTheyAreMade() throws IOException {
        List<TinyGraph> giants = List.of(
                TinyGraph.of(-1, 1).integers("to", 1, 1L << 30).node("Expand", "expand", "x to", "y"),
                TinyGraph.of(-1, 1).integers("to", 1, 1L << 40).node("Expand", "expand", "x to", "y"),
                TinyGraph.of(-1, 2).integers("times", 1, 1L << 29).node("Tile", "tile", "x times", "y"),
                TinyGraph.of(-1, 1L << 28).node("Relu", "relu", "x", "y"),
                TinyGraph.of(-1, 9).number("deep", 1L << 30).numbers("values", 0, 1)
                        .node("OneHot", "hot", "x deep values", "y"),
                TinyGraph.of(1, 64, 4).opset(18).integers("image", 4000, 4000).integers("block", 2, 2)
                        .node("Col2Im", "image", "x image block", "y"),
                TinyGraph.of(1, 2, 3).opset(20).integers("size", 1, 1, 10_000, 10_000)
                        .node("AffineGrid", "grid", "x size", "y"),
                TinyGraph.of(1, 1, 2, 2).integers("shape", 1, 1, 11_000, 11_000)
                        .node("MaxUnpool", "back", "x x shape", "y"),
                TinyGraph.of(1, 1, 4000, 4000).output("i").node("MaxPool", "pool", "x", "y i",
                        TinyGraph.ints("kernel_shape", 9, 9)),
                TinyGraph.of(-1, 1 << 14).integers("to", 1, 1 << 14, 1).node("Unsqueeze", "a", "x", "a",
                        TinyGraph.ints("axes", 2)).node("Unsqueeze", "b", "x", "b", TinyGraph.ints("axes", 1))
                        .node("MatMul", "product", "a b", "y").opset(11));
        for (TinyGraph giant : giants) {
            assertThatThrownBy(() -> Onnx.read(giant.in(folder)).predictor(OneThread.ENGINE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private boolean imports(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("net.onnx"), bytes);
        try {
            Onnx.read(file).predictor(OneThread.ENGINE);
            return true;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }
}
