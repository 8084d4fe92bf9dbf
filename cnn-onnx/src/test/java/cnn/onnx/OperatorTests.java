package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import cnn.core.network.Node;
import cnn.onnx.graph.Constant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shade.com.google.protobuf.ByteString;

/** What ONNX's description says of operators and its own tests do not show: other axes, other opsets, attributes together. */
class OperatorTests {
    @TempDir private Path folder;

    static AttributeProto number(String name, double value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF((float) value)
                .build();
    }

    static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)).build();
    }

    private static AttributeProto numbers(String name, double... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name)
                .setType(AttributeProto.AttributeType.FLOATS);
        for (double value : values) {
            attribute.addFloats((float) value);
        }
        return attribute.build();
    }

    private static float[] counting(int size) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = i + 1;
        }
        return numbers;
    }

    /** One node over 1, 2, 3 …, in ONNX's order. */
    private Constant run(TinyGraph graph, long... dims) throws IOException {
        return GraphRun.of(Onnx.read(graph.in(folder)), counting((int) IntStream.range(0, dims.length)
                .mapToLong(axis -> dims[axis]).reduce(1, Math::multiplyExact)), dims);
    }

    private static void gives(Constant output, int[] dims, IntToDoubleFunction due) {
        assertThat(output.dims()).containsExactly(dims);
        for (int i = 0; i < output.size(); i++) {
            double number = due.applyAsDouble(i);
            assertThat(output.number(i)).as("[%d]", i).isCloseTo(number, Offset.offset(1e-5 * Math.abs(number) + 1e-6));
        }
    }

    private static void gives(Constant output, int[] dims, double... due) {
        assertThat(output.size()).isEqualTo(due.length);
        gives(output, dims, i -> due[i]);
    }

    private static TinyGraph one(String operator, long[] dims, AttributeProto... attributes) {
        return TinyGraph.of(dims).node(operator, "node", "x", "y", attributes);
    }

    private static long[] dims(long... dims) {
        return dims;
    }

    @Test
    void padsAnyAxisAndCutsOffWhatIsNegative() throws IOException {
        TinyGraph graph = TinyGraph.of(1, 2, 2, 2).integers("pads", 1, -1, 0, 1).integers("axes", 1, 3)
                .numbers("value", 9).node("Pad", "node", "x pads value axes", "y");
        gives(run(graph, 1, 2, 2, 2), new int[] {1, 3, 2, 2}, 9, 9, 9, 9, 2, 9, 4, 9, 6, 9, 8, 9);
        gives(run(TinyGraph.of(1, 3).opset(7).node("Pad", "node", "x", "y", TinyGraph.ints("pads", 0, 1, 0, 2),
                text("mode", "reflect")), 1, 3), new int[] {1, 6}, 2, 1, 2, 3, 2, 1);
        gives(run(TinyGraph.of(1, 1, 1, 2, 2).opset(19).integers("pads", 0, 0, 1, 0, 1, 0, 0, 0, 1, 0)
                .node("Pad", "node", "x pads", "y", text("mode", "wrap")), 1, 1, 1, 2, 2), new int[] {1, 1, 2, 3, 3},
                2, 1, 2, 4, 3, 4, 2, 1, 2, 2, 1, 2, 4, 3, 4, 2, 1, 2);
    }

    @Test
    void refusesToPadTheBatch() {
        assertThatThrownBy(
                () -> run(TinyGraph.of(1, 3).integers("pads", 1, 0, 0, 0).node("Pad", "node", "x pads", "y"), 1, 3))
                .hasMessageContaining("Pad (it changes the batch): 1 node, node");
    }

    /** Before a layer is made: its tables alone would fill the memory. */
    @Test
    void refusesToFillTheMemory() {
        assertThatThrownBy(() -> run(TinyGraph.of(1, 1, 1, 1).integers("pads", 0, 0, 0, 0, 0, 0, 0, 2_000_000_000)
                .node("Pad", "node", "x pads", "y"), 1, 1, 1, 1))
                .hasMessageContaining("it gives [1, 1, 1, 2000000001], more than 67,108,864 numbers");
        assertThatThrownBy(() -> run(TinyGraph.of(1, 1, 1, 1).numbers("scales", 1, 1, 1e9, 1)
                .node("Resize", "node", "x  scales", "y"), 1, 1, 1, 1))
                .hasMessageContaining("it gives [1, 1, 1000000000, 1], more than 67,108,864 numbers");
    }

    /** An image's rows and columns take one layer; nothing is moved before and behind it. */
    @Test
    void anImageIsResizedByOneLayer() throws IOException {
        TinyGraph graph = TinyGraph.of(1, 2, 4, 4).numbers("scales", 1, 1, 2, 1.5)
                .node("Resize", "node", "x  scales", "y", text("mode", "linear"));
        assertThat(Onnx.read(graph.in(folder)).network().network().nodes().stream().map(Node::name).toList())
                .isEqualTo(List.of("node"));
    }

    @Test
    void upsamplingIsOfOldFilesToo() throws IOException {
        TinyGraph old = TinyGraph.of(1, 1, 1, 2).opset(7).node("Upsample", "node", "x", "y",
                numbers("scales", 1, 1, 2, 2.5));
        gives(run(old, 1, 1, 1, 2), new int[] {1, 1, 2, 5}, 1, 1, 1, 2, 2, 1, 1, 1, 2, 2);
        TinyGraph later = TinyGraph.of(1, 1, 1, 2).opset(9).numbers("scales", 1, 1, 1, 2)
                .node("Upsample", "node", "x scales", "y", text("mode", "linear"));
        gives(run(later, 1, 1, 1, 2), new int[] {1, 1, 1, 4}, 1, 1.5, 2, 2);
        TinyGraph ten = TinyGraph.of(1, 1, 1, 2).opset(10).numbers("scales", 1, 1, 1, 2)
                .node("Resize", "node", "x scales", "y", text("mode", "linear"));
        gives(run(ten, 1, 1, 1, 2), new int[] {1, 1, 1, 4}, 1, 1.5, 2, 2);
    }

    @Test
    void resizesSignalsVolumesAndChannels() throws IOException {
        gives(run(TinyGraph.of(1, 2, 2).opset(13).numbers("scales", 1, 1, 2).node("Resize", "node", "x  scales", "y",
                text("mode", "linear")), 1, 2, 2), new int[] {1, 2, 4}, 1, 1.25, 1.75, 2, 3, 3.25, 3.75, 4);
        gives(run(TinyGraph.of(1, 1, 2, 1, 2).opset(13).integers("sizes", 1, 1, 4, 2, 4)
                .node("Resize", "node", "x   sizes", "y"), 1, 1, 2, 1, 2), new int[] {1, 1, 4, 2, 4},
                i -> 1 + i / 16 * 2 + i % 4 / 2);
        gives(run(
                TinyGraph.of(1, 2, 1, 2).opset(13).integers("sizes", 1, 4, 1, 2).node("Resize", "node", "x   sizes",
                        "y"),
                1, 2, 1, 2), new int[] {1, 4, 1, 2}, 1, 2, 1, 2, 3, 4, 3, 4);
    }

    @Test
    void refusesToResizeTheBatch() {
        assertThatThrownBy(() -> run(TinyGraph.of(1, 1, 2, 2).opset(13).numbers("scales", 2, 1, 1, 1)
                .node("Resize", "node", "x  scales", "y"), 1, 1, 2, 2)).hasMessageContaining("it changes the batch");
        assertThatThrownBy(() -> run(TinyGraph.of(1, 1, 2, 2).opset(13).numbers("scales", 1, 1, 2)
                .node("Resize", "node", "x  scales", "y"), 1, 1, 2, 2))
                .hasMessageContaining("it names 4 axes and 3 scales or sizes");
    }

    /** Different output padding along both axes, more than is cut off: rows and columns that no kernel reaches. */
    @Test
    void transposedConvolutionsHaveTheSizeThatIsAskedFor() throws IOException {
        TinyGraph graph = TinyGraph.of(1, 1, 2, 2).numbers("w", dims(1, 1, 1, 1), 2).numbers("b", 5)
                .node("ConvTranspose", "node", "x w b", "y", TinyGraph.ints("strides", 2, 3),
                        TinyGraph.ints("output_padding", 0, 2));
        gives(run(graph, 1, 1, 2, 2), new int[] {1, 1, 3, 6}, 7, 5, 5, 9, 5, 5, 5, 5, 5, 5, 5, 5, 11, 5, 5, 13, 5, 5);
        TinyGraph signal = TinyGraph.of(1, 1, 3).numbers("w", dims(1, 1, 2), 1, 10)
                .node("ConvTranspose", "node", "x w", "y", TinyGraph.ints("strides", 2), text("auto_pad", "SAME_LOWER"),
                        TinyGraph.ints("output_shape", 5));
        gives(run(signal, 1, 1, 3), new int[] {1, 1, 5}, 10, 2, 20, 3, 30);
    }

    @Test
    void poolsVolumesInTheNormAndWholes() throws IOException {
        TinyGraph norm = one("LpPool", dims(1, 1, 2, 2, 2), whole("p", 2), TinyGraph.ints("kernel_shape", 2, 2, 2));
        gives(run(norm, 1, 1, 2, 2, 2), new int[] {1, 1, 1, 1, 1}, Math.sqrt(204));
        TinyGraph global = one("GlobalLpPool", dims(1, 2, 3), whole("p", 1));
        gives(run(global, 1, 2, 3), new int[] {1, 2, 1}, 6, 15);
        gives(run(one("GlobalAveragePool", dims(1, 2, 1, 2, 2)), 1, 2, 1, 2, 2), new int[] {1, 2, 1, 1, 1}, 2.5, 6.5);
        gives(run(one("GlobalMaxPool", dims(1, 2, 3)), 1, 2, 3), new int[] {1, 2, 1}, 3, 6);
    }

    @Test
    void normalisesOverTheAxesThatAreNamed() throws IOException {
        double deviation = Math.sqrt(1.25);
        gives(run(one("MeanVarianceNormalization", dims(1, 2, 2, 2), TinyGraph.ints("axes", 2, 3)), 1, 2, 2, 2),
                new int[] {1, 2, 2, 2}, i -> (i % 4 - 1.5) / deviation);
        gives(run(one("MeanVarianceNormalization", dims(1, 2, 2, 2), TinyGraph.ints("axes", 1)), 1, 2, 2, 2),
                new int[] {1, 2, 2, 2}, i -> i < 4 ? -1 : 1);
        assertThatThrownBy(() -> run(one("MeanVarianceNormalization", dims(1, 2, 2, 2)), 1, 2, 2, 2))
                .hasMessageContaining("it takes the mean over the batch");
        gives(run(one("LpNormalization", dims(1, 2, 2), whole("axis", 1), whole("p", 1)), 1, 2, 2), new int[] {1, 2, 2},
                1 / 4.0, 2 / 6.0, 3 / 4.0, 4 / 6.0);
        gives(run(one("LpNormalization", dims(1, 4)), 1, 4), new int[] {1, 4}, i -> (i + 1) / Math.sqrt(30));
    }

    @Test
    void layerNormalisationTakesAllAxesFromTheNamedOneOn() throws IOException {
        TinyGraph whole = TinyGraph.of(1, 2, 2, 2).opset(17).numbers("s", dims(2, 2, 2), 1, 2, 1, 1, 1, 1, 1, 3)
                .numbers("b", dims(2, 1, 1), 0, 10)
                .node("LayerNormalization", "node", "x s b", "y", whole("axis", 1), number("epsilon", 0));
        assertThatThrownBy(() -> run(whole, 1, 2, 2, 2)).hasMessageContaining("LayerNorm epsilon is 0.0");
        TinyGraph right = TinyGraph.of(1, 2, 2, 2).opset(17).numbers("s", dims(2, 2, 2), 1, 2, 1, 1, 1, 1, 1, 3)
                .numbers("b", dims(2, 1, 1), 0, 10)
                .node("LayerNormalization", "node", "x s b", "y", whole("axis", 1), number("epsilon", 1e-9));
        double deviation = Math.sqrt(5.25);
        gives(run(right, 1, 2, 2, 2), new int[] {1, 2, 2, 2},
                i -> (i - 3.5) / deviation * (i == 1 ? 2 : i == 7 ? 3 : 1) + (i < 4 ? 0 : 10));
        TinyGraph rows = TinyGraph.of(1, 2, 2, 2).opset(17).numbers("s", 1, 1)
                .node("LayerNormalization", "node", "x s", "y", number("epsilon", 1e-9));
        gives(run(rows, 1, 2, 2, 2), new int[] {1, 2, 2, 2}, i -> i % 2 * 2 - 1);
    }

    /** Opset 18 has a scale for each group, 21 one for each channel. */
    @Test
    void groupsHaveScalesByGroupOrByChannel() throws IOException {
        for (int opset : new int[] {18, 21}) {
            TinyGraph graph = TinyGraph.of(1, 4, 2).opset(opset)
                    .numbers("s", opset == 18 ? new double[] {1, 2} : new double[] {1, 1, 2, 2})
                    .numbers("b", opset == 18 ? new double[] {0, 5} : new double[] {0, 0, 5, 5})
                    .node("GroupNormalization", "node", "x s b", "y", whole("num_groups", 2), number("epsilon", 1e-9));
            gives(run(graph, 1, 4, 2), new int[] {1, 4, 2},
                    i -> (i % 4 - 1.5) / Math.sqrt(1.25) * (i < 4 ? 1 : 2) + (i < 4 ? 0 : 5));
        }
    }

    @Test
    void batchNormalisationInTrainingNeedsTheBatchAsOneExample() throws IOException {
        TinyGraph graph = TinyGraph.of(1, 2, 1, 2).opset(15).numbers("s", 1, 2).numbers("b", 0, 1).numbers("m", 0, 0)
                .numbers("v", 1, 1)
                .node("BatchNormalization", "node", "x s b m v", "y", whole("training_mode", 1),
                        number("epsilon", 1e-9));
        assertThatThrownBy(() -> run(graph, 1, 2, 1, 2)).hasMessageContaining(
                "it is exported as in training, where an example's numbers depend on the others in its batch");
        gives(GraphRun.of(Onnx.read(graph.in(folder)).wholeInput(), counting(4), 1, 2, 1, 2), new int[] {1, 2, 1, 2},
                -1, 1,
                -1, 3);
        TinyGraph places = TinyGraph.of(1, 2, 1, 2).opset(7).numbers("s", dims(2, 1, 2), 1, 2, 3, 4)
                .numbers("b", dims(2, 1, 2))
                .numbers("m", dims(2, 1, 2), 1, 1, 1, 1).numbers("v", dims(2, 1, 2), 1, 1, 1, 1)
                .node("BatchNormalization", "node", "x s b m v", "y", whole("spatial", 0), number("epsilon", 1e-9));
        gives(run(places, 1, 2, 1, 2), new int[] {1, 2, 1, 2}, i -> i * (i + 1));
    }

    @Test
    void squaresOfPixelsBecomeChannelsAndBack() throws IOException {
        TinyGraph there = one("SpaceToDepth", dims(1, 1, 2, 4), whole("blocksize", 2));
        gives(run(there, 1, 1, 2, 4), new int[] {1, 4, 1, 2}, 1, 3, 2, 4, 5, 7, 6, 8);
        TinyGraph both = TinyGraph.of(1, 3, 4, 6).node("SpaceToDepth", "there", "x", "a", whole("blocksize", 2))
                .node("DepthToSpace", "back", "a", "y", whole("blocksize", 2));
        gives(run(both, 1, 3, 4, 6), new int[] {1, 3, 4, 6}, i -> i + 1);
        TinyGraph columnsFirst = one("DepthToSpace", dims(1, 8, 1, 1), whole("blocksize", 2), text("mode", "CRD"));
        gives(run(columnsFirst, 1, 8, 1, 1), new int[] {1, 2, 2, 2}, i -> i + 1);
        assertThatThrownBy(() -> run(one("DepthToSpace", dims(1, 8, 1, 1), whole("blocksize", 3)), 1, 8, 1, 1))
                .hasMessageContaining("its 8 channels cannot be cut into squares of 3");
    }

    @Test
    void slopesAreOfChannelsOrOfNumbers() throws IOException {
        TinyGraph channels = TinyGraph.of(1, 2, 1, 2).numbers("s", dims(2, 1, 1), 2, 3).node("Neg", "minus", "x", "a")
                .node("PRelu", "node", "a s", "y");
        gives(run(channels, 1, 2, 1, 2), new int[] {1, 2, 1, 2}, -2, -4, -9, -12);
        TinyGraph all = TinyGraph.of(1, 2, 1, 2).numbers("s", dims(2, 1, 2), 2, 3, 4, 5).node("Neg", "minus", "x", "a")
                .node("PRelu", "node", "a s", "y");
        gives(run(all, 1, 2, 1, 2), new int[] {1, 2, 1, 2}, -2, -6, -12, -20);
    }

    @Test
    void clipsAsTheUpperBoundSays() throws IOException {
        gives(run(TinyGraph.of(1, 4).numbers("low", dims(), 3).numbers("high", dims(), 2)
                .node("Clip", "node", "x low high", "y"), 1, 4), new int[] {1, 4}, 2, 2, 2, 2);
        gives(run(TinyGraph.of(1, 4).numbers("high", dims(), 2.5).node("Clip", "node", "x  high", "y"), 1, 4),
                new int[] {1, 4}, 1, 2, 2.5, 2.5);
        gives(run(one("Clip", dims(1, 4), number("min", 1.5), number("max", 3)).opset(6), 1, 4), new int[] {1, 4}, 1.5,
                2, 3,
                3);
    }

    @Test
    void raisesToAPower() throws IOException {
        gives(run(TinyGraph.of(1, 4).numbers("e", dims(), 3).node("Pow", "node", "x e", "y"), 1, 4), new int[] {1, 4},
                1, 8, 27, 64);
        gives(run(
                TinyGraph.of(1, 4).numbers("e", dims(), 1).node("Pow", "node", "x e", "a").node("Sqrt", "root", "a",
                        "y"),
                1, 4), new int[] {1, 4}, i -> Math.sqrt(i + 1));
    }

    @Test
    void padsAndCutsAroundTheCentre() throws IOException {
        gives(run(TinyGraph.of(1, 2, 3).opset(18).integers("shape", 5, 2).node("CenterCropPad", "node", "x shape", "y",
                TinyGraph.ints("axes", 2, 1)), 1, 2, 3), new int[] {1, 2, 5}, 0, 1, 2, 3, 0, 0, 4, 5, 6, 0);
        gives(run(TinyGraph.of(1, 5).opset(18).integers("shape", 1, 2).node("CenterCropPad", "node", "x shape", "y"), 1,
                5),
                new int[] {1, 2}, 2, 3);
    }

    /** One behind the other, those with attributes and constants that say how large something is. */
    static TinyGraph manyOperators() {
        return TinyGraph.of(-1, 2, 4, 4).opset(18).integers("pads", 0, 0, 1, 1, 0, 0, 2, 1)
                .numbers("scales", 1, 1, 1.5, 2)
                .numbers("w", dims(2, 3, 2, 2))
                .numbers("slopes", dims(3, 1, 1), 1, 2, 3).numbers("s", 1, 2, 3).numbers("exponent", dims(), 3)
                .integers("sizes", 9, 8)
                .node("Pad", "pad", "x pads", "a", text("mode", "edge"))
                .node("Resize", "grow", "a  scales", "b", text("mode", "cubic"), number("cubic_coeff_a", -0.5))
                .node("ConvTranspose", "back", "b w", "c", TinyGraph.ints("strides", 2, 3),
                        TinyGraph.ints("output_padding", 1, 2), TinyGraph.ints("pads", 1, 0, 0, 1))
                .node("PRelu", "prelu", "c slopes", "d")
                .node("GroupNormalization", "group", "d s s", "e", whole("num_groups", 3))
                .node("LpPool", "pool", "e", "f", TinyGraph.ints("kernel_shape", 3, 3), TinyGraph.ints("strides", 2, 2))
                .node("Resize", "fit", "f   sizes", "g", TinyGraph.ints("axes", 2, 3), whole("antialias", 1),
                        text("mode", "linear"), text("keep_aspect_ratio_policy", "not_larger"))
                .node("SpaceToDepth", "deep", "g", "h", whole("blocksize", 2))
                .node("Shrink", "shrink", "h", "i", number("lambd", 0.1))
                .node("Pow", "power", "i exponent", "j")
                .node("LRN", "neighbours", "j", "k", whole("size", 3))
                .node("LpNormalization", "length", "k", "l", whole("axis", 1))
                .node("GlobalAveragePool", "mean", "l", "y");
    }

    @Test
    void manyOperatorsMakeANetwork() throws IOException {
        assertThat(Onnx.read(manyOperators().in(folder)).network().outputAxes()).containsExactly(1, 12, 1, 1);
    }
}
