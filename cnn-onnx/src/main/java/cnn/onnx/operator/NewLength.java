package cnn.onnx.operator;

import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one axis that is resized.
 *
 * @param from length before
 * @param to length afterwards
 * @param scale by which it was multiplied, and rounded; {@code to / from} where the length was given
 * @param start of a region, in shares of the axis
 * @param end of it
 */
record NewLength(int from, int to, double scale, double start, double end) {
    /** An axis that stays as it is. */
    static NewLength same(int length) {
        return new NewLength(length, length, 1, 0, 1);
    }

    boolean changes() {
        return to != from || scale != 1 || start != 0 || end != 1;
    }

    /** Whether the scale is more than the lengths tell. */
    boolean wasRounded() {
        return scale != (double) to / from;
    }

    /**
     * All axes of a value, of which those that are not named stay.
     *
     * @param scales one a named axis, or else
     * @param sizes new lengths
     * @param roi starts and ends of the part that is resized; null for all
     */
    static NewLength[] of(Step step, int[] dims, @Nullable Constant scales, @Nullable Constant sizes,
            @Nullable Constant roi) {
        long[] named = step.attributes().integers("axes");
        int[] axes = named == null
                ? IntStream.range(0, dims.length).toArray()
                : Arrays.stream(named).mapToInt(axis -> step.axis(axis, dims.length)).toArray();
        Constant given = scales != null ? scales : sizes;
        if (given == null || given.size() != axes.length || roi != null && roi.size() != 2 * axes.length) {
            throw new Unsupported("it names " + axes.length + " axes and " + (given == null ? 0 : given.size())
                    + " scales or sizes" + (roi == null ? "" : ", and a region of " + roi.size() + " numbers"));
        }
        NewLength[] all = IntStream.of(dims).mapToObj(NewLength::same).toArray(NewLength[]::new);
        double common = sizes == null ? 0 : common(step, dims, axes, sizes);
        for (int i = 0; i < axes.length; i++) {
            int length = dims[axes[i]];
            double start = roi == null ? 0 : roi.number(i);
            double end = roi == null ? 1 : roi.number(axes.length + i);
            all[axes[i]] = scales != null
                    ? scaled(length, (float) scales.number(i), start, end, roi != null)
                    : common > 0
                            ? new NewLength(length, (int) (common * length + 0.5), common, start, end)
                            : sized(length, (int) given.number(i), start, end);
        }
        return all;
    }

    private static NewLength sized(int length, int size, double start, double end) {
        return new NewLength(length, size, (double) size / length, start, end);
    }

    /** In float, where 0.7 of 10 are 7. */
    private static NewLength scaled(int length, float scale, double start, double end, boolean part) {
        return part
                ? sized(length, (int) (length * (float) (end - start) * scale), start, end)
                : new NewLength(length, (int) (length * scale), scale, start, end);
    }

    /** The one scale that keeps the ratio of height and width; 0 where that is not asked for. */
    private static double common(Step step, int[] dims, int[] axes, Constant sizes) {
        String policy = step.attributes().text("keep_aspect_ratio_policy", "stretch");
        double[] scales = IntStream.range(0, axes.length).mapToDouble(i -> sizes.number(i) / dims[axes[i]]).toArray();
        return switch (policy) {
            case "stretch" -> 0;
            case "not_larger" -> Arrays.stream(scales).min().orElse(0);
            case "not_smaller" -> Arrays.stream(scales).max().orElse(0);
            default -> throw new Unsupported("its keep_aspect_ratio_policy is " + policy);
        };
    }
}
