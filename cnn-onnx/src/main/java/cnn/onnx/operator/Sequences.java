package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.layers.arithmetic.GatherElements;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Sequences of known lengths, turned round: what networks that read text from pictures do with columns. */
final class Sequences {
    private Sequences() {
    }

    static void reverse(Step step) {
        Activation value = step.activation(0);
        int time = step.axis(step.attributes().integer("time_axis", 0), value.rank());
        int batch = step.axis(step.attributes().integer("batch_axis", 1), value.rank());
        long[] lengths = step.constant(1).asIntegers();
        int longest = value.dims()[time];
        if (time == batch || lengths.length != value.dims()[batch]
                || Arrays.stream(lengths).anyMatch(length -> length < 0 || length > longest)) {
            throw new Unsupported(
                    "its sequence_lens are " + Arrays.toString(lengths) + " along the axes " + time + " and "
                            + batch + " of " + value.text());
        }
        if (Arrays.stream(lengths).distinct().count() == 1) {
            step.give(Parts.picked(step, value, time,
                    IntStream.range(0, longest).map(at -> source(at, lengths[0])).toArray()));
            return;
        }
        if (step.batched() && (time == 0 || batch == 0)) {
            throw new Unsupported("its sequences differ in length along the batch");
        }
        int[] axes = step.memoryAxes(value);
        Activation now = step.arranged(value, axes);
        int[] dims = IntStream.of(axes).map(axis -> value.dims()[axis]).toArray();
        step.give(step.laidOut(step.add(GatherElements.of(Parts.place(axes, time)), Map.of(), now,
                step.numbers(now.shape(), places(dims, Parts.place(axes, time), Parts.place(axes, batch), lengths))),
                value.dims(), axes).as(value.type()));
    }

    private static int source(int at, long length) {
        return at < length ? (int) length - 1 - at : at;
    }

    private static float[] places(int[] dims, int time, int batch, long[] lengths) {
        float[] places = new float[Shape.of(dims).size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = source(coordinate(i, dims, time), lengths[coordinate(i, dims, batch)]);
        }
        return places;
    }

    private static int coordinate(int index, int[] dims, int axis) {
        int inner = 1;
        for (int behind = axis + 1; behind < dims.length; behind++) {
            inner *= dims[behind];
        }
        return index / inner % dims[axis];
    }
}
