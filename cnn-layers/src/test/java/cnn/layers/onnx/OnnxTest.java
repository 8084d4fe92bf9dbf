package cnn.layers.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of ONNX's backend tests: a small graph, its inputs, and the outputs due.
 *
 * @param name the folder's name
 * @param opset version of the operators
 * @param nodes the operations, constants left out
 * @param tensors inputs, initializers and constants by name
 * @param outputs the graph's outputs due, by name
 */
record OnnxTest(String name, int opset, List<OnnxNode> nodes, Map<String, OnnxTensor> tensors,
        Map<String, OnnxTensor> outputs) {
    /** The operations alone. */
    static List<OnnxNode> nodesOf(Path folder) throws IOException {
        List<OnnxNode> nodes = new ArrayList<>();
        for (ByteString bytes : graph(model(folder)).getField(1).getLengthDelimitedList()) {
            OnnxNode node = OnnxNode.parse(bytes);
            if (!node.op().equals("Constant")) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    static OnnxTest read(Path folder) throws IOException {
        UnknownFieldSet graph = graph(model(folder));
        Map<String, OnnxTensor> tensors = new HashMap<>();
        for (ByteString initializer : graph.getField(5).getLengthDelimitedList()) {
            OnnxTensor tensor = OnnxTensor.parse(initializer);
            tensors.put(tensor.name(), tensor);
        }
        List<OnnxNode> nodes = new ArrayList<>();
        for (ByteString bytes : graph.getField(1).getLengthDelimitedList()) {
            OnnxNode node = OnnxNode.parse(bytes);
            OnnxTensor value = node.op().equals("Constant") ? node.tensor("value") : null;
            if (value == null) {
                nodes.add(node);
            } else {
                tensors.put(node.outputs().getFirst(), value);
            }
        }
        readData(folder, "input_", graph.getField(11), tensors);
        Map<String, OnnxTensor> outputs = new HashMap<>();
        readData(folder, "output_", graph.getField(12), outputs);
        return new OnnxTest(folder.getFileName().toString(), opset(folder), nodes, tensors, outputs);
    }

    /** Reads data files in the order of the graph's declarations (ValueInfoProto). */
    private static void readData(Path folder, String prefix, UnknownFieldSet.Field declarations,
            Map<String, OnnxTensor> into) throws IOException {
        int number = 0;
        for (ByteString declaration : declarations.getLengthDelimitedList()) {
            String declared = OnnxNode.strings(UnknownFieldSet.parseFrom(declaration).getField(1)).getFirst();
            Path file = folder.resolve("test_data_set_0").resolve(prefix + number + ".pb");
            if (!into.containsKey(declared) && Files.exists(file)) {
                into.put(declared, OnnxTensor.parse(ByteString.copyFrom(Files.readAllBytes(file))));
                number++;
            }
        }
    }

    private static UnknownFieldSet model(Path folder) throws IOException {
        return UnknownFieldSet.parseFrom(Files.readAllBytes(folder.resolve("model.onnx")));
    }

    /** The GraphProto of a ModelProto. */
    private static UnknownFieldSet graph(UnknownFieldSet model) throws IOException {
        return UnknownFieldSet.parseFrom(model.getField(7).getLengthDelimitedList().getFirst());
    }

    /** The version of the first OperatorSetIdProto; tests of one operator have one. */
    private static int opset(Path folder) throws IOException {
        ByteString first = model(folder).getField(8).getLengthDelimitedList().getFirst();
        return Math.toIntExact(UnknownFieldSet.parseFrom(first).getField(2).getVarintList().getFirst());
    }

    /** The only operation. */
    OnnxNode node() {
        return nodes.getFirst();
    }

    /** An input of the only operation. */
    OnnxTensor input(int index) {
        return Objects.requireNonNull(inputOrNull(index), () -> name + " has no input " + index);
    }

    /** An input of the only operation, null where it is left out. */
    @Nullable
    OnnxTensor inputOrNull(int index) {
        return index < node().inputs().size() ? tensors.get(node().inputs().get(index)) : null;
    }

    /** An output due of the only operation. */
    OnnxTensor output(int index) {
        return Objects.requireNonNull(outputs.get(node().outputs().get(index)),
                () -> name + " has no output " + index);
    }
}
