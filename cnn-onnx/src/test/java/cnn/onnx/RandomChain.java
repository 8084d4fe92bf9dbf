package cnn.onnx;

import static cnn.onnx.OperatorTests.text;
import static cnn.onnx.OperatorTests.whole;
import static cnn.onnx.TinyGraph.ints;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A graph of operators drawn at random, one behind the other: what moves, cuts and joins axes between what computes along them,
 * so that values lie in memory in many ways.
 */
final class RandomChain {
    private static final int MOST = 3000;

    private final Random random;
    private final long[] input;
    private final TinyGraph graph;
    private final int first;
    private long[] dims;
    private String value = "x";
    private int number;
    private int tries;
    private final StringBuilder text = new StringBuilder();

    private RandomChain(Random random) {
        this.random = random;
        input = new long[random.nextInt(2, 6)];
        for (int axis = 0; axis < input.length; axis++) {
            input[axis] = random.nextInt(1, 5);
        }
        boolean batched = random.nextBoolean();
        first = batched ? 1 : 0;
        input[0] = batched ? 2 : 1;
        dims = input.clone();
        graph = TinyGraph.of(input).opset(17);
    }

    /** So many operators. */
    static RandomChain of(Random random, int length) {
        RandomChain chain = new RandomChain(random);
        while (chain.number < length) {
            chain.add();
        }
        chain.node("Identity", "", chain.dims);
        return chain;
    }

    TinyGraph graph() {
        return graph;
    }

    long[] dims() {
        return input;
    }

    @Override
    public String toString() {
        return Arrays.toString(input) + text;
    }

    private void node(String operator, String others, long[] to, AttributeProto... attributes) {
        String next = operator.equals("Identity") ? "y" : "v" + number;
        graph.node(operator, "n" + number, value + others, next, attributes);
        text.append(' ').append(operator).append(Arrays.toString(to));
        value = next;
        dims = to;
        number++;
    }

    private int axis() {
        return random.nextInt(first, dims.length);
    }

    private long[] with(int axis, long length) {
        long[] to = dims.clone();
        to[axis] = length;
        return to;
    }

    private void add() {
        tries++;
        String own = "c" + tries;
        int rank = dims.length;
        if (rank <= first) {
            graph.integers(own, first);
            node("Unsqueeze", " " + own, inserted(first));
            return;
        }
        int axis = axis();
        switch (random.nextInt(20)) {
            case 0, 1 -> transpose();
            case 2, 3 -> reshape(own);
            case 4 -> {
                long start = random.nextLong(dims[axis]);
                long length = random.nextLong(1, dims[axis] - start + 1);
                graph.integers(own + "s", start).integers(own + "e", start + length).integers(own + "a", axis);
                node("Slice", " " + own + "s " + own + "e " + own + "a", with(axis, length));
            }
            case 5 -> {
                if (size() * 2 < MOST) {
                    node("Concat", " " + value, with(axis, dims[axis] * 2), whole("axis", axis));
                }
            }
            case 6 -> {
                graph.integers(own, dims[axis] - 1, 0);
                node("Gather", " " + own, with(axis, 2), whole("axis", axis - rank));
            }
            case 7 -> {
                graph.integers(own, axis);
                node("ReduceSum", " " + own, with(axis, 1));
            }
            case 8 -> node("Softmax", "", dims, whole("axis", axis));
            case 9 -> {
                graph.weights(own, repeated());
                node(random.nextBoolean() ? "Add" : "Mul", " " + own, dims);
            }
            case 10 -> {
                if (dims[rank - 1] > 0 && rank > 1) {
                    graph.weights(own, dims[rank - 1], 3);
                    node("MatMul", " " + own, with(rank - 1, 3));
                }
            }
            case 11 -> {
                if (size() * 2 < MOST) {
                    long[] pads = new long[2 * rank];
                    pads[axis] = 1;
                    pads[rank + axis] = 1;
                    graph.integers(own, pads);
                    node("Pad", " " + own, with(axis, dims[axis] + 2));
                }
            }
            case 12 -> {
                node("ReduceMax", "", with(axis, 1), ints("axes", axis));
                node("Tanh", "", dims);
            }
            case 13 -> image(own);
            case 14 -> {
                if (rank > 2 && first == 1) {
                    graph.weights(own, dims[1]);
                    node("InstanceNormalization", " " + own + " " + own, dims);
                }
            }
            case 18 -> {
                if (axis > 0) {
                    graph.weights(own, Arrays.copyOfRange(dims, axis, rank));
                    node("LayerNormalization", " " + own, dims, whole("axis", axis - rank));
                }
            }
            case 15 -> {
                if (number == 0) { // of numbers that cancel to nothing it makes ones
                    node("LpNormalization", "", dims, whole("axis", axis));
                }
            }
            case 16 -> {
                graph.integers(own, 2);
                if (dims[axis] > 1) {
                    graph.node("TopK", "n" + number, value + " " + own, "v" + number + " w" + number,
                            whole("axis", axis));
                    value = "v" + number++;
                    dims = with(axis, 2);
                    text.append(" TopK").append(axis);
                }
            }
            case 17 -> {
                String before = value;
                node("Sigmoid", "", dims);
                node("Mul", " " + before, dims);
            }
            default -> {
                if (size() * dims[axis] * 2 < MOST) {
                    graph.integers(own, axis);
                    node("CumSum", " " + own, dims);
                }
            }
        }
    }

    private long size() {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    private long[] inserted(int at) {
        return IntStream.rangeClosed(0, dims.length).mapToLong(i -> i == at ? 1 : dims[i > at ? i - 1 : i]).toArray();
    }

    /** The axes of a constant that is laid over the value. */
    private long[] repeated() {
        int lacks = random.nextInt(dims.length);
        return IntStream.range(lacks, dims.length).mapToLong(i -> i < first || random.nextBoolean() ? 1 : dims[i])
                .toArray();
    }

    private void transpose() {
        List<Integer> order = new ArrayList<>(IntStream.range(first, dims.length).boxed().toList());
        Collections.shuffle(order, random);
        if (first == 1) {
            order.addFirst(0);
        }
        long[] perm = order.stream().mapToLong(Integer::longValue).toArray();
        node("Transpose", "", Arrays.stream(perm).map(i -> dims[(int) i]).toArray(), ints("perm", perm));
    }

    /** Two neighbours joined, or one axis cut. */
    private void reshape(String own) {
        int axis = axis();
        long[] to;
        if (axis + 1 < dims.length && random.nextBoolean()) {
            to = new long[dims.length - 1];
            for (int i = 0; i < to.length; i++) {
                to[i] = i < axis ? dims[i] : i == axis ? dims[i] * dims[i + 1] : dims[i + 1];
            }
        } else if (dims.length < 6) {
            long part = dims[axis] % 3 == 0 ? 3 : dims[axis] % 2 == 0 ? 2 : 1;
            to = inserted(axis);
            to[axis] = part;
            to[axis + 1] = dims[axis] / part;
        } else {
            return;
        }
        graph.integers(own, to);
        node("Reshape", " " + own, to);
    }

    private void image(String own) {
        if (dims.length != 4 || first == 0 && dims[0] != 1) {
            return;
        }
        if (random.nextBoolean()) {
            graph.weights(own, 3, dims[1], 1, 1);
            node("Conv", " " + own, with(1, 3));
        } else {
            node("MaxPool", "", dims, ints("kernel_shape", 3, 3), text("auto_pad", "SAME_UPPER"));
        }
    }
}
