package cnn.onnx.layer;

import cnn.api.Shape;
import cnn.layers.Padding;
import cnn.layers.Padding3d;
import cnn.layers.Size;
import cnn.layers.Size3d;
import cnn.onnx.graph.Attributes;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Windows over the axes of a signal, an image or a volume, as ONNX is told of them: amounts of padding are written out, for what
 * SAME stands for follows from the lengths, which are known.
 *
 * @param kernel positions of the window along each axis
 * @param stride from one window to the next
 * @param dilation from one position of the window to the next
 * @param before padding before each axis
 * @param after padding behind it
 */
record Windows(int[] kernel, int[] stride, int[] dilation, int[] before, int[] after) {

    static Windows over(Shape image, Size kernel, @Nullable Size stride, Size dilation, Padding padding) {
        return of(image, pair(kernel), pair(stride == null ? kernel : stride), pair(dilation), padding.mode(),
                new int[] {padding.top(), padding.left()}, new int[] {padding.bottom(), padding.right()});
    }

    static Windows over(Shape volume, Size3d kernel, @Nullable Size3d stride, Size3d dilation, Padding3d padding) {
        return of(volume, triple(kernel), triple(stride == null ? kernel : stride), triple(dilation), padding.mode(),
                new int[] {padding.front(), padding.top(), padding.left()},
                new int[] {padding.back(), padding.bottom(), padding.right()});
    }

    static Windows over(Shape signal, int kernel, int stride, int dilation, Padding padding) {
        return of(signal, new int[] {kernel}, new int[] {stride}, new int[] {dilation}, padding.mode(),
                new int[] {padding.left()}, new int[] {padding.right()});
    }

    /** Of an image, side by side along both axes, no padding. */
    static Windows over(int[] kernel, int[] stride) {
        int[] none = new int[kernel.length];
        int[] ones = new int[kernel.length];
        Arrays.fill(ones, 1);
        return new Windows(kernel, stride, ones, none, none);
    }

    private static Windows of(Shape image, int[] kernel, int[] stride, int[] dilation, Padding.Mode mode, int[] before,
            int[] after) {
        boolean same = mode == Padding.Mode.SAME || mode == Padding.Mode.SAME_LOWER;
        for (int axis = 0; same && axis < kernel.length; axis++) {
            int positions = Math.ceilDiv(image.dim(axis), stride[axis]);
            int reach = (kernel[axis] - 1) * dilation[axis] + 1;
            int total = Math.max(0, (positions - 1) * stride[axis] + reach - image.dim(axis));
            before[axis] = mode == Padding.Mode.SAME ? total / 2 : total - total / 2;
            after[axis] = total - before[axis];
        }
        return new Windows(kernel, stride, dilation, before, after);
    }

    private static int[] pair(Size size) {
        return new int[] {size.height(), size.width()};
    }

    private static int[] triple(Size3d size) {
        return new int[] {size.depth(), size.height(), size.width()};
    }

    boolean isDilated() {
        return IntStream.of(dilation).anyMatch(step -> step > 1);
    }

    /** Kernel, strides and padding. */
    Attributes attributes() {
        return Attributes.NONE.with("kernel_shape", kernel).with("strides", stride).with("pads",
                IntStream.concat(IntStream.of(before), IntStream.of(after)).toArray());
    }

    /** And the dilation. */
    Attributes dilated() {
        return attributes().with("dilations", dilation);
    }
}
