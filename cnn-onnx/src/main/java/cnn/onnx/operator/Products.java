package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Products with a constant matrix. Where an image was flattened before, ONNX has its numbers channel by channel and memory pixel by
 * pixel: the rows of the matrix are put into memory's order here, once, so that nothing moves at run time.
 */
final class Products {
    private Products() {
    }

    static void gemm(Step step) {
        Attributes given = step.attributes();
        Activation value = step.activation(0);
        Constant matrix = step.constant(1);
        if (given.flag("transA")) {
            throw new Unsupported("it turns its first input over, which moves the batch");
        }
        if (given.flag("transB")) {
            matrix = matrix.permute(1, 0);
        }
        int units = matrix.dims()[1];
        Constant bias = step.constantOrNull(2);
        if (bias != null && bias.size() != units && bias.size() != 1) {
            throw new Unsupported("its third input differs from example to example");
        }
        product(step, value, matrix, given.number("alpha", 1),
                bias == null
                        ? null
                        : scaled(bias.reshape(bias.size()).expand(units).asFloats(), given.number("beta", 1)));
    }

    static void matMul(Step step) {
        product(step, step.activation(0), step.constant(1), 1, null);
    }

    private static float[] scaled(float[] numbers, float factor) {
        float[] scaled = numbers.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private static void product(Step step, Activation value, Constant matrix, float factor, float @Nullable [] bias) {
        int rank = value.rank();
        if (matrix.rank() != 2 || step.batched() && rank < 2) {
            throw new Unsupported("it multiplies " + value.text() + " by a constant of " + matrix.rank()
                    + " axes, and matrices of 2 are read");
        }
        int inputs = matrix.dims()[0];
        int units = matrix.dims()[1];
        if (value.dims()[rank - 1] != inputs) {
            throw new Unsupported("it multiplies " + value.text() + " by a matrix of " + inputs + " rows");
        }
        Map<String, float[]> numbers = new LinkedHashMap<>();
        if (bias != null) {
            numbers.put("bias", bias);
        }
        int[] dims = value.dims().clone();
        dims[rank - 1] = units;
        int rows = value.size() / inputs;
        if (rows == 1) {
            numbers.put("weights", scaled(rowsInMemoryOrder(matrix, value).asFloats(), factor));
            Activation vector = step.shaped(value, Shape.vector(inputs));
            step.give(step.laidOut(step.add(Dense.of(units).bias(bias != null), numbers, vector), dims,
                    step.axes(rank)));
            return;
        }
        numbers.put("weights", scaled(matrix.asFloats(), factor));
        Activation pixels = step.arranged(value, Shape.image(1, rows, inputs), step.axes(rank));
        step.give(step.laidOut(step.add(Conv2d.of(units, 1).bias(bias != null), numbers, pixels), dims,
                step.axes(rank)));
    }

    private static Constant rowsInMemoryOrder(Constant matrix, Activation value) {
        int units = matrix.dims()[1];
        int[] rows = value.onnxIndices();
        return matrix.pick(matrix.dims(),
                IntStream.range(0, matrix.size()).map(i -> rows[i / units] * units + i % units).toArray());
    }
}
