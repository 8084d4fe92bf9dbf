package cnn.layers;

import cnn.api.Shape;
import cnn.api.layer.Binding;
import java.util.StringJoiner;

/**
 * How a window moves along one axis of an image. Computed in long, and rejected where it does not fit an int: options may
 * be any int.
 *
 * @param positions of the window
 * @param stride pixels from one position to the next; no more than the padded image has, where there is only one
 * @param dilation pixels from one element to the next; 1 where there is only one
 * @param before pixels of padding before the image
 * @param after pixels of padding behind it, as far as windows reach
 */
record WindowAxis(int positions, int stride, int dilation, int before, int after) {

    /**
     * Lays windows along an axis.
     *
     * @param direction in which it runs: {@code high}
     * @param size the whole kernel's, as a pipeline writes it: {@code 3x5}
     */
    static WindowAxis over(Binding in, String direction, int length, int kernel, int stride, int dilation,
            Padding.Mode mode, int paddingBefore, int paddingAfter, boolean roundUp, String size) {
        long reach = (kernel - 1L) * dilation + 1;
        long before = paddingBefore;
        long positions;
        if (mode == Padding.Mode.SAME || mode == Padding.Mode.SAME_LOWER) {
            positions = ((long) length + stride - 1) / stride;
            long total = Math.max(0, (positions - 1) * stride + reach - length);
            before = mode == Padding.Mode.SAME ? total / 2 : total - total / 2;
        } else {
            long padded = before + length + paddingAfter;
            long free = padded - reach;
            // rounded up, one window that reaches over the end is one window
            if (free < 0 && (!roundUp || -free >= stride)) {
                throw in.reject(doesNotFit(in, size, dilation, before, paddingAfter),
                        "Use padding SAME or a kernel of at most " + Math.max(1, (padded - 1) / dilation + 1));
            }
            positions = free / stride + 1;
            if (roundUp && free > 0 && free % stride != 0 && positions * stride < length + before) {
                positions++;
            }
        }
        long after = Math.max(0, (positions - 1) * stride + reach - length - before);
        long padded = before + length + after;
        if (padded > Window2d.MOST) {
            throw in.reject("padded as the " + size + " kernel" + (dilation > 1 ? " with dilation " + dilation : "")
                    + " needs it, the image would be " + padded + " pixels " + direction + ", more than the 2^31 - 9 "
                    + "numbers that one array can hold", "Use a smaller kernel, less dilation or less padding");
        }
        return new WindowAxis((int) positions, (int) Math.min(stride, padded), kernel == 1 ? 1 : dilation,
                (int) before, (int) after);
    }

    private static String doesNotFit(Binding in, String size, int dilation, long before, long after) {
        Shape given = in.inputs().getFirst(); // an image, a volume, or a signal, which is an image of one row
        StringJoiner image = new StringJoiner("×");
        if (given.rank() == 2) {
            image.add("1");
        }
        for (int axis = 0; axis < given.rank() - 1; axis++) {
            image.add(Integer.toString(given.dim(axis)));
        }
        return "a " + size.replace('x', '×') + " kernel" + (dilation > 1 ? " with dilation " + dilation : "")
                + " does not fit a " + image + (given.rank() > 3 ? " volume" : " image")
                + (before + after > 0 ? " padded by " + before + " and " + after : "");
    }
}
