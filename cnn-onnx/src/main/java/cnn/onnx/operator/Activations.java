package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.Dropout;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Relu6;
import cnn.layers.activation.Softmax;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Operator;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions of each number alone, whatever its axes, and those along one axis. */
final class Activations {
    private Activations() {
    }

    /** A function of each number alone. */
    static Operator of(Function<Attributes, Layer> layer) {
        return step -> step.give(step.add(layer.apply(step.attributes()), Map.of(), step.activation(0)));
    }

    static void clip(Step step) {
        double low = bound(step.constantOrNull(1), step.attributes().number("min", -Float.MAX_VALUE));
        double high = bound(step.constantOrNull(2), step.attributes().number("max", Float.MAX_VALUE));
        Activation value = step.activation(0);
        boolean open = high >= Float.MAX_VALUE;
        if (low <= -Float.MAX_VALUE && open) {
            step.give(value);
        } else if (low == 0 && (open || high == 6)) {
            step.give(step.add(open ? new Relu() : new Relu6(), Map.of(), value));
        } else {
            throw new Unsupported("it clips to [" + low + ", " + high + "], and 0 to 6 or from 0 on are read");
        }
    }

    private static double bound(@Nullable Constant given, float otherwise) {
        return given == null ? otherwise : given.number(0);
    }

    static void softmax(Step step) {
        alongAxis(step, new Softmax());
    }

    static void logSoftmax(Step step) {
        alongAxis(step, new LogSoftmax());
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
        step.give(rate > 0 && rate < 1 ? step.add(Dropout.of((float) rate), Map.of(), value) : value);
    }
}
