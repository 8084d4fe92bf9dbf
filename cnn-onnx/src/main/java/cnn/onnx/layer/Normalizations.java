package cnn.onnx.layer;

import cnn.layers.BatchNorm;
import cnn.layers.normalization.GroupNorm;
import cnn.layers.normalization.InstanceNorm;
import cnn.layers.normalization.LayerNorm;
import cnn.layers.normalization.LayerScale;
import cnn.layers.normalization.LocalResponseNorm;
import cnn.layers.normalization.LpNorm;
import cnn.layers.normalization.RmsNorm;
import cnn.layers.normalization.WeightStandardization;
import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Value;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import java.util.Arrays;

/** What has numbers for each channel, and what brings numbers to one scale. */
final class Normalizations {
    private static final double NEARLY_NOTHING = 1e-9;

    private Normalizations() {
    }

    static Value batch(BatchNorm layer, Step step) {
        PerChannel value = PerChannel.of(step);
        Attributes attributes = Attributes.NONE.with("epsilon", layer.epsilon()).with("momentum", layer.momentum());
        return value.with(step.end("BatchNormalization", attributes, value.dims(), value.tensor(),
                value.vector(step, "scale"), value.vector(step, "shift"), value.vector(step, "mean"),
                value.vector(step, "variance")));
    }

    static Value instance(InstanceNorm layer, Step step) {
        PerChannel value = PerChannel.of(step);
        return value
                .with(step.end("InstanceNormalization", Attributes.NONE.with("epsilon", layer.epsilon()), value.dims(),
                        value.tensor(), value.vector(step, "scale"), value.vector(step, "shift")));
    }

    /** The groups are normalised as instances are, as PyTorch exports it: ONNX's own operator came late, and was mended later. */
    static Value group(GroupNorm layer, Step step) {
        Value value = step.first(step.input());
        int[] dims = value.tensor().dims();
        int groups = layer.groups();
        int[] cut = {groups, value.tensor().size() / groups};
        float[] ones = new float[groups];
        Arrays.fill(ones, 1);
        Tensor normal = step.add("InstanceNormalization", Attributes.NONE.with("epsilon", layer.epsilon()), cut,
                step.reshaped(value.tensor(), cut), step.constant("ones", Constant.of(new int[] {groups}, ones)),
                step.constant("zeros", Constant.of(new int[] {groups}, new float[groups])));
        Tensor scaled = step.add("Mul", dims, step.reshaped(normal, dims),
                step.channels("scale", step.numbers("scale").asFloats(), dims.length));
        return value.with(step.end("Add", dims, scaled,
                step.channels("shift", step.numbers("shift").asFloats(), dims.length)));
    }

    static Value layer(LayerNorm layer, Step step) {
        Value value = step.last(step.input());
        Attributes attributes = Attributes.NONE.with("axis", -1).with("epsilon", layer.epsilon());
        return value.with(step.end("LayerNormalization", attributes, value.tensor().dims(), value.tensor(),
                step.constant("scale", step.numbers("scale")), step.constant("shift", step.numbers("shift"))));
    }

    /** x / √(mean of squares + epsilon) · scale: ONNX has an operator for it from version 23 on. */
    static Value rootMeanSquare(RmsNorm layer, Step step) {
        PerChannel value = PerChannel.of(step);
        Tensor x = value.tensor();
        int[] dims = x.dims();
        int[] one = dims.clone();
        one[0] = 1;
        Tensor mean = Reductions.add(step, "ReduceMean", one, step.add("Mul", dims, x, x), 1);
        Tensor root = step.add("Sqrt", one, step.add("Add", one, mean, step.constant("epsilon", layer.epsilon())));
        return value.with(step.end("Mul", dims, step.add("Div", dims, x, root), value.numbers(step, "scale")));
    }

    static Value scale(LayerScale layer, Step step) {
        PerChannel value = PerChannel.of(step);
        return value.with(step.end("Mul", value.dims(), value.tensor(), value.numbers(step, "scale")));
    }

    /** A vector is an image of one pixel. LRN takes an odd number of channels in ONNX Runtime; an even one is summed by pooling. */
    static Value localResponse(LocalResponseNorm layer, Step step) {
        Value value = step.first(step.input());
        int[] dims = value.tensor().dims();
        int[] image = dims.length == 1 ? new int[] {dims[0], 1, 1} : dims;
        Tensor x = step.reshaped(value.tensor(), image);
        if (layer.size() % 2 == 0) {
            return value.with(evenResponse(layer, step, x));
        }
        Attributes attributes = Attributes.NONE.with("size", layer.size()).with("alpha", layer.alpha())
                .with("beta", layer.beta()).with("bias", layer.bias());
        return value.with(step.end("LRN", attributes, image, x));
    }

    /** x / (bias + alpha · mean of squares)^beta, the mean over windows of channels in an image of channels × pixels. */
    private static Tensor evenResponse(LocalResponseNorm layer, Step step, Tensor x) {
        int[] dims = x.dims();
        int[] image = {1, dims[0], x.size() / dims[0]};
        int before = (layer.size() - 1) / 2;
        int[] padded = {1, dims[0] + layer.size() - 1, image[2]};
        Tensor squares = step.reshaped(step.add("Mul", dims, x, x), image);
        Tensor framed = step.add("Pad", padded, squares,
                step.integers("pads", 0, 0, before, 0, 0, 0, layer.size() - 1 - before, 0));
        Windows windows = Windows.over(new int[] {layer.size(), 1}, new int[] {1, 1});
        Tensor means = step.add("AveragePool", windows.attributes(), image, framed);
        Tensor weighed = step.add("Mul", dims, step.reshaped(means, dims), step.constant("alpha", layer.alpha()));
        Tensor sum = step.add("Add", dims, weighed, step.constant("bias", layer.bias()));
        Tensor power = step.add("Pow", dims, sum, step.constant("beta", layer.beta()));
        return step.end("Div", dims, x, power);
    }

    /** The weights are written as they are used: each filter's with mean 0 and variance 1. */
    static Value standardized(WeightStandardization layer, Step step) {
        Constant weights = step.numbers("weights");
        float[] standard = weights.asFloats().clone();
        int filters = weights.dims()[weights.rank() - 1];
        int each = standard.length / filters;
        for (int f = 0; f < filters; f++) {
            double sum = 0;
            for (int i = f; i < standard.length; i += filters) {
                sum += standard[i];
            }
            double mean = sum / each;
            double squares = 0;
            for (int i = f; i < standard.length; i += filters) {
                squares += (standard[i] - mean) * (standard[i] - mean);
            }
            double factor = 1 / Math.sqrt(squares / each + layer.epsilon());
            for (int i = f; i < standard.length; i += filters) {
                standard[i] = (float) ((standard[i] - mean) * factor);
            }
        }
        return step.inPlace(layer.layer(), "weights", Constant.of(weights.dims(), standard));
    }

    /** ONNX's operator knows no least length; where one is more than nothing the norm is written out. */
    static Value length(LpNorm layer, Step step) {
        PerChannel value = PerChannel.of(step);
        int[] dims = value.dims();
        if (layer.epsilon() <= NEARLY_NOTHING) {
            return value.with(step.end("LpNormalization", Attributes.NONE.with("axis", 1).with("p", layer.p()), dims,
                    value.tensor()));
        }
        int[] one = dims.clone();
        one[0] = 1;
        Tensor length = Reductions.add(step, layer.p() == 1 ? "ReduceL1" : "ReduceL2", one, value.tensor(), 1);
        return value.with(step.end("Div", dims, value.tensor(),
                step.add("Max", one, length, step.constant("epsilon", layer.epsilon()))));
    }
}
