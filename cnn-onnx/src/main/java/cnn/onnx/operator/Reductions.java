package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.arithmetic.Reduce;
import cnn.layers.arithmetic.Reduce.Statistic;
import cnn.layers.arithmetic.TopK;
import cnn.layers.pool.GlobalMaxPool2d;
import cnn.onnx.folding.Axes;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Operator;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** What is taken of all numbers along some axes, and where the greatest lie. */
final class Reductions {
    private Reductions() {
    }

    static Operator of(Statistic statistic) {
        return step -> reduce(step, statistic);
    }

    private static void reduce(Step step, Statistic statistic) {
        Activation value = step.activation(0);
        Constant input = step.constantOrNull(1);
        long[] given = input != null ? input.asIntegers() : step.attributes().integers("axes");
        boolean none = given == null || given.length == 0;
        if (none && step.attributes().flag("noop_with_empty_axes")) {
            step.give(value);
            return;
        }
        int[] over = none
                ? IntStream.range(0, value.rank()).toArray()
                : Arrays.stream(given).mapToInt(axis -> step.axis(axis, value.rank())).distinct().sorted().toArray();
        if (step.batched() && IntStream.of(over).anyMatch(axis -> axis == 0)) {
            throw new Unsupported("it works along the batch");
        }
        int[] kept = value.dims().clone();
        for (int axis : over) {
            kept[axis] = 1;
        }
        Activation reduced = reduced(step, value, statistic, over, kept);
        step.give(step.attributes().integer("keepdims", 1) != 0
                ? reduced
                : step.reshaped(reduced,
                        Axes.squeezed(kept, IntStream.of(over).asLongStream().toArray())));
    }

    private static Activation reduced(Step step, Activation value, Statistic statistic, int[] over, int[] kept) {
        int[] axes = step.memoryAxes(value);
        boolean pixels = step.batched() && Arrays.equals(axes, new int[] {2, 3, 1})
                && Arrays.equals(over, new int[] {2, 3});
        if (pixels && (statistic == Statistic.MEAN || statistic == Statistic.MAXIMUM)) {
            return step.laidOut(step.add(statistic == Statistic.MEAN
                    ? new GlobalAveragePool2d()
                    : new GlobalMaxPool2d(), Map.of(), step.arranged(value, axes)), kept, axes);
        }
        int[] places = IntStream.range(0, axes.length).filter(i -> Arrays.binarySearch(over, axes[i]) >= 0).toArray();
        return step.laidOut(step.add(Reduce.of(statistic, places.length == 0 ? new int[] {0} : places), Map.of(),
                places.length == 0
                        ? step.shaped(value, Shape.of(1, value.size()))
                        : step.arranged(value, axes)),
                kept, axes);
    }

    static void argMax(Step step) {
        place(step, false);
    }

    static void argMin(Step step) {
        place(step, true);
    }

    private static void place(Step step, boolean smallest) {
        Attributes given = step.attributes();
        Activation value = step.activation(0);
        int axis = step.axis(given.integer("axis", 0), value.rank());
        Activation place = top(step, value, axis,
                TopK.of(1).smallest(smallest).places(true).last(given.flag("select_last_index"))).as(Element.INT64);
        step.give(given.integer("keepdims", 1) != 0
                ? place
                : step.reshaped(place, Axes.squeezed(place.dims(), new long[] {axis})));
    }

    /** The numbers, and where they lie. */
    static void topK(Step step) {
        Attributes given = step.attributes();
        Activation value = step.activation(0);
        int axis = step.axis(given.integer("axis", -1), value.rank());
        long count = step.has(1) ? step.constant(1).asIntegers()[0] : given.integer("k", 1);
        TopK layer = TopK.of(Math.toIntExact(count)).smallest(given.integer("largest", 1) == 0);
        if (step.isTaken(0)) {
            step.give(0, top(step, value, axis, layer));
        }
        if (step.isTaken(1)) {
            step.give(1, top(step, value, axis, layer.places(true)).as(Element.INT64));
        }
    }

    private static Activation top(Step step, Activation value, int axis, TopK layer) {
        int[] axes = step.axesWithLast(value.rank(), axis);
        int[] dims = value.dims().clone();
        dims[axis] = layer.count();
        return step.laidOut(step.add(layer, Map.of(), step.arranged(value, axes)), dims, axes);
    }
}
