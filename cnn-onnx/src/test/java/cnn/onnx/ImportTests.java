package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import cnn.api.Shape;
import cnn.core.model.Model;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.Padding;
import cnn.layers.activation.Softmax;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTests {
    @TempDir private Path folder;

    private OnnxModel read(TinyGraph graph) throws IOException {
        return Onnx.read(graph.in(folder));
    }

    private List<String> layers(TinyGraph graph) throws IOException {
        return read(graph).network().network().nodes().stream().map(Node::name).toList();
    }

    @Test
    void aSoftmaxAtTheEndBelongsToTheLoss() throws IOException {
        Model model = read(TinyGraph.network()).classes("a", "b", "c", "d", "e").model();
        assertThat(model.network().nodes().stream().map(Node::name)).containsExactly("conv", "relu", "pool",
                "dense/reshape", "dense");
        assertThat(model.classes()).containsExactly("a", "b", "c", "d", "e");
        assertThat(layers(TinyGraph.network())).endsWith("dense", "softmax");
    }

    @Test
    void transposesBetweenChannelsFirstAndLastCancel() throws IOException {
        assertThat(layers(TinyGraph.of(1, 8, 8, 3).weights("w", 2, 3, 1, 1)
                .node("Transpose", "first", "x", "a", TinyGraph.ints("perm", 0, 3, 1, 2))
                .node("Conv", "conv", "a w", "b")
                .node("Transpose", "last", "b", "c", TinyGraph.ints("perm", 0, 2, 3, 1))
                .node("Relu", "relu", "c", "y"))).startsWith("conv", "relu");
    }

    @Test
    void classesMustBeAsManyAsNumbers() throws IOException {
        OnnxModel model = read(TinyGraph.network()).classes("cat", "dog");
        assertThatThrownBy(model::model)
                .hasMessage("The model gives 5 numbers, but 2 classes were named. Name as many, in "
                        + "the order of the numbers.");
    }

    @Test
    void listsAllThatCannotBeImported() throws IOException {
        OnnxModel model = read(TinyGraph.of(1, 4).node("GRU", "one", "x", "a").node("GRU", "two", "a", "b")
                .node("LSTM", "three", "b", "y"));
        assertThatThrownBy(model::network).hasMessage("The model has 3 nodes that cannot be imported:\n"
                + "  GRU (no layer carries a state from one position to the next): 2 nodes, one, two\n"
                + "  LSTM (no layer carries a state from one position to the next): 1 node, three\n"
                + "What can be imported is listed in docs/onnx.md. Export the model with other operators, or cut it before "
                + "these nodes.");
    }

    @Test
    void refusesCircles() {
        assertThatThrownBy(() -> read(TinyGraph.of(1, 4).node("Add", "one", "x b", "a").node("Relu", "two", "a", "b")
                .node("Relu", "three", "b", "y"))).hasMessageContaining("The graph goes in a circle through the nodes ")
                .hasMessageContaining("one").hasMessageContaining("two");
    }

    @Test
    void refusesWhatIsGivenTwiceOrByNobody() {
        assertThatThrownBy(() -> read(TinyGraph.of(1, 4).node("Relu", "one", "x", "y").node("Relu", "two", "x", "y")))
                .hasMessage(
                        "The graph has the value 'y' twice, but a value is given by one input, initializer or node. "
                                + "Export the model again.");
        assertThatThrownBy(() -> read(TinyGraph.of(1, 4).node("Relu", "one", "z", "y"))).hasMessage(
                "Node 'one' (Relu) takes the value 'z', which no input, initializer or node gives. Export the model again.");
    }

    @Test
    void refusesOtherOpsets() {
        assertThatThrownBy(() -> read(TinyGraph.network().opset(99))).hasMessage("'" + folder.resolve("net.onnx")
                + "' uses ONNX's operators of version 99, but those from 6 to 25 can be read. Export the model with "
                + "opset_version=17.");
    }

    @Test
    void readsWeightsBesideTheModelAndNowhereElse() throws IOException {
        Path secret = Files.write(folder.resolve("secret.bin"), new byte[16]);
        Path inside = Files.createDirectory(folder.resolve("model"));
        Files.write(inside.resolve("w.bin"), new byte[16]);
        assertThat(Onnx.read(external("w.bin").in(inside)).network().network().nodes()).hasSize(1);
        for (String place : new String[] {"../secret.bin", secret.toString(), ""}) {
            assertThatThrownBy(() -> Onnx.read(external(place).in(inside))).hasMessage("Tensor 'w' lies in '" + place
                    + "'. Its file must be in the model's own folder, named by a path relative to it.");
        }
        Files.createSymbolicLink(inside.resolve("link.bin"), secret);
        assertThatThrownBy(() -> Onnx.read(external("link.bin").in(inside))).hasMessageContaining("own folder");
    }

    private static TinyGraph external(String place) {
        return TinyGraph.of(1, 2)
                .tensor(TensorProto.newBuilder().setName("w").setDataType(1).addDims(2).addDims(2)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(place))
                        .build())
                .node("MatMul", "dense", "x w", "y");
    }

    @Test
    void refusesLengthsThatLie() {
        TensorProto huge = TensorProto.newBuilder().setName("w").setDataType(1).addDims(1L << 40).build();
        assertThatThrownBy(() -> read(TinyGraph.of(1, 2).tensor(huge).node("Add", "add", "x w", "y")))
                .hasMessageContaining("Tensor 'w' has the axes [1099511627776]");
        TensorProto few = TensorProto.newBuilder().setName("w").setDataType(1).addDims(3).addFloatData(1).build();
        assertThatThrownBy(() -> read(TinyGraph.of(1, 2).tensor(few).node("Add", "add", "x w", "y"))).hasMessage(
                "Tensor 'w' has the axes [3], which need 3 numbers, but the file holds 1. The file is damaged.");
    }

    /** 2 MiB of weights, of which the network has its own: the file's bytes and the network's arrays, and nothing else that is large. */
    @Test
    void weightsAreMadeOnce() throws IOException {
        Path file = folder.resolve("large.onnx");
        Onnx.export(large(), Weights.init(large(), 3)).write(file);
        long size = Files.size(file);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            Onnx.read(file).model();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(size).isGreaterThan(2 << 20);
        assertThat(least).isLessThan(size * 5 / 2);
    }

    private static Network large() {
        return Network.of(Shape.image(8, 8, 16), Conv2d.of(64, 3).padding(Padding.SAME), new Flatten(),
                Dense.of(128), new Softmax());
    }

    @Test
    void whatANetworkLearnsLeavesTheFilesNumbersAlone() throws IOException {
        OnnxModel model = read(TinyGraph.of(-1, 4).weights("w", 4, 4).weights("b", 4).node("MatMul", "one", "x w", "a")
                .node("Add", "shift", "a b", "c").node("MatMul", "two", "c w", "d").node("Add", "again", "d b", "y"));
        ImportedNetwork first = model.network();
        List<float[]> arrays = first.network().params().stream().map(first.weights()::values).toList();
        List<float[]> before = arrays.stream().map(float[]::clone).toList();
        for (int i = 0; i < arrays.size(); i++) {
            Arrays.fill(arrays.get(i), -i);
        }
        assertThat(arrays).allMatch(array -> array[0] == -arrays.indexOf(array));
        ImportedNetwork second = model.network();
        assertThat(second.network().params().stream().map(second.weights()::values).toList())
                .usingRecursiveComparison().isEqualTo(before);
    }
}
