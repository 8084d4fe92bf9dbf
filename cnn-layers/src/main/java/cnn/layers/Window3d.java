package cnn.layers;

import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.text.Count;

/**
 * How a window moves over a volume: the arithmetic that convolution and pooling share.
 *
 * @param slices from front to back
 * @param rows from top to bottom
 * @param columns from left to right
 */
record Window3d(Axis slices, Axis rows, Axis columns) {
    /**
     * Lays windows over the only input, which must be a volume (D, H, W, C).
     *
     * @param roundUp whether a last window that is only partly inside counts (ONNX {@code ceil_mode})
     */
    static Window3d over(Binding in, Size3d kernel, Size3d stride, Size3d dilation, Padding3d padding,
            boolean roundUp) {
        Shape volume = volume(in);
        String size = kernel.toString();
        return new Window3d(
                axis(WindowAxis.over(in, "deep", volume.dim(0), kernel.depth(), stride.depth(), dilation.depth(),
                        padding.mode(), padding.front(), padding.back(), roundUp, size), volume.dim(0),
                        kernel.depth()),
                axis(WindowAxis.over(in, "high", volume.dim(1), kernel.height(), stride.height(), dilation.height(),
                        padding.mode(), padding.top(), padding.bottom(), roundUp, size), volume.dim(1),
                        kernel.height()),
                axis(WindowAxis.over(in, "wide", volume.dim(2), kernel.width(), stride.width(), dilation.width(),
                        padding.mode(), padding.left(), padding.right(), roundUp, size), volume.dim(2),
                        kernel.width()));
    }

    /** The only input, which must be a volume (D, H, W, C). */
    static Shape volume(Binding in) {
        if (in.input().rank() != 4) {
            throw in.reject("it takes a volume (depth, height, width, channels), but an input of "
                    + in.input().rank() + (in.input().rank() == 1 ? " axis" : " axes") + " was given",
                    "Bring it to four axes with a reshape layer, or use the layer for images");
        }
        return in.input();
    }

    private static Axis axis(WindowAxis window, int length, int kernel) {
        return new Axis(length, window.positions(), kernel, window.stride(), window.dilation(), window.before());
    }

    /**
     * Rejects what has more floats than one array can hold: the volume as windows see it, and the output's gradient, spread
     * by the stride, on the way back. All later arithmetic of places in them is then safe.
     */
    void checkFloats(Binding in, int channels, String size) {
        double voxels = seen(slices) * seen(rows) * seen(columns);
        if (voxels * channels > Window2d.MOST) {
            throw in.reject(
                    "with all that a " + size.replace('x', '×') + " kernel reaches, there would be " + (long) voxels
                            + " voxels with " + Count.of(channels, "channel")
                            + ", more than the 2^31 - 9 numbers that one array can hold",
                    "Use a smaller kernel, less dilation or less padding");
        }
    }

    /** At most what windows reach forward, and backward on the spread gradient; in double, for options may be any int. */
    private static double seen(Axis axis) {
        double forward = (axis.out() - 1.0) * axis.stride() + (axis.kernel() - 1.0) * axis.dilation() + 1;
        return Math.max(forward, axis.in()) + (axis.kernel() - 1.0) * axis.dilation();
    }

    /** One output voxel for each position. */
    Shape output(int channels) {
        return Shape.of(slices.out(), rows.out(), columns.out(), channels);
    }
}
