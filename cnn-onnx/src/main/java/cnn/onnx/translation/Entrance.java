package cnn.onnx.translation;

import cnn.api.Shape;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.onnx.graph.Element;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Input;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What comes into a graph as values that lie in the network's input: images with their channels last, all else as ONNX has it. */
final class Entrance {
    /** Numbers of one example that a layer may give: 256 MiB. */
    static final int MOST = 1 << 26;

    private Entrance() {
    }

    /** The inputs that anything depends on. */
    static List<Input> used(Graph graph) {
        Set<String> taken = new HashSet<>(graph.outputs());
        graph.nodes().forEach(node -> taken.addAll(node.inputs()));
        List<Input> used = graph.inputs().stream().filter(input -> taken.contains(input.name())).toList();
        return used.isEmpty() ? graph.inputs() : used;
    }

    /**
     * The values of these inputs.
     *
     * @param channelsLast whether an input of four axes is an image with its channels last
     */
    static List<Activation> of(List<Input> inputs, boolean batched, boolean channelsLast) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "The model has no inputs, so that what it gives is always the same. Give a "
                            + "model that computes something of its input.");
        }
        int batch = inputs.stream().mapToInt(input -> input.dims().length == 0 ? -1 : input.dims()[0])
                .filter(length -> length > 0).findFirst().orElse(1);
        return inputs.stream().map(input -> of(input, batched, batch, channelsLast)).toList();
    }

    private static Activation of(Input input, boolean batched, int batch, boolean channelsLast) {
        int[] dims = input.dims().clone();
        if (batched && dims.length > 0 && dims[0] < 0) {
            dims[0] = batch;
        }
        Element type = Element.of(input.type());
        if (IntStream.of(dims).anyMatch(dim -> dim < 0) || type == null || batched && dims.length == 0) {
            throw new IllegalArgumentException("The model's input '" + Echo.of(input.name()) + "' has the axes "
                    + input.text()
                    + " and elements of ONNX's type number " + input.type() + ", but numbers and known lengths of "
                    + "all axes but the batch are needed. Export the model for images of one size.");
        }
        if (batched && dims[0] != batch) {
            throw new IllegalArgumentException("The model's input '" + Echo.of(input.name()) + "' has the axes "
                    + input.text() + ", but the first axis of another is of length " + batch
                    + ", and it must be the batch of all. Take the whole of each input for one example.");
        }
        int first = batched ? 1 : 0;
        if (IntStream.of(dims).skip(first).asLongStream().reduce(1, Entrance::product) > MOST) {
            throw new IllegalArgumentException("The model's input '" + Echo.of(input.name()) + "' has the axes "
                    + input.text() + ", but an example has at most " + Count.of(MOST)
                    + " numbers. Export the model for "
                    + "smaller images.");
        }
        int[] axes = IntStream.range(first, dims.length).toArray();
        if (dims.length == 4 && !channelsLast && (batched || dims[0] == 1)) {
            axes = new int[] {2, 3, 1};
        }
        int[] lengths = IntStream.of(axes).map(axis -> dims[axis]).toArray();
        return new Activation("input", Shape.of(lengths.length == 0 ? new int[] {1} : lengths), dims,
                Layout.of(dims, batched, axes), type);
    }

    /** So that what is far too much does not come to something small. */
    private static long product(long left, long right) {
        return Math.min(left * right, 1L << 32);
    }

    /** {@code a, b}. */
    static String names(List<Input> inputs) {
        return inputs.stream().limit(20).map(input -> Echo.of(input.name())).collect(Collectors.joining(", "));
    }
}
