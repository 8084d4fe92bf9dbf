package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Add;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.MatrixProduct;
import cnn.layers.shape.Expand;
import cnn.onnx.folding.Broadcasting;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Layout;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Products of matrices. Of those with a constant one: where an image was flattened before, ONNX has its numbers channel by channel and memory pixel by
 * pixel: the rows of the matrix are put into memory's order here, once, so that nothing moves at run time.
 */
final class Products {
    private Products() {
    }

    /** alpha · A · B + beta · C: the biases of Dense where C has one number for each column, otherwise a sum of its own. */
    static void gemm(Step step) {
        Attributes given = step.attributes();
        boolean turned = given.flag("transA");
        if (turned && step.batched()) {
            throw new Unsupported("it turns its first input over, which moves the batch");
        }
        float beta = given.number("beta", 1);
        boolean constant = step.isConstant(1) && !step.isConstant(0);
        Matrix matrix = constant ? new Matrix(step.constant(1), given.flag("transB")) : null;
        Activation left = step.activation(0);
        left = turned ? step.transposed(left, new int[] {1, 0}) : left;
        float[] bias = matrix != null && step.isConstant(2) ? bias(step.constant(2), matrix.units(), beta) : null;
        Activation product;
        if (matrix != null) {
            product = product(step, left, matrix, given.number("alpha", 1), bias);
        } else {
            Activation right = step.activation(1);
            right = given.flag("transB") ? step.transposed(right, new int[] {1, 0}) : right;
            product = product(step, left, right);
            product = given.number("alpha", 1) == 1
                    ? product
                    : step.add(Affine.of().factor(given.number("alpha", 1)), Map.of(), product);
        }
        step.give(step.has(2) && bias == null ? sum(step, product, beta) : product);
    }

    private static Activation sum(Step step, Activation product, float beta) {
        Activation third = step.isConstant(2)
                ? step.materialized(Broadcast.padded(step.constant(2), product.rank()), step.learns(2))
                : step.activation(2);
        if (beta != 1) {
            third = step.add("beta", Affine.of().factor(beta), Map.of(), third);
        }
        Broadcast both = Broadcast.of(step, List.of(product, third));
        return both.given(step, step.add(new Add(), Map.of(), both.expanded(step)));
    }

    /** One number for each column; null where they differ from row to row. */
    private static float @Nullable [] bias(Constant third, int units, float beta) {
        return third.size() == 1 || third.size() == units && third.dims()[third.rank() - 1] == units
                ? scaled(third.reshape(third.size()).expand(units).asFloats(), beta)
                : null;
    }

    static void matMul(Step step) {
        if (step.isConstant(1) && !step.isConstant(0) && step.constant(1).rank() == 2) {
            step.give(product(step, step.activation(0), new Matrix(step.constant(1), false), 1, null));
            return;
        }
        step.give(product(step, factor(step, 0), factor(step, 1)));
    }

    /** A constant may stand for all examples. */
    private static Activation factor(Step step, int input) {
        if (!step.isConstant(input)) {
            return step.activation(input);
        }
        Constant constant = step.constant(input);
        return step.materialized(step.batched() && constant.rank() > 0
                ? Broadcast.padded(constant, Math.max(constant.rank(), step.activation(1 - input).rank()))
                : constant, step.learns(input));
    }

    /** Two computed ones: a vector is a row on the left and a column on the right. */
    private static Activation product(Step step, Activation left, Activation right) {
        if (left.rank() == 0 || right.rank() == 0
                || step.batched() && (left.rank() < 3 || left.rank() != right.rank())) {
            throw new Unsupported("it multiplies " + left.text() + " by " + right.text()
                    + (step.batched() ? ", of which the first axis is the batch" : ""));
        }
        Activation one = left.rank() == 1 ? step.reshaped(left, new int[] {1, left.dims()[0]}) : left;
        Activation two = right.rank() == 1 ? step.reshaped(right, new int[] {right.dims()[0], 1}) : right;
        int[] stack = Broadcasting.of(Arrays.copyOf(one.dims(), one.rank() - 2),
                Arrays.copyOf(two.dims(), two.rank() - 2));
        Activation product = step.add(new MatrixProduct(), Map.of(), stacked(step, one, stack),
                stacked(step, two, stack));
        int m = one.dims()[one.rank() - 2];
        int n = two.dims()[two.rank() - 1];
        int[] dims = IntStream.concat(IntStream.of(stack), IntStream.of(m, n)).toArray();
        Activation whole = step.laidOut(product, dims, step.axes(dims.length));
        return left.rank() > 1 && right.rank() > 1
                ? whole
                : step.reshaped(whole, IntStream.concat(IntStream.of(stack), IntStream.concat(
                        IntStream.of(left.rank() > 1 ? new int[] {m} : new int[0]),
                        IntStream.of(right.rank() > 1 ? new int[] {n} : new int[0]))).toArray());
    }

    /** A stack of matrices in ONNX's order, repeated as far as these axes say. */
    private static Activation stacked(Step step, Activation value, int[] stack) {
        int rank = stack.length + 2;
        int[] dims = Arrays.copyOf(stack, rank);
        int[] own = new int[rank];
        Arrays.fill(own, 1);
        System.arraycopy(value.dims(), 0, own, rank - value.rank(), value.rank());
        dims[rank - 2] = own[rank - 2];
        dims[rank - 1] = own[rank - 1];
        int[] axes = step.axes(rank);
        Activation plain = step.arranged(value.rank() == rank ? value : step.reshaped(value, own), axes);
        int[] lengths = IntStream.of(axes).map(axis -> dims[axis]).toArray();
        return plain.shape().equals(Shape.of(lengths))
                ? plain
                : step.laidOut(step.add("expand", Expand.of(lengths), Map.of(), plain), dims, axes);
    }

    private static float[] scaled(float[] numbers, float factor) {
        if (factor == 1) {
            return numbers;
        }
        float[] scaled = numbers.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private static Activation product(Step step, Activation value, Matrix matrix, float factor,
            float @Nullable [] bias) {
        int rank = value.rank();
        if (rank == 0 || step.batched() && rank < 2) {
            throw new Unsupported("it multiplies " + value.text() + " by a matrix, and the first axis is the batch");
        }
        int inputs = matrix.inputs();
        int units = matrix.units();
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
            numbers.put("weights", scaled(matrix.rowsLike(value.layout()), factor));
            Activation vector = step.shaped(value, Shape.vector(inputs));
            return step.laidOut(step.add(Dense.of(units).bias(bias != null), numbers, vector), dims, step.axes(rank));
        }
        numbers.put("weights", scaled(matrix.rows(), factor));
        int[] inMemory = step.memoryAxes(value);
        int[] axes = inMemory[inMemory.length - 1] == rank - 1 ? inMemory : step.axesWithLast(rank, rank - 1);
        Shape shape = axes.length == 3
                ? Shape.image(value.dims()[axes[0]], value.dims()[axes[1]], inputs)
                : Shape.image(1, rows, inputs);
        Activation pixels = step.arranged(value, shape, axes);
        return step.laidOut(step.add(Conv2d.of(units, 1).bias(bias != null), numbers, pixels), dims, axes);
    }

    /**
     * A constant of two axes as the right factor.
     *
     * @param turned whether it is given with its columns first
     */
    private record Matrix(Constant given, boolean turned) {
        int inputs() {
            return given.dims()[turned ? 1 : 0];
        }

        int units() {
            return given.dims()[turned ? 0 : 1];
        }

        /** Row by row. */
        float[] rows() {
            return turned ? given.permute(1, 0).asFloats() : given.asFloats();
        }

        /** Row by row, these in the order in which a value that has as many numbers lies in memory. */
        float[] rowsLike(Layout layout) {
            int[] atoms = layout.atoms();
            IntStream own = IntStream.of(units());
            IntStream rows = IntStream.of(atoms);
            Constant cut = given
                    .reshape((turned ? IntStream.concat(own, rows) : IntStream.concat(rows, own)).toArray());
            return cut.permute(IntStream.concat(IntStream.of(layout.order()).map(atom -> turned ? atom + 1 : atom),
                    IntStream.of(turned ? 0 : atoms.length)).toArray()).asFloats();
        }
    }
}
