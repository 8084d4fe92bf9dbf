package cnn.layers.onnx;

import cnn.layers.activation.Prelu;
import cnn.layers.normalization.GroupNorm;
import cnn.layers.normalization.InstanceNorm;
import cnn.layers.normalization.LayerNorm;
import cnn.layers.normalization.LocalResponseNorm;
import java.util.Arrays;

/** The operators that normalise within an example, and what else has a number for each channel. */
final class NormalizationMapping {
    private NormalizationMapping() {
    }

    /** All axes from the given one on are the channels, those before it the batch. */
    static Comparison layer(OnnxTest test) {
        test.node().knows("axis", "epsilon", "stash_type");
        OnnxTensor x = test.input(0);
        int axis = test.node().integer("axis", -1);
        axis = axis < 0 ? axis + x.rank() : axis;
        int rows = x.product(0, axis);
        int width = x.product(axis, x.rank());
        OnnxTensor shift = test.inputOrNull(2);
        return new Comparison(new LayerNorm(epsilon(test))).input(x.reshape(rows, width))
                .value("scale", test.input(1).numbers())
                .value("shift", shift == null ? new float[width] : shift.numbers())
                .gives(test.output(0).reshape(rows, width));
    }

    static Comparison instance(OnnxTest test) {
        test.node().knows("epsilon");
        return new Comparison(new InstanceNorm(epsilon(test))).input(WindowMapping.image(test.input(0)))
                .value("scale", test.input(1).numbers()).value("shift", test.input(2).numbers())
                .gives(WindowMapping.image(test.output(0)));
    }

    static Comparison group(OnnxTest test) {
        test.node().knows("epsilon", "num_groups", "stash_type");
        int groups = test.node().integer("num_groups", 1);
        OnnxTensor x = WindowMapping.image(test.input(0));
        int channels = x.dim(3);
        return new Comparison(GroupNorm.of(groups).epsilon(epsilon(test))).input(x)
                .value("scale", byChannel(test.input(1).numbers(), channels))
                .value("shift", byChannel(test.input(2).numbers(), channels))
                .gives(WindowMapping.image(test.output(0)));
    }

    /** Before opset 21 there was one number a group. */
    private static float[] byChannel(float[] numbers, int channels) {
        float[] all = new float[channels];
        for (int c = 0; c < channels; c++) {
            all[c] = numbers[c / (channels / numbers.length)];
        }
        return all;
    }

    static Comparison localResponse(OnnxTest test) {
        test.node().knows("alpha", "beta", "bias", "size");
        return new Comparison(new LocalResponseNorm(test.node().integer("size", 1),
                test.node().number("alpha", 1e-4f), test.node().number("beta", 0.75f), test.node().number("bias", 1)))
                .input(test.input(0).axisLast(1)).gives(test.output(0).axisLast(1));
    }

    /** One slope, or slopes of the last axis, of the channels before opset 7, or of every number; then all axes are one. */
    static Comparison prelu(OnnxTest test) {
        test.node().knows();
        OnnxTensor x = test.input(0);
        OnnxTensor slope = test.input(1);
        if (Arrays.equals(x.dims(), slope.dims())) {
            int all = x.product(0, x.rank());
            return prelu(x.reshape(1, all), slope, test.output(0).reshape(1, all));
        }
        if (slope.numbers().length == 1) {
            return prelu(x.reshape(x.product(0, x.rank()), 1), slope,
                    test.output(0).reshape(x.product(0, x.rank()), 1));
        }
        if (test.opset() < 7 && slope.rank() == 1) {
            return prelu(x.axisLast(1), slope, test.output(0).axisLast(1));
        }
        if (slope.rank() != 1 || slope.dim(0) != x.dim(x.rank() - 1)) {
            throw new Unmapped(Unmapped.BROADCAST);
        }
        return prelu(Mapping.rows(x), slope, Mapping.rows(test.output(0)));
    }

    private static Comparison prelu(OnnxTensor x, OnnxTensor slope, OnnxTensor y) {
        return new Comparison(Prelu.of()).input(x).value("slope", slope.numbers()).gives(y);
    }

    /** ONNX writes epsilon in float: 1e-5f is the double 0.00001 to seven digits. */
    private static double epsilon(OnnxTest test) {
        return Double.parseDouble("" + test.node().number("epsilon", 1e-5f));
    }
}
