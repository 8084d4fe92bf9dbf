package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.core.text.Count;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Layout;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Layers that change the rows and columns of images, laid along whatever axes a value has. What lies outside of an axis in memory
 * is taken for rows, what lies within for channels, and so nothing moves. Two outermost axes are the rows and columns of one layer:
 * an image takes one, a volume two.
 */
final class ImageAxes {
    /** Numbers of one example that a layer may give: 256 MiB. */
    private static final int MOST = 1 << 26;

    private ImageAxes() {
    }

    /** A layer along one or two ONNX axes. */
    @FunctionalInterface
    interface Layers {
        /**
         * The layer.
         *
         * @param image what it takes
         * @param rows the axis that are rows, −1 where these stay as they are
         * @param columns the axis that are columns, −1 where these stay as they are
         */
        Layer of(Shape image, int rows, int columns);
    }

    /**
     * Changes some axes.
     *
     * @param lengths of all axes afterwards: of more than an example may have no layer is made
     * @param changed whether an ONNX axis changes
     */
    static Activation change(Step step, Activation value, long[] lengths, boolean[] changed, Layers layers) {
        double numbers = 1;
        for (int axis = step.batched() ? 1 : 0; axis < lengths.length; axis++) {
            numbers *= lengths[axis];
        }
        if (numbers > MOST) {
            throw new Unsupported(
                    "it gives " + Arrays.toString(lengths) + ", more than " + Count.of(MOST) + " numbers");
        }
        return change(step, value, changed, layers);
    }

    private static Activation change(Step step, Activation value, boolean[] changed, Layers layers) {
        if (step.batched() && changed[0]) {
            throw new Unsupported("it changes the batch");
        }
        int[] order = order(step, value);
        if (IntStream.of(order).noneMatch(axis -> changed[axis])) {
            return value;
        }
        Activation now = step.arranged(value, order);
        int[] lengths = IntStream.of(order).map(axis -> value.dims()[axis]).toArray();
        if (changed[order[0]]) {
            boolean both = lengths.length > 1 && changed[order[1]];
            Activation image = step.shaped(now,
                    Shape.image(lengths[0], both ? lengths[1] : 1, product(lengths, both ? 2 : 1, lengths.length)));
            now = step.add(layers.of(image.shape(), order[0], both ? order[1] : -1), Map.of(), image);
            lengths[0] = now.shape().height();
            if (both) {
                lengths[1] = now.shape().width();
            }
        } else if (lengths.length > 1 && changed[order[1]]) {
            now = columns(step, now, lengths, order, 1, layers);
        }
        for (int place = 2; place < lengths.length; place++) {
            if (changed[order[place]]) {
                now = columns(step, now, lengths, order, place, layers);
            }
        }
        int[] dims = value.dims().clone();
        for (int place = 0; place < order.length; place++) {
            dims[order[place]] = lengths[place];
        }
        return step.laidOut(step.shaped(now, Shape.of(lengths)), dims, order);
    }

    private static Activation columns(Step step, Activation now, int[] lengths, int[] order, int place, Layers layers) {
        Activation image = step.shaped(now, Shape.image(product(lengths, 0, place), lengths[place],
                product(lengths, place + 1, lengths.length)));
        Activation changed = step.add(layers.of(image.shape(), -1, order[place]), Map.of(), image);
        lengths[place] = changed.shape().width();
        return changed;
    }

    private static int product(int[] lengths, int from, int to) {
        return IntStream.range(from, to).map(i -> lengths[i]).reduce(1, Math::multiplyExact);
    }

    /** The axes as they lie in memory, if they lie whole; an axis of length 1 lies where it does in images. */
    private static int[] order(Step step, Activation value) {
        int[] plain = step.axes(value.rank());
        if (plain.length == 0) {
            throw new Unsupported("it takes a value without axes");
        }
        int[] last = value.rank() > 2 ? Normalizations.channelsBehind(value) : plain;
        Layout layout = value.layout();
        if (Arrays.stream(layout.counts()).anyMatch(count -> count > 1)) {
            return step.memoryAxes(value);
        }
        int[] cut = IntStream.range(0, value.rank()).filter(axis -> layout.counts()[axis] == 1).toArray();
        int[] lies = IntStream.of(layout.order()).map(atom -> cut[atom]).toArray();
        if (last.length == plain.length && follows(lies, last)) {
            return last;
        }
        return follows(lies, plain)
                ? plain
                : IntStream.concat(IntStream.of(plain).filter(axis -> IntStream.of(lies).noneMatch(at -> at == axis)),
                        IntStream.of(lies)).toArray();
    }

    /** Whether axes come in the order of others, some of which may be left out. */
    private static boolean follows(int[] axes, int[] order) {
        return Arrays.equals(axes, IntStream.of(order).filter(axis -> IntStream.of(axes).anyMatch(at -> at == axis))
                .toArray());
    }
}
