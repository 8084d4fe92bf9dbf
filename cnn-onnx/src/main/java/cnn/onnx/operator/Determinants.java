package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Multiply;
import cnn.layers.arithmetic.Reduce;
import cnn.layers.arithmetic.Reduce.Statistic;
import cnn.layers.shape.Gather;
import cnn.layers.shape.Reshape;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Determinants of small matrices, as the sum over all permutations of the products of one number of each row, with the
 * permutation's sign: det A = Σ_p sign(p) · Π_i A[i, p(i)].
 */
final class Determinants {
    /** 120 products of 5. */
    private static final int MOST = 5;

    private Determinants() {
    }

    static void translate(Step step) {
        Activation value = step.activation(0);
        int rank = value.rank();
        int[] dims = value.dims();
        int n = rank < 2 ? 0 : dims[rank - 1];
        if (n == 0 || dims[rank - 2] != n || n > MOST || step.batched() && rank == 2) {
            throw new Unsupported("it takes " + value.text() + ", and squares of up to " + MOST + " × " + MOST
                    + " for each example are read");
        }
        int stack = value.size() / n / n;
        int[][] permutations = permutations(n);
        int count = permutations.length;
        int[] places = Arrays.stream(permutations)
                .flatMapToInt(one -> IntStream.range(0, n).map(row -> row * n + one[row])).toArray();
        float[] signs = new float[count];
        for (int i = 0; i < count; i++) {
            signs[i] = sign(permutations[i]);
        }
        Activation flat = step.arranged(value, Shape.of(stack, n * n), step.axes(rank));
        Activation factors = step.add("reshape", Reshape.of(stack, count, n), Map.of(),
                step.add("factors", Gather.of(1, places), Map.of(), flat));
        Activation products = step.add("reshape", Reshape.of(stack, count), Map.of(),
                step.add("products", Reduce.of(Statistic.PRODUCT, 2), Map.of(), factors));
        Activation signed = step.add("signs", new Multiply(), Map.of(), products,
                step.repeated(Shape.of(stack, count), signs));
        int[] outer = Arrays.copyOf(dims, rank - 2);
        step.give(step.laidOut(step.add(Reduce.of(Statistic.SUM, 1), Map.of(), signed), outer, step.axes(rank - 2))
                .as(value.type()));
    }

    private static int[][] permutations(int n) {
        if (n == 1) {
            return new int[][] {{0}};
        }
        return Arrays.stream(permutations(n - 1)).flatMap(shorter -> IntStream.range(0, n).mapToObj(at -> {
            int[] one = new int[n];
            System.arraycopy(shorter, 0, one, 0, at);
            one[at] = n - 1;
            System.arraycopy(shorter, at, one, at + 1, n - 1 - at);
            return one;
        })).toArray(int[][]::new);
    }

    /** −1 for an odd number of pairs in the wrong order. */
    private static int sign(int[] permutation) {
        long wrong = IntStream.range(0, permutation.length)
                .mapToLong(i -> Arrays.stream(permutation, i, permutation.length)
                        .filter(later -> later < permutation[i]).count())
                .sum();
        return wrong % 2 == 0 ? 1 : -1;
    }
}
