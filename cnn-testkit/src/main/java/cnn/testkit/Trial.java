package cnn.testkit;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Param;
import java.util.ArrayList;
import java.util.List;

/** A layer case, bound, with the inputs and parameters that its checks use. */
final class Trial {
    private final LayerCase layerCase;
    private final BoundLayer bound;
    private final List<float[]> values = new ArrayList<>();

    Trial(LayerCase layerCase) {
        this.layerCase = layerCase;
        bound = bind();
        LayerRun first = new LayerRun(bound, 3, PassOptions.forTraining());
        for (Param param : bound.params()) {
            float[] data = first.values(param);
            for (int i = 0; param.trained() && i < data.length; i++) { // off the special values: bias 0, scale 1
                data[i] += 0.5f * Rng.uniform(99 + param.index(), i) - 0.25f;
            }
            values.add(data);
        }
        boolean states = bound.params().stream().anyMatch(param -> !param.trained());
        for (int step = 0; states && step < 3; step++) { // running statistics move away from 0 and 1
            first.forward(inputs(3, 70 + step));
        }
    }

    LayerCase layerCase() {
        return layerCase;
    }

    BoundLayer bound() {
        return bound;
    }

    Subject subject() {
        return bound.subject();
    }

    /** The layer bound once more. */
    BoundLayer bind() {
        return BoundLayer.of("layer", layerCase.layer(), layerCase.inputs());
    }

    /** A run with this trial's parameters and states. */
    LayerRun run(int batch, PassOptions options) {
        return run(bound, batch, options);
    }

    LayerRun run(BoundLayer other, int batch, PassOptions options) {
        LayerRun run = new LayerRun(other, batch, options);
        for (Param param : other.params()) {
            float[] from = values.get(param.index());
            System.arraycopy(from, 0, run.values(param), 0, from.length);
        }
        return run;
    }

    /** Random inputs of the case's range. */
    float[][] inputs(int batch, long seed) {
        float[][] inputs = new float[layerCase.inputs().size()][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = uniform(layerCase.inputs().get(i), batch, Rng.key(seed, i), layerCase.low(), layerCase.high());
        }
        return inputs;
    }

    /** A random output gradient. */
    float[] outputGradient(int batch, long seed) {
        return uniform(bound.output(), batch, Rng.key(seed, -1), -1, 1);
    }

    /** Output, input gradients and parameter gradients of one step, in that order; empty where nobody wants one. */
    List<float[]> step(LayerRun run, long seed) {
        List<float[]> results = new ArrayList<>();
        results.add(run.forward(inputs(run.batch(), seed)));
        run.backward(outputGradient(run.batch(), seed));
        for (int i = 0; i < layerCase.inputs().size(); i++) {
            results.add(run.wants(i) ? run.inputGradient(i) : new float[0]);
        }
        for (Param param : run.layer().params()) {
            results.add(run.isFrozen(param)
                    ? new float[0]
                    : param.trained() ? run.gradient(param) : run.values(param).clone());
        }
        return results;
    }

    /** What {@link #step} gave at an index. */
    String resultName(int index) {
        int inputs = layerCase.inputs().size();
        if (index == 0) {
            return "the output";
        }
        if (index <= inputs) {
            return "the gradient of input " + (index - 1);
        }
        Param param = bound.params().get(index - 1 - inputs);
        return (param.trained() ? "the gradient of " : "the state ") + param.name();
    }

    private static float[] uniform(Shape shape, int batch, long key, float low, float high) {
        float[] numbers = new float[shape.size() * batch];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = low + (high - low) * Rng.uniform(key, i);
        }
        return numbers;
    }
}
