package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import cnn.api.Shape;
import cnn.core.interop.LoadedWeights;
import cnn.core.interop.StateDict;
import cnn.core.network.Node;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.onnx.file.TensorReader;
import cnn.onnx.graph.Constant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layers that PyTorch has exported, read in two ways: their weights as a state dict in PyTorch's layouts come to be the very numbers that
 * the importer makes of them, and those compute what PyTorch computed ({@link ConformanceTests}).
 */
class PyTorchLayersTests {
    /** What PyTorch calls a node's inputs behind the first. */
    private static final Map<String, List<String>> PARAMETERS = Map.of("Conv", List.of("weight", "bias"),
            "ConvTranspose",
            List.of("weight", "bias"), "BatchNormalization", List.of("weight", "bias", "running_mean", "running_var"),
            "PRelu",
            List.of("weight"));
    /** Convolutions of signals, images and volumes, grouped and depthwise ones, normalisations and slopes. */
    private static final int LEAST = 15;

    @TempDir private Path folder;

    @Test
    void areReadFromStateDictsAsFromGraphs() throws IOException {
        List<String> compared = new ArrayList<>();
        try (Stream<Path> tests = Files.list(SharedData.at("onnx-conformance").resolve("pytorch-converted"))) {
            for (Path test : tests.sorted().toList()) {
                if (compare(test.resolve("model.onnx"))) {
                    compared.add(test.getFileName().toString());
                }
            }
        }
        assertThat(compared).hasSizeGreaterThanOrEqualTo(LEAST).contains("test_Conv1d_groups", "test_Conv2d_depthwise",
                "test_BatchNorm2d_eval", "test_PReLU_2d_multiparam");
    }

    /** False where the graph has no such layer, or one that the importer refuses. */
    private boolean compare(Path model) throws IOException {
        GraphProto graph = ModelProto.parseFrom(Files.readAllBytes(model)).getGraph();
        NodeProto layer = graph.getNodeList().stream().filter(node -> PARAMETERS.containsKey(node.getOpType()))
                .findFirst()
                .orElse(null);
        ImportedNetwork imported;
        try {
            imported = layer == null ? null : Onnx.read(model).network();
        } catch (IllegalArgumentException e) {
            return false;
        }
        List<Node> learns = imported == null
                ? List.of()
                : imported.network().nodes().stream().filter(node -> !node.params().isEmpty()).toList();
        if (learns.size() != 1) {
            return false;
        }
        Path file = folder.resolve("weights.safetensors");
        write(graph, layer, learns.getFirst().name().replace('/', '.'), file);
        LoadedWeights loaded = StateDict.read(file).into(imported.network());
        assertThat(loaded.left()).isEmpty();
        learns.getFirst().params()
                .forEach(param -> assertThat(loaded.weights().values(param)).as(model + " " + param.name())
                        .isEqualTo(imported.weights().values(param)));
        return true;
    }

    private static void write(GraphProto graph, NodeProto layer, String name, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter();
        List<String> parameters = PARAMETERS.get(layer.getOpType());
        for (int i = 1; i < layer.getInputCount(); i++) {
            String input = layer.getInput(i);
            TensorProto tensor = graph.getInitializerList().stream().filter(one -> one.getName().equals(input))
                    .findFirst()
                    .orElseThrow();
            Constant value = new TensorReader(null).read(tensor);
            writer.add(name + "." + parameters.get(i - 1), Shape.of(value.dims()), value.asFloats());
        }
        writer.write(file);
    }
}
