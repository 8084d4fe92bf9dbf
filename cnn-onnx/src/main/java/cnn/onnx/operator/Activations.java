package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.Dropout;
import cnn.layers.activation.Hardmax;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.activation.Softmax;
import cnn.layers.arithmetic.Affine;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Operator;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Map;
import java.util.function.Function;

/** Functions of each number alone, whatever its axes, and those along one axis. */
final class Activations {
    private Activations() {
    }

    /** A function of each number alone. */
    static Operator of(Function<Attributes, Layer> layer) {
        return step -> step.give(step.add(layer.apply(step.attributes()), Map.of(), step.activation(0)));
    }

    static void softmax(Step step) {
        alongAxis(step, new Softmax());
    }

    static void logSoftmax(Step step) {
        alongAxis(step, new LogSoftmax());
    }

    static void hardmax(Step step) {
        alongAxis(step, new Hardmax());
    }

    /** Before opset 13 all axes from the given one on are one. */
    private static void alongAxis(Step step, Layer layer) {
        Activation value = step.activation(0);
        int rank = value.rank();
        if (step.opset() >= 13) {
            int axis = step.axis(step.attributes().integer("axis", -1), rank);
            step.give(step.add(layer, Map.of(), step.arranged(value, step.axesWithLast(rank, axis))));
            return;
        }
        int axis = step.axis(step.attributes().integer("axis", 1), rank);
        if (step.batched() && axis == 0) {
            throw new Unsupported("it works along the batch");
        }
        int rows = 1;
        for (int before = step.batched() ? 1 : 0; before < axis; before++) {
            rows *= value.dims()[before];
        }
        Activation plain = rows == 1 ? value : step.plain(value);
        int width = value.size() / rows;
        step.give(step.add(layer, Map.of(),
                step.shaped(plain, rows == 1 ? Shape.vector(width) : Shape.of(rows, width))));
    }

    /** Nothing in prediction; a layer all the same, for who trains on. */
    static void dropout(Step step) {
        Constant ratio = step.constantOrNull(1);
        Constant training = step.constantOrNull(2);
        double rate = ratio == null
                ? Normalizations.decimal(step.attributes().number("ratio", 0.5f))
                : ratio.number(0);
        if (training != null && training.number(0) != 0 && rate > 0) {
            throw new Unsupported("it is exported as in training, and its chance is not ours");
        }
        Activation value = step.activation(0);
        step.give(0, rate > 0 && rate < 1 ? step.add(Dropout.of((float) rate), Map.of(), value) : value);
        if (step.isTaken(1)) { // nothing is dropped
            step.give(1, step.add(Affine.of().factor(0).offset(1), Map.of(), value).as(Element.BOOL));
        }
    }
}
