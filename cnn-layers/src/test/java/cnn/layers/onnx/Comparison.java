package cnn.layers.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.testkit.LayerRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A layer with inputs, numbers and the output due, all channels-last: what an ONNX test says in our words. */
final class Comparison {
    private final Layer layer;
    private final List<Shape> shapes = new ArrayList<>();
    private final List<float[]> inputs = new ArrayList<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, float[]> states = new LinkedHashMap<>();
    private int batch;
    private boolean training;
    private OnnxTensor expected = new OnnxTensor("", new int[0], OnnxTensor.FLOAT, new float[0]);

    Comparison(Layer layer) {
        this.layer = layer;
    }

    /** An input whose first axis is the batch, the rest one example. */
    Comparison input(OnnxTensor tensor) {
        int[] dims = tensor.dims();
        batch = dims[0];
        shapes.add(dims.length == 1 ? Shape.vector(1) : Shape.of(Arrays.copyOfRange(dims, 1, dims.length)));
        inputs.add(tensor.numbers());
        return this;
    }

    /** The numbers of a parameter or state. */
    Comparison value(String name, float[] numbers) {
        values.put(name, numbers);
        return this;
    }

    /** Runs it as in training. */
    Comparison training() {
        training = true;
        return this;
    }

    /** The output due, its first axis the batch. */
    Comparison gives(OnnxTensor output) {
        expected = output;
        return this;
    }

    /** A state's numbers due afterwards. */
    Comparison leaves(String state, float[] numbers) {
        states.put(state, numbers);
        return this;
    }

    void run() {
        LayerRun run = LayerRun.of(layer, batch, shapes.toArray(Shape[]::new)).with(now -> now.training(training));
        values.forEach((name, numbers) -> {
            assertThat(run.values(name)).as(name).hasSameSizeAs(numbers);
            System.arraycopy(numbers, 0, run.values(name), 0, numbers.length);
        });
        float[] output = run.forward(inputs.toArray(float[][]::new));
        int[] dims = expected.dims();
        assertThat(run.layer().output().size() * batch).as("numbers of output " + run.layer().output()).isEqualTo(
                expected.product(0, dims.length));
        close("output", output, expected.numbers());
        states.forEach((name, numbers) -> close(name, run.values(name), numbers));
    }

    /** Compares at the tolerance of ONNX's own runner: relative 1e-3, absolute 1e-7. */
    static void close(String what, float[] actual, float[] due) {
        assertThat(actual).as(what).hasSameSizeAs(due);
        for (int i = 0; i < due.length; i++) {
            double distance = Math.abs((double) actual[i] - due[i]);
            boolean same = Float.compare(actual[i], due[i]) == 0 || distance <= 1e-7 + 1e-3 * Math.abs(due[i]);
            assertThat(same).as("%s[%d] is %s and should be %s", what, i, actual[i], due[i]).isTrue();
        }
    }
}
