package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.Add;
import cnn.layers.Multiply;
import cnn.layers.arithmetic.Comparison;
import cnn.layers.arithmetic.GatherElements;
import cnn.layers.arithmetic.Reduce;
import cnn.layers.arithmetic.Reduce.Statistic;
import cnn.layers.arithmetic.ScatterElements;
import cnn.layers.arithmetic.ScatterElements.Meeting;
import cnn.onnx.folding.Axes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Numbers taken from places, and put into places, that other values name: along one axis, or by the coordinates of several, which
 * are made one number then.
 */
final class ComputedPlaces {
    private ComputedPlaces() {
    }

    /** Along an axis; the indices may be fewer along the others. */
    static void gatherElements(Step step) {
        Activation data = step.activation(0);
        Activation places = step.activation(1);
        int axis = Parts.along(step, data, step.attributes().integer("axis", 0));
        requireRank(data, places);
        for (int other = 0; other < data.rank(); other++) {
            if (other != axis && places.dims()[other] < data.dims()[other]) {
                Parts.along(step, data, other);
                data = Parts.narrowed(step, data, other, 0, places.dims()[other]);
            }
        }
        int[] axes = step.memoryAxes(data);
        Activation taken = step.add(GatherElements.of(Parts.place(axes, axis)), Map.of(), step.arranged(data, axes),
                step.arranged(places, axes));
        step.give(step.laidOut(taken, places.dims(), axes).as(data.type()));
    }

    private static void requireRank(Activation data, Activation places) {
        if (data.rank() != places.rank() || data.rank() == 0) {
            throw new Unsupported("it takes indices " + places.text() + " for " + data.text());
        }
    }

    /** Whole positions of an axis by computed indices. */
    static void gather(Step step) {
        Activation data = step.activation(0);
        Activation places = step.activation(1);
        if (step.batched()) {
            throw new Unsupported("its indices are computed for each of the batch");
        }
        int axis = step.axis(step.attributes().integer("axis", 0), data.rank());
        int[] dims = data.dims();
        int outer = Places.product(dims, 0, axis);
        int inner = Places.product(dims, axis + 1, dims.length);
        Activation rows = step.arranged(data, Shape.of(outer, dims[axis], inner), step.axes(data.rank()));
        Activation all = step.expanded(step.arranged(places, Shape.of(1, places.size(), 1), step.axes(places.rank())),
                outer, places.size(), inner);
        int[] to = Parts.gathered(dims, axis, places.dims());
        step.give(step.laidOut(step.add(GatherElements.of(1), Map.of(), rows, all), to, step.axes(to.length))
                .as(data.type()));
    }

    /** Blocks by the coordinates of their first axes. */
    static void gatherNd(Step step) {
        Activation data = step.activation(0);
        int[] from = step.isConstant(1) ? step.constant(1).dims() : step.activation(1).dims();
        int batches = Math.toIntExact(step.attributes().integer("batch_dims", 0));
        int first = step.batched() ? 1 : 0;
        if (batches < first) {
            throw new Unsupported("its indices name places in the batch");
        }
        int[] dims = data.dims();
        int named = from[from.length - 1];
        int inner = Places.product(dims, batches + named, dims.length);
        int outer = Places.product(dims, first, batches);
        int count = Places.product(from, batches, from.length - 1);
        int[] lengths = Arrays.copyOfRange(dims, batches, batches + named);
        Activation rows = step.arranged(data, Shape.of(outer, Places.product(lengths, 0, named), inner),
                step.axes(dims.length));
        Activation places = step.expanded(joined(step, lengths, Shape.of(outer, count, 1)), outer, count, inner);
        int[] to = IntStream.concat(IntStream.of(from).limit(from.length - 1L),
                IntStream.of(dims).skip((long) batches + named)).toArray();
        step.give(step.laidOut(step.add(GatherElements.of(1), Map.of(), rows, places), to, step.axes(to.length))
                .as(data.type()));
    }

    /**
     * The node's indices, whose last axis are coordinates, as one number each.
     *
     * @param lengths of the axes that coordinates are of
     * @param shape of the numbers
     */
    private static Activation joined(Step step, int[] lengths, Shape shape) {
        int named = lengths.length;
        int[] strides = new int[named];
        int stride = 1;
        for (int axis = named - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride = Math.multiplyExact(stride, lengths[axis]);
        }
        Places.requireExact(stride);
        if (step.isConstant(1)) {
            Constant given = step.constant(1);
            long[] coordinates = given.asIntegers();
            float[] joined = new float[coordinates.length / named];
            for (int i = 0; i < coordinates.length; i++) {
                joined[i / named] += Axes.axis(coordinates[i], lengths[i % named]) * strides[i % named];
            }
            return step.numbers(shape, joined);
        }
        Activation places = step.activation(1);
        Shape rows = Shape.of(places.size() / named, named);
        Activation coordinates = step.arranged(places, rows, step.axes(places.rank()));
        Activation below = step.add("below", Comparison.of(Comparison.Test.LESS), Map.of(), coordinates,
                step.repeated(rows, new float[named]));
        Activation more = step.add("whole", new Multiply(), Map.of(), below, step.repeated(rows, floats(lengths)));
        Activation counted = step.add("from-first", new Add(), Map.of(), coordinates, more);
        Activation shares = step.add("strides", new Multiply(), Map.of(), counted,
                step.repeated(rows, floats(strides)));
        Activation sums = step.add("joined", Reduce.of(Statistic.SUM, 1), Map.of(), shares);
        return step.shaped(sums, shape);
    }

    private static float[] floats(int[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers[i];
        }
        return floats;
    }

    private static Meeting meeting(Step step) {
        String reduction = step.attributes().text("reduction", "none");
        return switch (reduction) {
            case "none" -> Meeting.REPLACE;
            case "add" -> Meeting.SUM;
            case "mul" -> Meeting.PRODUCT;
            case "max" -> Meeting.MAXIMUM;
            case "min" -> Meeting.MINIMUM;
            default -> throw new Unsupported("its reduction is " + reduction);
        };
    }

    /** Along an axis. Constant indices that are fewer along the others are made places in the whole value. */
    static void scatterElements(Step step) {
        Activation data = step.activation(0);
        Activation numbers = step.activation(2);
        int axis = Parts.along(step, data, step.attributes().integer("axis", 0));
        int[] dims = data.dims().clone();
        dims[axis] = numbers.rank() == dims.length ? numbers.dims()[axis] : -1;
        Meeting meeting = meeting(step);
        if (Arrays.equals(dims, numbers.dims())) {
            Activation places = step.activation(1);
            requireRank(data, places);
            int[] axes = step.memoryAxes(data);
            Activation put = step.add(ScatterElements.of(Parts.place(axes, axis)).meeting(meeting), Map.of(),
                    step.arranged(data, axes), step.arranged(places, axes), step.arranged(numbers, axes));
            step.give(step.laidOut(put, data.dims(), axes).as(data.type()));
            return;
        }
        if (step.batched()) {
            throw new Unsupported("it puts " + numbers.text() + " into " + data.text());
        }
        float[] places = inWhole(step.constant(1), data.dims(), axis);
        Shape vector = Shape.vector(places.length);
        Activation put = step.add(ScatterElements.of(0).meeting(meeting), Map.of(),
                step.shaped(step.plain(data), Shape.vector(data.size())), step.numbers(vector, places),
                step.shaped(step.plain(numbers), vector));
        step.give(step.laidOut(put, data.dims(), step.axes(data.rank())).as(data.type()));
    }

    private static float[] inWhole(Constant indices, int[] dims, int axis) {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int one = dims.length - 1; one >= 0; one--) {
            strides[one] = stride;
            stride = Math.multiplyExact(stride, dims[one]);
        }
        Places.requireExact(stride);
        int along = strides[axis];
        strides[axis] = 0;
        int[] others = Constant.indices(indices.dims(), strides);
        float[] places = new float[others.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = others[i] + Axes.axis(indices.asIntegers()[i], dims[axis]) * along;
        }
        return places;
    }

    /** Blocks into the places that the coordinates of their first axes name. */
    static void scatterNd(Step step) {
        Activation data = step.activation(0);
        Activation numbers = step.activation(2);
        if (step.batched()) {
            throw new Unsupported("its indices name places in the batch");
        }
        int[] from = step.isConstant(1) ? step.constant(1).dims() : step.activation(1).dims();
        int named = from[from.length - 1];
        int[] dims = data.dims();
        int inner = Places.product(dims, named, dims.length);
        int count = Places.product(from, 0, from.length - 1);
        int[] lengths = Arrays.copyOf(dims, named);
        Activation rows = step.arranged(data, Shape.of(Places.product(lengths, 0, named), inner),
                step.axes(dims.length));
        Activation places = step.expanded(joined(step, lengths, Shape.of(count, 1)), count, inner);
        Activation put = step.add(ScatterElements.of(0).meeting(meeting(step)), Map.of(), rows, places,
                step.arranged(numbers, Shape.of(count, inner), step.axes(numbers.rank())));
        step.give(step.laidOut(put, dims, step.axes(dims.length)).as(data.type()));
    }
}
