package cnn.onnx.layer;

import cnn.layers.activation.Celu;
import cnn.layers.activation.Clip;
import cnn.layers.activation.ConstantPower;
import cnn.layers.activation.Elu;
import cnn.layers.activation.Gelu;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.LeakyRelu;
import cnn.layers.activation.Mish;
import cnn.layers.activation.Prelu;
import cnn.layers.activation.Relu6;
import cnn.layers.activation.Selu;
import cnn.layers.activation.Shrink;
import cnn.layers.activation.Silu;
import cnn.layers.activation.ThresholdedRelu;
import cnn.layers.activation.Unary;
import cnn.core.network.Temperature;
import cnn.api.layer.Layer;
import cnn.onnx.export.LayerExport;
import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Value;
import cnn.onnx.graph.Attributes;
import java.util.Locale;

/** Functions of each number alone, whatever its axes, and those along the channels. */
final class Activations {
    private Activations() {
    }

    /** A function of each number alone that is one operator and is told nothing. */
    static LayerExport<Layer> of(String operator) {
        return (_, step) -> ended(step, operator, Attributes.NONE);
    }

    private static Value ended(Step step, String operator, Attributes attributes) {
        Tensor tensor = step.input().tensor();
        return step.input().with(step.end(operator, attributes, tensor.dims(), tensor));
    }

    static Value leakyRelu(LeakyRelu layer, Step step) {
        return ended(step, "LeakyRelu", Attributes.NONE.with("alpha", layer.slope()));
    }

    static Value elu(Elu layer, Step step) {
        return ended(step, "Elu", Attributes.NONE.with("alpha", layer.alpha()));
    }

    static Value selu(Selu layer, Step step) {
        return ended(step, "Selu", Attributes.NONE.with("alpha", layer.alpha()).with("gamma", layer.scale()));
    }

    static Value hardSigmoid(HardSigmoid layer, Step step) {
        return ended(step, "HardSigmoid", Attributes.NONE.with("alpha", layer.slope()).with("beta", layer.offset()));
    }

    static Value relu6(Relu6 layer, Step step) {
        Tensor tensor = step.input().tensor();
        return step.input()
                .with(step.end("Clip", tensor.dims(), tensor, step.constant("min", 0), step.constant("max", 6)));
    }

    static Value silu(Silu layer, Step step) {
        Tensor x = step.input().tensor();
        Tensor gate = step.add("Sigmoid", x.dims(), x);
        return step.input().with(step.end("Mul", x.dims(), x, gate));
    }

    static Value mish(Mish layer, Step step) {
        if (step.has(18)) {
            return ended(step, "Mish", Attributes.NONE);
        }
        Tensor x = step.input().tensor();
        Tensor gate = step.add("Tanh", x.dims(), step.add("Softplus", x.dims(), x));
        return step.input().with(step.end("Mul", x.dims(), x, gate));
    }

    static Value gelu(Gelu layer, Step step) {
        boolean exact = layer.form() == Gelu.Form.EXACT;
        if (step.has(20)) {
            return ended(step, "Gelu", exact ? Attributes.NONE : Attributes.NONE.with("approximate", "tanh"));
        }
        Tensor x = step.input().tensor();
        int[] dims = x.dims();
        Tensor bent = exact
                ? step.add("Erf", dims, step.add("Div", dims, x, step.constant("root", Math.sqrt(2))))
                : step.add("Tanh", dims, tanhArgument(step, x));
        Tensor raised = step.add("Add", dims, bent, step.constant("one", 1));
        Tensor product = step.add("Mul", dims, x, raised);
        return step.input().with(step.end("Mul", dims, product, step.constant("half", 0.5)));
    }

    /** √(2/π) · (x + 0.044715 x³). */
    private static Tensor tanhArgument(Step step, Tensor x) {
        int[] dims = x.dims();
        Tensor cube = step.add("Mul", dims, step.add("Mul", dims, x, x), x);
        Tensor sum = step.add("Add", dims, x, step.add("Mul", dims, cube, step.constant("cubic", 0.044715)));
        return step.add("Mul", dims, sum, step.constant("factor", Math.sqrt(2 / Math.PI)));
    }

    /** A slope for each channel. */
    static Value prelu(Prelu layer, Step step) {
        PerChannel value = PerChannel.of(step);
        return value.with(step.end("PRelu", value.dims(), value.tensor(), value.numbers(step, "slope")));
    }

    /** Along the channels. */
    static LayerExport<Layer> alongChannels(String operator) {
        return (_, step) -> {
            Value value = PerChannel.of(step).value();
            Tensor tensor = value.tensor();
            return value.with(step.end(operator, Attributes.NONE.with("axis", 1), tensor.dims(), tensor));
        };
    }

    static Value temperature(Temperature layer, Step step) {
        Tensor tensor = step.input().tensor();
        return step.input().with(step.end("Div", tensor.dims(), tensor, step.constant("temperature", layer.value())));
    }

    static Value celu(Celu layer, Step step) {
        return ended(step, "Celu", Attributes.NONE.with("alpha", layer.alpha()));
    }

    static Value thresholdedRelu(ThresholdedRelu layer, Step step) {
        return ended(step, "ThresholdedRelu", Attributes.NONE.with("alpha", layer.threshold()));
    }

    static Value shrink(Shrink layer, Step step) {
        return ended(step, "Shrink", Attributes.NONE.with("lambd", layer.threshold()).with("bias", layer.bias()));
    }

    static Value clip(Clip layer, Step step) {
        Tensor tensor = step.input().tensor();
        return step.input().with(step.end("Clip", tensor.dims(), tensor, step.constant("low", layer.low()),
                step.constant("high", layer.high())));
    }

    /** Its function's name is the operator's. */
    static Value unary(Unary layer, Step step) {
        String name = layer.function().name();
        return ended(step, name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT), Attributes.NONE);
    }

    static Value power(ConstantPower layer, Step step) {
        Tensor tensor = step.input().tensor();
        return step.input().with(step.end("Pow", tensor.dims(), tensor, step.constant("exponent", layer.exponent())));
    }
}
