package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.shape.Expand;
import cnn.onnx.folding.Broadcasting;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Values of different axes on their way into one layer: all under the same axes, in one order of memory, the smaller ones with
 * length 1 where they are repeated.
 *
 * @param values one for each input
 * @param dims the axes of all together
 * @param axes in which order they lie in memory
 */
record Broadcast(List<Activation> values, int[] dims, int[] axes) {
    /** These inputs of a node. */
    static Broadcast of(Step step, int... inputs) {
        int rank = 0;
        for (int input : inputs) {
            rank = Math.max(rank, step.isConstant(input)
                    ? step.constant(input).rank()
                    : step.activation(input).rank());
        }
        List<Activation> values = new ArrayList<>();
        for (int input : inputs) {
            values.add(step.isConstant(input)
                    ? step.materialized(padded(step.constant(input), rank), step.learns(input))
                    : padded(step, step.activation(input), rank));
        }
        return of(step, values);
    }

    /** These values. */
    static Broadcast of(Step step, List<Activation> given) {
        int rank = given.stream().mapToInt(Activation::rank).max().orElse(0);
        List<Activation> values = given.stream().map(value -> padded(step, value, rank)).toList();
        int[] dims = values.getFirst().dims();
        for (Activation value : values) {
            dims = Broadcasting.of(dims, value.dims());
        }
        int[] all = dims;
        if (step.batched() && values.stream().anyMatch(value -> value.dims()[0] != all[0] && value.dims()[0] != 1)) {
            throw new Unsupported("it repeats values over the batch");
        }
        if (step.batched()) { // a constant is the same for the whole batch
            values = values.stream().map(value -> batch(value, all[0])).toList();
        }
        if (values.stream().allMatch(value -> Arrays.equals(value.dims(), all)) && values.size() == 2) {
            return new Broadcast(step.alike(values.get(0), values.get(1)), dims, step.memoryAxes(values.getFirst()));
        }
        List<Activation> same = values;
        Activation largest = same.stream().filter(value -> Arrays.equals(value.dims(), all)).findFirst()
                .orElse(same.stream().max((one, other) -> Integer.compare(one.size(), other.size())).orElseThrow());
        int[] axes = step.memoryAxes(largest);
        return new Broadcast(same.stream().map(value -> step.arranged(value, axes)).toList(), dims, axes);
    }

    private static Activation batch(Activation value, int length) {
        int[] dims = value.dims().clone();
        dims[0] = length;
        return new Activation(value.source(), value.shape(), dims, value.layout(), value.type());
    }

    /** With axes of length 1 before the first; of these the batch must stay the first. */
    private static Activation padded(Step step, Activation value, int rank) {
        if (value.rank() == rank) {
            return value;
        }
        if (step.batched()) {
            throw new Unsupported("it repeats " + value.text() + " over values of " + rank
                    + " axes, of which the first is the batch");
        }
        return step.reshaped(value, padded(value.dims(), rank));
    }

    static Constant padded(Constant constant, int rank) {
        return constant.rank() == rank ? constant : constant.reshape(padded(constant.dims(), rank));
    }

    private static int[] padded(int[] dims, int rank) {
        return IntStream.range(0, rank).map(axis -> axis < rank - dims.length ? 1 : dims[axis - rank + dims.length])
                .toArray();
    }

    /** Whether a value has all the numbers of the result. */
    boolean isWhole(int index) {
        return Arrays.equals(values.get(index).dims(), dims);
    }

    /** The values with all that is repeated written out. */
    Activation[] expanded(Step step) {
        int[] lengths = IntStream.of(axes).map(axis -> dims[axis]).toArray();
        return IntStream.range(0, values.size()).mapToObj(i -> isWhole(i)
                ? values.get(i)
                : step.laidOut(step.add("expand", Expand.of(lengths.length == 0 ? new int[] {1} : lengths), Map.of(),
                        values.get(i)), dims, axes))
                .toArray(Activation[]::new);
    }

    /** A layer's output as a value of all axes. */
    Activation given(Step step, Activation output) {
        Shape shape = values.getFirst().shape();
        return isWhole(0) && output.shape().equals(shape)
                ? new Activation(output.source(), output.shape(), dims, values.getFirst().layout(), output.type())
                : step.laidOut(output, dims, axes);
    }
}
