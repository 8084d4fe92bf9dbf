package cnn.layers.onnx;

import cnn.api.layer.Layer;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.activation.Elu;
import cnn.layers.activation.Gelu;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.HardSwish;
import cnn.layers.activation.LeakyRelu;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.activation.Mish;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Selu;
import cnn.layers.activation.Sigmoid;
import cnn.layers.activation.Softmax;
import cnn.layers.activation.Softplus;
import cnn.layers.activation.Tanh;
import cnn.layers.pool.GlobalMaxPool2d;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** From ONNX's operators to our layers. One entry for each operator that is a layer of ours. */
final class Mapping {
    /** Says an ONNX test in our words. Throws {@link Unmapped} where that cannot be. */
    @FunctionalInterface
    interface Translation {
        Comparison of(OnnxTest test);
    }

    static final Map<String, Translation> BY_OPERATOR = operators();

    private Mapping() {
    }

    private static Map<String, Translation> operators() {
        Map<String, Translation> map = new LinkedHashMap<>();
        map.put("Conv", WindowMapping::convolution);
        map.put("MaxPool", WindowMapping::maxPool);
        map.put("AveragePool", WindowMapping::averagePool);
        map.put("GlobalAveragePool", test -> new Comparison(new GlobalAveragePool2d())
                .input(WindowMapping.image(test.input(0))).gives(test.output(0)));
        map.put("GlobalMaxPool", test -> new Comparison(new GlobalMaxPool2d())
                .input(WindowMapping.image(test.input(0))).gives(test.output(0)));
        map.put("LpPool", WindowMapping::lpPool);
        map.put("ConvTranspose", WindowMapping::convTranspose);
        map.put("LayerNormalization", NormalizationMapping::layer);
        map.put("InstanceNormalization", NormalizationMapping::instance);
        map.put("GroupNormalization", NormalizationMapping::group);
        map.put("LRN", NormalizationMapping::localResponse);
        map.put("PRelu", NormalizationMapping::prelu);
        map.put("Reshape", ShapeMapping::reshape);
        map.put("Transpose", ShapeMapping::transpose);
        map.put("DepthToSpace", ShapeMapping::depthToSpace);
        map.put("Pad", ShapeMapping::pad);
        map.put("Resize", ShapeMapping::resize);
        map.put("Mul", ShapeMapping::multiply);
        map.put("Mish", test -> elementwise(test, new Mish()));
        map.put("Gemm", Mapping::dense);
        map.put("MatMul", Mapping::dense);
        map.put("BatchNormalization", Mapping::batchNorm);
        map.put("Dropout", Mapping::dropout);
        map.put("Flatten", Mapping::flatten);
        map.put("Add", Mapping::add);
        map.put("Concat", Mapping::concat);
        map.put("Softmax", test -> alongAxis(test, new Softmax()));
        map.put("LogSoftmax", test -> alongAxis(test, new LogSoftmax()));
        map.put("Relu", test -> elementwise(test, new Relu()));
        map.put("LeakyRelu", test -> elementwise(test, LeakyRelu.of(test.node().number("alpha", 0.01f)), "alpha"));
        map.put("Elu", test -> elementwise(test, Elu.of(test.node().number("alpha", 1)), "alpha"));
        map.put("Selu",
                test -> elementwise(test,
                        new Selu(test.node().number("alpha", 1.6732632f), test.node().number("gamma", 1.050701f)),
                        "alpha", "gamma"));
        map.put("Gelu", test -> elementwise(test,
                Gelu.of(test.node().text("approximate", "none").equals("tanh") ? Gelu.Form.TANH : Gelu.Form.EXACT),
                "approximate"));
        map.put("Sigmoid", test -> elementwise(test, new Sigmoid()));
        map.put("Tanh", test -> elementwise(test, new Tanh()));
        map.put("Softplus", test -> elementwise(test, new Softplus()));
        map.put("HardSwish", test -> elementwise(test, new HardSwish()));
        map.put("HardSigmoid", test -> elementwise(test,
                HardSigmoid.of(test.node().number("alpha", 0.2f), test.node().number("beta", 0.5f)), "alpha",
                "beta"));
        return map;
    }

    private static Comparison elementwise(OnnxTest test, Layer layer, String... attributes) {
        test.node().knows(attributes);
        return new Comparison(layer).input(test.input(0)).gives(test.output(0));
    }

    /** Our softmax runs along channels, the last axis; any other axis is moved there. */
    private static Comparison alongAxis(OnnxTest test, Layer layer) {
        test.node().knows("axis");
        OnnxTensor x = test.input(0);
        OnnxTensor y = test.output(0);
        if (test.opset() < 13) { // all axes from this one on are one
            int axis = axis(test, 1, x.rank());
            int rows = x.product(0, axis);
            int width = x.product(axis, x.rank());
            return new Comparison(layer).input(x.reshape(rows, width)).gives(y.reshape(rows, width));
        }
        int axis = axis(test, -1, x.rank());
        return new Comparison(layer).input(rows(x.axisLast(axis))).gives(rows(y.axisLast(axis)));
    }

    private static int axis(OnnxTest test, int otherwise, int rank) {
        int axis = test.node().integer("axis", otherwise);
        return axis < 0 ? axis + rank : axis;
    }

    /** All axes but the last as the batch. */
    static OnnxTensor rows(OnnxTensor tensor) {
        int last = tensor.rank() - 1;
        return tensor.reshape(tensor.product(0, last), tensor.dim(last));
    }

    private static Comparison dense(OnnxTest test) {
        test.node().knows("alpha", "beta", "transA", "transB");
        OnnxTensor a = test.input(0);
        OnnxTensor b = test.input(1);
        if (b.rank() != 2 || a.rank() != 2) {
            throw new Unmapped(Unmapped.MATRICES);
        }
        a = test.node().integer("transA", 0) == 1 ? a.permute(1, 0) : a;
        b = test.node().integer("transB", 0) == 1 ? b.permute(1, 0) : b;
        float[] weights = scaled(b.numbers(), test.node().number("alpha", 1));
        OnnxTensor c = test.inputOrNull(2);
        int units = b.dim(1);
        float[] bias = new float[units];
        if (c != null) {
            if (c.numbers().length != 1 && c.numbers().length != units) {
                throw new Unmapped(Unmapped.MATRIX_BIAS);
            }
            for (int i = 0; i < units; i++) {
                bias[i] = c.numbers()[c.numbers().length == 1 ? 0 : i] * test.node().number("beta", 1);
            }
        }
        return WindowMapping.dense(units, weights, c == null ? null : bias).input(a).gives(test.output(0));
    }

    private static float[] scaled(float[] numbers, float factor) {
        float[] scaled = numbers.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private static Comparison batchNorm(OnnxTest test) {
        test.node().knows("epsilon", "momentum", "training_mode", "is_test", "spatial");
        // ONNX writes epsilon in float: 1e-5f is the double 0.00001 to seven digits.
        BatchNorm layer = new BatchNorm(Double.parseDouble("" + test.node().number("momentum", 0.9f)),
                Double.parseDouble("" + test.node().number("epsilon", 1e-5f)));
        OnnxTensor x = test.input(0);
        boolean training = test.node().integer("training_mode", 0) == 1;
        Comparison comparison = new Comparison(layer).input(x.axisLast(1)).value("scale", test.input(1).numbers())
                .value("shift", test.input(2).numbers()).value("mean", test.input(3).numbers())
                .value("variance", test.input(4).numbers()).gives(test.output(0).axisLast(1));
        if (training) {
            comparison.training().leaves("mean", test.output(1).numbers()).leaves("variance",
                    unbiased(test, layer.momentum(), x.numbers().length / x.dim(1)));
        }
        return comparison;
    }

    /** The running variance due: ours divides by n − 1, as PyTorch's does, where ONNX divides by n. */
    private static float[] unbiased(OnnxTest test, double momentum, int n) {
        float[] due = test.output(2).numbers().clone();
        for (int c = 0; c < due.length; c++) {
            double kept = momentum * test.input(4).numbers()[c];
            due[c] = (float) (kept + (due[c] - kept) * n / (n - 1));
        }
        return due;
    }

    private static Comparison dropout(OnnxTest test) {
        test.node().knows("ratio", "seed", "is_test");
        OnnxTensor ratio = test.inputOrNull(1);
        OnnxTensor training = test.inputOrNull(2);
        float rate = ratio == null ? test.node().number("ratio", 0.5f) : ratio.numbers()[0];
        boolean drops = training != null && training.numbers()[0] != 0;
        if (drops && rate > 0) {
            throw new Unmapped(Unmapped.RANDOM_NUMBERS);
        }
        Comparison comparison = new Comparison(Dropout.of(rate)).input(test.input(0)).gives(test.output(0));
        return drops ? comparison.training() : comparison;
    }

    /** The axes before {@code axis} are the batch. */
    private static Comparison flatten(OnnxTest test) {
        test.node().knows("axis");
        OnnxTensor x = test.input(0);
        int axis = axis(test, 1, x.rank());
        int[] dims = new int[x.rank() - axis + 1];
        dims[0] = x.product(0, axis);
        System.arraycopy(x.dims(), axis, dims, 1, dims.length - 1);
        return new Comparison(new Flatten()).input(x.reshape(dims)).gives(test.output(0));
    }

    private static Comparison add(OnnxTest test) {
        test.node().knows("axis", "broadcast");
        if (!Arrays.equals(test.input(0).dims(), test.input(1).dims())) {
            throw new Unmapped(Unmapped.BROADCAST);
        }
        return new Comparison(new Add()).input(test.input(0)).input(test.input(1)).gives(test.output(0));
    }

    /** Ours joins along channels, the last axis; any other axis is moved there. */
    private static Comparison concat(OnnxTest test) {
        test.node().knows("axis");
        int axis = axis(test, 1, test.input(0).rank());
        Comparison comparison = new Comparison(new Concat());
        for (int i = 0; i < test.node().inputs().size(); i++) {
            comparison.input(rows(test.input(i).axisLast(axis)));
        }
        return comparison.gives(rows(test.output(0).axisLast(axis)));
    }
}
