package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.arithmetic.MatrixProduct;
import cnn.layers.arithmetic.ScatterElements;
import cnn.layers.shape.ChannelSlice;
import cnn.onnx.folding.Axes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Images of columns, and grids of places in images. */
final class Columns {
    private Columns() {
    }

    /** Col2Im: the numbers of all windows, one behind the other, added up where they lie; what lies beyond the image is dropped. */
    static void image(Step step) {
        Activation value = step.activation(0);
        int[] image = Axes.ints(step.constant(1).asIntegers());
        int[] block = Axes.ints(step.constant(2).asIntegers());
        int spatial = image.length;
        int window = Places.product(block, 0, spatial);
        int pixels = Constant.size(image);
        if (value.rank() != 3 || value.dims()[1] % window != 0) {
            throw new Unsupported("it makes images of " + value.text() + " with windows of " + Arrays.toString(block));
        }
        int channels = value.dims()[1] / window;
        float[] places = places(step, image, block, value.dims()[2]);
        Places.requireExact(pixels + 1L);
        Shape rows = Shape.of(value.size() / places.length, places.length);
        step.requireFew(rows.dim(0), pixels + 1);
        Activation zeros = step.repeated(Shape.of(rows.dim(0), pixels + 1), new float[1]);
        Activation sums = step.add(ScatterElements.of(1).meeting(ScatterElements.Meeting.SUM), Map.of(), zeros,
                step.repeated(rows, places), step.arranged(value, rows, step.axes(3)));
        int[] dims = IntStream.concat(IntStream.of(value.dims()[0], channels), IntStream.of(image)).toArray();
        step.give(step.laidOut(step.add("image", ChannelSlice.of(0, pixels), Map.of(), sums), dims,
                step.axes(dims.length)).as(value.type()));
    }

    /** For each number of each window its pixel; the one behind the last for what lies beyond. */
    private static float[] places(Step step, int[] image, int[] block, int windows) {
        int spatial = image.length;
        int[] strides = numbers(step, "strides", spatial, 1);
        int[] dilations = numbers(step, "dilations", spatial, 1);
        int[] pads = numbers(step, "pads", 2 * spatial, 0);
        int[] counts = new int[spatial];
        for (int axis = 0; axis < spatial; axis++) {
            int room = image[axis] + pads[axis] + pads[spatial + axis] - dilations[axis] * (block[axis] - 1) - 1;
            counts[axis] = room < 0 ? 0 : room / strides[axis] + 1;
        }
        if (Places.product(counts, 0, spatial) != windows) {
            throw new Unsupported("it has " + windows + " windows where " + Arrays.toString(counts) + " are");
        }
        int[] lengths = IntStream.concat(IntStream.of(block), IntStream.of(counts)).toArray();
        float[] places = new float[Constant.size(lengths)];
        for (int i = 0; i < places.length; i++) {
            int rest = i;
            int[] at = new int[lengths.length];
            for (int axis = at.length - 1; axis >= 0; axis--) {
                at[axis] = rest % lengths[axis];
                rest /= lengths[axis];
            }
            int place = 0;
            boolean within = true;
            for (int axis = 0; axis < spatial; axis++) {
                int position = at[spatial + axis] * strides[axis] + at[axis] * dilations[axis] - pads[axis];
                within &= position >= 0 && position < image[axis];
                place = place * image[axis] + position;
            }
            places[i] = within ? place : Constant.size(image);
        }
        return places;
    }

    private static int[] numbers(Step step, String name, int count, int otherwise) {
        long[] given = step.attributes().integers(name);
        int[] numbers = new int[count];
        Arrays.fill(numbers, otherwise);
        if (given != null && given.length == count) {
            numbers = Axes.ints(given);
        } else if (given != null && given.length > 0) {
            throw new Unsupported("its " + name + " are " + given.length + " numbers, not " + count);
        }
        if (IntStream.of(numbers).anyMatch(number -> number < otherwise)) {
            throw new Unsupported("its " + name + " are " + Arrays.toString(numbers));
        }
        return numbers;
    }

    /** AffineGrid: the places of an image's pixels, in [−1, 1], by a computed matrix. */
    static void grid(Step step) {
        Activation matrix = step.activation(0);
        int[] size = Axes.ints(step.constant(1).asIntegers());
        int spatial = size.length - 2;
        if (matrix.rank() != 3 || matrix.dims()[1] != spatial || matrix.dims()[2] != spatial + 1) {
            throw new Unsupported("it makes places in " + Arrays.toString(size) + " by " + matrix.text());
        }
        if (!step.batched() && matrix.dims()[0] != 1) {
            throw new Unsupported("its first axis is the batch");
        }
        boolean corners = step.attributes().flag("align_corners");
        int[] image = Arrays.copyOfRange(size, 2, size.length);
        int pixels = Constant.size(image);
        step.requireFew(pixels, spatial + 1);
        float[] places = new float[Math.multiplyExact(pixels, spatial + 1)];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int rest = pixel;
            places[pixel * (spatial + 1) + spatial] = 1;
            for (int axis = spatial - 1; axis >= 0; axis--) { // x, the last axis, comes first
                double at = rest % image[axis];
                double place = corners
                        ? image[axis] == 1 ? 0 : 2 * at / (image[axis] - 1) - 1
                        : (2 * at + 1) / image[axis] - 1;
                places[pixel * (spatial + 1) + spatial - 1 - axis] = (float) place;
                rest /= image[axis];
            }
        }
        Activation turned = step.arranged(matrix, Shape.of(spatial + 1, spatial), 2, 1);
        Activation product = step.add(new MatrixProduct(), Map.of(),
                step.numbers(Shape.of(pixels, spatial + 1), places), turned);
        int[] dims = IntStream.concat(IntStream.of(matrix.dims()[0]),
                IntStream.concat(IntStream.of(image), IntStream.of(spatial))).toArray();
        step.give(step.laidOut(product, dims, IntStream.range(1, dims.length).toArray()).as(matrix.type()));
    }
}
