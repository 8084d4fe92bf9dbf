package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.onnx.file.TensorReader;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One of ONNX's backend tests, put through the importer: the graph's first input is the network's, the others are constants, as weights
 * are. The first axis is the batch where the operators leave it alone, else the whole input is one example.
 */
record OnnxTest(Path folder) {
    /** Imports the graph, computes its first output and compares it with the one due. */
    void run(Engine engine) throws IOException {
        OnnxModel model = Onnx.read(folder.resolve("model.onnx"));
        Constant first = data("input_0.pb");
        List<Input> inputs = model.graph().inputs();
        for (int i = 1; i < inputs.size(); i++) {
            model = model.with(inputs.get(i).name(), data("input_" + i + ".pb"));
        }
        model = model.output(model.graph().outputs().getFirst());
        Constant due = data("output_0.pb");
        ImportedNetwork network;
        boolean batched = first.rank() > 0;
        try {
            network = batched ? model.network() : model.wholeInput().network();
        } catch (IllegalArgumentException e) {
            network = model.wholeInput().network();
            batched = false;
        }
        compare(network, batched, batched && first.rank() == 4 && !model.channelsLast(), first, due, engine);
    }

    private static void compare(ImportedNetwork network, boolean batched, boolean turned, Constant first, Constant due,
            Engine engine) {
        assertThat(network.outputAxes()).as("axes").containsExactly(due.dims());
        int batch = batched ? first.dims()[0] : 1;
        Session session = Session.forPrediction(network.network(), network.weights(), engine, batch);
        float[] in = (turned ? first.permute(0, 2, 3, 1) : first).asFloats();
        System.arraycopy(in, 0, session.input(), 0, in.length);
        session.forward(batch, false, 0);
        float[] expected = (batched && due.rank() == 4 ? due.permute(0, 2, 3, 1) : due).asFloats();
        float[] actual = session.output();
        for (int i = 0; i < expected.length; i++) {
            double distance = Math.abs((double) actual[i] - expected[i]);
            // the tolerance of ONNX's own runner
            boolean same = Float.compare(actual[i], expected[i]) == 0
                    || distance <= 1e-7 + 1e-3 * Math.abs(expected[i]);
            assertThat(same).as("[%d] is %s and should be %s", i, actual[i], expected[i]).isTrue();
        }
    }

    private Constant data(String file) throws IOException {
        return new TensorReader(null).read(TensorProto
                .parseFrom(Files.readAllBytes(folder.resolve("test_data_set_0").resolve(file))));
    }
}
