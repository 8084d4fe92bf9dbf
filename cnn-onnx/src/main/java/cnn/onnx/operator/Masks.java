package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Maximum;
import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.Choice;
import cnn.layers.arithmetic.Comparison;
import cnn.layers.arithmetic.Comparison.Test;
import cnn.layers.arithmetic.MatrixProduct;
import cnn.layers.arithmetic.Whole;
import cnn.layers.shape.Gather;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Patterns of zeros and ones: of what a number is, of triangles, of one place among many. */
final class Masks {
    /** Numbers of a pattern that a network keeps: 64 MiB. */
    private static final int MOST = 1 << 24;

    private Masks() {
    }

    /** NaN alone is not what it is. */
    static void isNan(Step step) {
        Activation value = step.activation(0);
        Activation same = step.add("same", Comparison.of(Test.EQUAL), Map.of(), value, value);
        step.give(step.add(Affine.of().factor(-1).offset(1), Map.of(), same).as(Element.BOOL));
    }

    /** Beyond all numbers, on the sides that are asked for. */
    static void isInfinite(Step step) {
        Activation value = step.activation(0);
        boolean above = step.attributes().integer("detect_positive", 1) != 0;
        boolean below = step.attributes().integer("detect_negative", 1) != 0;
        Activation greatest = bound(step, value, Float.MAX_VALUE);
        Activation least = bound(step, value, -Float.MAX_VALUE);
        Activation high = step.add("above", Comparison.of(Test.GREATER), Map.of(), value, greatest);
        Activation low = step.add("below", Comparison.of(Test.LESS), Map.of(), value, least);
        Activation either = above && below
                ? step.add(new Maximum(), Map.of(), high, low)
                : step.add(Affine.of().factor(above || below ? 1 : 0), Map.of(), above ? high : low);
        step.give(either.as(Element.BOOL));
    }

    private static Activation bound(Step step, Activation value, float number) {
        return step.repeated(value.shape(), new float[] {number});
    }

    /** What is above a diagonal, or below it; zeros elsewhere. */
    static void triangle(Step step) {
        Activation value = step.activation(0);
        int rank = value.rank();
        if (rank < 2 || step.batched() && rank == 2) {
            throw new Unsupported(
                    "it takes " + value.text() + (step.batched() ? ", of which the first axis is the batch" : ""));
        }
        boolean upper = step.attributes().integer("upper", 1) != 0;
        Constant given = step.constantOrNull(1);
        long diagonal = given == null ? 0 : given.asIntegers()[0];
        int rows = value.dims()[rank - 2];
        int columns = value.dims()[rank - 1];
        float[] mask = new float[Constant.size(rows, columns)];
        for (int i = 0; i < mask.length; i++) {
            long above = i % columns - (long) (i / columns);
            mask[i] = upper ? above >= diagonal ? 1 : 0 : above <= diagonal ? 1 : 0;
        }
        int[] axes = step.axes(rank);
        Shape stack = Shape.of(value.size() / mask.length, rows, columns);
        Activation all = step.expanded(step.numbers(Shape.of(1, rows, columns), mask), stack.dims());
        Activation chosen = step.add(new Choice(), Map.of(), all, step.arranged(value, stack, axes),
                step.repeated(stack, new float[1]));
        step.give(step.laidOut(chosen, value.dims(), axes).as(value.type()));
    }

    /** Ones on a diagonal of a matrix whose lengths alone are taken. */
    static void eye(Step step) {
        Activation value = step.activation(0);
        if (value.rank() != 2 || step.batched()) {
            throw new Unsupported("it takes the lengths of " + value.text()
                    + (step.batched() ? ", of which the first axis is the batch" : ", which is no matrix"));
        }
        long number = step.attributes().integer("dtype", value.type().number());
        step.give(eye(value.dims(), step.attributes().integer("k", 0), Element.of(number)));
    }

    private static Constant eye(int[] dims, long diagonal, @Nullable Element type) {
        if (type == null) {
            throw new Unsupported("it makes elements of a type that is not read");
        }
        long[] ones = new long[Constant.size(dims)];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = i % dims[1] - (long) (i / dims[1]) == diagonal ? 1 : 0;
        }
        Constant eye = Constant.of(dims, ones);
        return type.isFloat() ? Constant.of(dims, eye.asFloats()).as(type) : eye.as(type);
    }

    /** One of two numbers where an index names the place, the other elsewhere; an index that names none has the other alone. */
    static void oneHot(Step step) {
        Activation places = step.activation(0);
        int depth = Math.toIntExact((long) step.constant(1).number(0));
        Constant values = step.constant(2);
        int rank = places.rank() + 1;
        int axis = step.axis(step.attributes().integer("axis", -1), rank);
        if (depth < 1 || step.batched() && axis == 0) {
            throw new Unsupported(depth < 1 ? "its depth is " + depth : "it works along the batch");
        }
        step.requireFew(places.size(), depth);
        Activation whole = places.type().isFloat() ? step.add("whole", Whole.of(), Map.of(), places) : places;
        int[] before = step.axes(places.rank());
        Shape shape = Shape.of(places.size(), depth);
        Activation all = step.expanded(step.arranged(whole, Shape.of(places.size(), 1), before), shape.dims());
        float[] numbers = new float[depth];
        for (int i = 0; i < depth; i++) {
            numbers[i] = i;
        }
        Activation counted = step.repeated(shape, numbers);
        Activation fromEnd = step.add("from-end", Affine.of().offset(depth), Map.of(), all);
        Activation hot = step.add("hot", new Maximum(), Map.of(),
                step.add("equal", Comparison.of(Test.EQUAL), Map.of(), all, counted),
                step.add("equal", Comparison.of(Test.EQUAL), Map.of(), fromEnd, counted));
        double off = values.number(0);
        Activation given = step.add(Affine.of().factor(values.number(1) - off).offset(off), Map.of(), hot);
        int[] dims = new int[rank];
        int[] order = IntStream.concat(IntStream.of(before).map(one -> one < axis ? one : one + 1), IntStream.of(axis))
                .toArray();
        for (int one = 0; one < rank; one++) {
            dims[one] = one == axis ? depth : places.dims()[one < axis ? one : one - 1];
        }
        step.give(step.laidOut(given, dims, order).as(values.type()));
    }

    /** Sums of all that come before along an axis: a product with a triangle of ones. */
    static void cumulativeSum(Step step) {
        Activation value = step.activation(0);
        int rank = value.rank();
        int axis = Parts.along(step, value, step.constant(1).asIntegers()[0]);
        boolean exclusive = step.attributes().flag("exclusive");
        boolean reverse = step.attributes().flag("reverse");
        int length = value.dims()[axis];
        if ((long) length * length > MOST) {
            throw new Unsupported("it sums along " + length + " numbers, and up to 4096 are read");
        }
        float[] triangle = new float[length * length];
        for (int i = 0; i < triangle.length; i++) {
            int after = reverse ? i / length - i % length : i % length - i / length;
            triangle[i] = after > 0 || after == 0 && !exclusive ? 1 : 0;
        }
        int[] axes = step.axesWithLast(rank, axis);
        Activation sums = step.add(new MatrixProduct(), Map.of(),
                step.arranged(value, Shape.of(value.size() / length, length), axes),
                step.numbers(Shape.of(length, length), triangle));
        step.give(step.laidOut(sums, value.dims(), axes).as(value.type()));
    }

    /** Positions that a known condition names, along an axis or of all numbers. */
    static void compress(Step step) {
        Activation value = step.activation(0);
        Constant condition = step.constant(1);
        boolean flat = !step.attributes().has("axis");
        if (flat && step.batched()) {
            throw new Unsupported("it takes numbers of the whole batch");
        }
        int[] positions = IntStream.range(0, condition.size()).filter(i -> condition.number(i) != 0).toArray();
        Activation from = flat ? step.reshaped(value, new int[] {value.size()}) : value;
        int axis = flat ? 0 : Parts.along(step, from, step.attributes().integer("axis", 0));
        if (positions.length == 0 || positions[positions.length - 1] >= from.dims()[axis]) {
            throw new Unsupported("it takes " + positions.length + " positions of " + from.dims()[axis]);
        }
        int[] axes = step.memoryAxes(from);
        int[] dims = from.dims().clone();
        dims[axis] = positions.length;
        step.give(step.laidOut(step.add(Gather.of(Parts.place(axes, axis), positions), Map.of(),
                step.arranged(from, axes)), dims, axes).as(value.type()));
    }
}
