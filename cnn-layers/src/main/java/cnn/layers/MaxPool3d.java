package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import org.jspecify.annotations.Nullable;

/**
 * The largest number under a window, for each channel: y[h, i, j, c] = max over (t, u, v) of
 * x[h·stride + t·dilation − front, i·stride + u·dilation − top, j·stride + v·dilation − left, c]. Padding never wins. The
 * gradient goes to the first of the largest.
 *
 * <p>(D, H, W, C) → (D', H', W', C), each axis as {@link MaxPool2d} has it. Rejects a window that is larger than the padded
 * volume, and padding that leaves a window without a voxel.
 *
 * @param size slices, rows and columns of the window
 * @param stride voxels from one window to the next; null for {@code size}, so that windows do not overlap
 * @param padding what surrounds the volume
 * @param dilation voxels from one element of the window to the next
 * @param roundUp whether D', H' and W' are rounded up, so that a last window may reach over the edge (ONNX
 *            {@code ceil_mode})
 */
@Id("max-pool3d")
public record MaxPool3d(Size3d size, @Nullable Size3d stride, @Default("valid") Padding3d padding,
        @Default("1") Size3d dilation, @Default("false") boolean roundUp) implements Layer {
    /** Cubic windows side by side. */
    public static MaxPool3d of(int size) {
        return of(Size3d.of(size));
    }

    /** Windows side by side. */
    public static MaxPool3d of(Size3d size) {
        return new MaxPool3d(size, null, Padding3d.VALID, Size3d.of(1), false);
    }

    /** With another stride along all axes. */
    public MaxPool3d stride(int voxels) {
        return stride(Size3d.of(voxels));
    }

    /** With another stride. */
    public MaxPool3d stride(Size3d voxels) {
        return new MaxPool3d(size, voxels, padding, dilation, roundUp);
    }

    /** With other padding. */
    public MaxPool3d padding(Padding3d around) {
        return new MaxPool3d(size, stride, around, dilation, roundUp);
    }

    /** With another dilation. */
    public MaxPool3d dilation(Size3d voxels) {
        return new MaxPool3d(size, stride, padding, voxels, roundUp);
    }

    /** With the output size rounded up or down. */
    public MaxPool3d roundUp(boolean up) {
        return new MaxPool3d(size, stride, padding, dilation, up);
    }

    @Override
    public Bound bind(Binding in) {
        Window3d window = VolumePooling.windows(in, size, stride == null ? size : stride, dilation, padding, roundUp);
        VolumePooling op = new VolumePooling(window, in.input().channels(), new Maximum(), in);
        return Bound.of(op.output(), op);
    }

    private record Maximum() implements VolumePooling.Rule {
        @Override
        public float first() {
            return Float.NEGATIVE_INFINITY;
        }

        @Override
        public void take(float[] x, int from, float[] y, int at, int channels) {
            for (int c = 0; c < channels; c++) {
                y[at + c] = Math.max(y[at + c], x[from + c]);
            }
        }

        @Override
        public void finish(float[] y, int at, int channels, int slice, int row, int column) {
            // the largest is in it
        }

        @Override
        public void share(float[] dy, int at, float[] pending, int channels, int slice, int row, int column) {
            System.arraycopy(dy, at, pending, 0, channels);
        }

        @Override
        public void give(float[] x, float[] y, int at, float[] pending, float[] dx, int from, int channels) {
            for (int c = 0; c < channels; c++) {
                if (x[from + c] == y[at + c]) {
                    dx[from + c] += pending[c];
                    pending[c] = 0;
                }
            }
        }
    }
}
