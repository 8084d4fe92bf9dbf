package cnn.onnx.operator;

import cnn.layers.BatchNorm;
import cnn.layers.normalization.InstanceNorm;
import cnn.layers.normalization.LocalResponseNorm;
import cnn.onnx.graph.Attributes;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Map;
import java.util.stream.IntStream;

/** What has a number for each channel. */
final class Normalizations {
    private Normalizations() {
    }

    /** A value with its channels, ONNX's axis 1, last in memory. */
    static Activation channelsLast(Step step, Activation value) {
        if (value.rank() < 2) {
            throw new Unsupported("it takes " + value.text() + ", which has no channels");
        }
        if (!step.batched() && value.dims()[0] > 1) {
            throw new Unsupported("its first axis is the batch");
        }
        return step.arranged(value, IntStream.concat(IntStream.range(2, value.rank()), IntStream.of(1)).toArray());
    }

    static void batch(Step step) {
        Attributes given = step.attributes();
        if (given.flag("training_mode")) {
            throw new Unsupported("it is exported as in training");
        }
        BatchNorm layer = new BatchNorm(decimal(given.number("momentum", 0.9f)),
                decimal(given.number("epsilon", 1e-5f)));
        step.give(step.add(layer, Map.of("scale", step.constant(1).asFloats(), "shift", step.constant(2).asFloats(),
                "mean", step.constant(3).asFloats(), "variance", step.constant(4).asFloats()),
                channelsLast(step, step.activation(0))));
    }

    static void instance(Step step) {
        Activation value = step.activation(0);
        step.give(Images.given(step, step.add(new InstanceNorm(decimal(step.attributes().number("epsilon", 1e-5f))),
                Map.of("scale", step.constant(1).asFloats(), "shift", step.constant(2).asFloats()),
                Images.of(step, value)), value));
    }

    static void localResponse(Step step) {
        Attributes given = step.attributes();
        Activation value = step.activation(0);
        step.give(Images.given(step,
                step.add(new LocalResponseNorm(Math.toIntExact(given.integer("size", 5)),
                        decimal(given.number("alpha", 0.0001f)), decimal(given.number("beta", 0.75f)),
                        decimal(given.number("bias", 1))), Map.of(), Images.of(step, value)),
                value));
    }

    /** ONNX writes floats: 1e-5f is the double 0.00001 to seven digits. */
    static double decimal(float number) {
        return Double.parseDouble(Float.toString(number));
    }
}
