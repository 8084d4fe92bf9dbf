package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.core.engine.Engine;
import cnn.onnx.file.TensorReader;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of ONNX's backend tests, put through the importer by the names of its inputs and outputs. Where a graph has weights or
 * settings among its inputs, which a network must know beforehand, those behind the first are constants.
 */
record OnnxTest(Path folder) {
    /** How a test went that was not refused. */
    enum Way {
        /** All inputs came in as such. */
        BY_NAME,
        /** Those behind the first were constants. */
        WITH_CONSTANTS
    }

    /** Imports the graph, computes its outputs and compares them with those due. */
    Way run(Engine engine) throws IOException {
        OnnxModel model = Onnx.read(folder.resolve("model.onnx"));
        Map<String, Constant> given = new HashMap<>();
        List<Input> inputs = model.graph().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            given.put(inputs.get(i).name(), data("input_" + i + ".pb"));
        }
        NamedPredictor predictor;
        Way way = Way.BY_NAME;
        try {
            predictor = model.predictor(engine);
        } catch (IllegalArgumentException e) {
            if (inputs.size() < 2) {
                throw e;
            }
            for (Input input : inputs.subList(1, inputs.size())) {
                model = model.with(input.name(), given.get(input.name()));
            }
            predictor = model.predictor(engine);
            way = Way.WITH_CONSTANTS;
        }
        Map<String, Tensor> tensors = new HashMap<>();
        for (String name : predictor.inputs()) {
            tensors.put(name, tensor(given.get(name)));
        }
        compare(predictor.predict(tensors), predictor.outputs());
        return way;
    }

    /** The operators of the graph. */
    List<String> operators() {
        return Onnx.read(folder.resolve("model.onnx")).graph().nodes().stream().map(node -> node.operator()).distinct()
                .toList();
    }

    private static Tensor tensor(Constant constant) {
        return new Tensor(Shape.of(constant.rank() == 0 ? new int[] {1} : constant.dims()), constant.asFloats());
    }

    private void compare(Map<String, Tensor> actual, List<String> names) throws IOException {
        for (int output = 0; output < names.size(); output++) {
            Constant due = data("output_" + output + ".pb");
            Tensor given = actual.get(names.get(output));
            assertThat(given.shape()).as("axes").isEqualTo(tensor(due).shape());
            float[] expected = due.asFloats();
            for (int i = 0; i < expected.length; i++) {
                double distance = Math.abs((double) given.data()[i] - expected[i]);
                // the tolerance of ONNX's own runner
                boolean same = Float.compare(given.data()[i], expected[i]) == 0
                        || distance <= 1e-7 + 1e-3 * Math.abs(expected[i]);
                assertThat(same).as("%s[%d] is %s and should be %s", names.get(output), i, given.data()[i], expected[i])
                        .isTrue();
            }
        }
    }

    private Constant data(String file) throws IOException {
        return new TensorReader(null).read(TensorProto
                .parseFrom(Files.readAllBytes(folder.resolve("test_data_set_0").resolve(file))));
    }
}
