package cnn.layers;

import cnn.api.layer.Binding;
import cnn.layers.convolution.shared.Axis;

/**
 * One axis of a transposed convolution as it is given. Computed in long, and rejected where it does not fit an int: options may be
 * any int.
 *
 * @param length pixels of the input
 * @param kernel elements of the window
 * @param stride output pixels from one window to the next
 * @param dilation output pixels from one element of the window to the next
 * @param mode how what is cut off is found
 * @param before output pixels cut off at the start
 * @param after output pixels cut off at the end
 * @param more output pixels added at the end
 * @param wanted output pixels in all, 0 where they follow from the rest
 */
record TransposedAxis(int length, int kernel, int stride, int dilation, Padding.Mode mode, int before, int after,
        int more, int wanted) {
    /** Output pixels for each that the kernel reaches, along an axis, at most: nobody wants more, and laying them out takes time. */
    private static final long SPARSEST = 16;

    private long reach() {
        return (kernel - 1L) * dilation + 1;
    }

    private boolean same() {
        return mode == Padding.Mode.SAME || mode == Padding.Mode.SAME_LOWER;
    }

    /**
     * The axis of the convolution that goes the other way: its input is this layer's output.
     *
     * @param padding the whole padding, as a pipeline writes it
     * @param size the whole kernel, as a pipeline writes it
     */
    Axis bind(Binding in, String padding, String size) {
        long reach = reach();
        if (Math.max(before, after) >= reach) {
            throw in.reject(
                    "padding " + padding + " cuts off as much as the " + size + " kernel reaches over, or more",
                    "Use padding of at most " + (reach - 1));
        }
        if (length > 1 && stride > SPARSEST * reach) {
            throw in.reject("a stride of " + stride + " is more than " + SPARSEST + " times what the " + size
                    + " kernel reaches over, and nearly all of the output would be the bias",
                    "Use a stride of at most " + SPARSEST * reach);
        }
        long full = (length - 1L) * stride + reach;
        long out = wanted > 0 ? wanted : same() ? (long) length * stride : full + more - before - after;
        long cut = Math.max(0, full - out);
        long start = mode == Padding.Mode.SAME ? cut / 2 : mode == Padding.Mode.SAME_LOWER ? cut - cut / 2 : before;
        if (out < 1 || out + reach > Window2d.MOST) {
            throw in.reject("with padding " + padding + " its output would be " + out + " pixels along an axis, of a "
                    + "kernel that reaches over " + reach,
                    out < 1
                            ? "Use less padding"
                            : "Use a smaller kernel, stride or dilation");
        }
        long most = full - start + Math.max(stride, dilation) - 1;
        if (wanted > most) {
            throw in.reject(
                    "its output size asks for " + wanted + " pixels along an axis, but kernel and stride reach no "
                            + "more than " + most,
                    "Use an output size of at most " + most);
        }
        // where there is one window, a stride would only spread what has no neighbour
        return new Axis((int) out, length, kernel, length == 1 ? 1 : stride, kernel == 1 ? 1 : dilation, (int) start);
    }
}
