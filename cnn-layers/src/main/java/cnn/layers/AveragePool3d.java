package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import org.jspecify.annotations.Nullable;

/**
 * The mean of the numbers under a window, for each channel: y[h, i, j, c] = the sum over (t, u, v) of
 * x[h·stride + t·dilation − front, i·stride + u·dilation − top, j·stride + v·dilation − left, c], divided by the number of
 * voxels summed.
 *
 * <p>(D, H, W, C) → (D', H', W', C), each axis as {@link AveragePool2d} has it. Rejects a window that is larger than the
 * padded volume, and padding that leaves a window without a voxel.
 *
 * @param size slices, rows and columns of the window
 * @param stride voxels from one window to the next; null for {@code size}, so that windows do not overlap
 * @param padding what surrounds the volume
 * @param dilation voxels from one element of the window to the next
 * @param roundUp whether D', H' and W' are rounded up, so that a last window may reach over the edge (ONNX
 *            {@code ceil_mode})
 * @param countPadding whether padding counts as voxels of value 0 (ONNX {@code count_include_pad}); what a window
 *            reaches beyond the padding, where sizes are rounded up, never counts
 */
@Id("average-pool3d")
public record AveragePool3d(Size3d size, @Nullable Size3d stride, @Default("valid") Padding3d padding,
        @Default("1") Size3d dilation, @Default("false") boolean roundUp, @Default("false") boolean countPadding)
        implements
            Layer {
    /** Cubic windows side by side. */
    public static AveragePool3d of(int size) {
        return of(Size3d.of(size));
    }

    /** Windows side by side. */
    public static AveragePool3d of(Size3d size) {
        return new AveragePool3d(size, null, Padding3d.VALID, Size3d.of(1), false, false);
    }

    /** With another stride along all axes. */
    public AveragePool3d stride(int voxels) {
        return stride(Size3d.of(voxels));
    }

    /** With another stride. */
    public AveragePool3d stride(Size3d voxels) {
        return new AveragePool3d(size, voxels, padding, dilation, roundUp, countPadding);
    }

    /** With other padding. */
    public AveragePool3d padding(Padding3d around) {
        return new AveragePool3d(size, stride, around, dilation, roundUp, countPadding);
    }

    /** With another dilation. */
    public AveragePool3d dilation(Size3d voxels) {
        return new AveragePool3d(size, stride, padding, voxels, roundUp, countPadding);
    }

    /** With the output size rounded up or down. */
    public AveragePool3d roundUp(boolean up) {
        return new AveragePool3d(size, stride, padding, dilation, up, countPadding);
    }

    /** With padding counted as voxels of value 0, or not. */
    public AveragePool3d countPadding(boolean count) {
        return new AveragePool3d(size, stride, padding, dilation, roundUp, count);
    }

    @Override
    public Bound bind(Binding in) {
        Window3d window = VolumePooling.windows(in, size, stride == null ? size : stride, dilation, padding, roundUp);
        Mean rule = new Mean(VolumePooling.counts(window.slices(), counted(padding.back())),
                VolumePooling.counts(window.rows(), counted(padding.bottom())),
                VolumePooling.counts(window.columns(), counted(padding.right())));
        VolumePooling op = new VolumePooling(window, in.input().channels(), rule, in);
        return Bound.of(op.output(), op);
    }

    /** Voxels behind the volume that count: those given, or as many as windows reach; −1 for no padding at all. */
    private int counted(int after) {
        if (!countPadding) {
            return -1;
        }
        return switch (padding.mode()) {
            case VALID, EXPLICIT -> after;
            case SAME, SAME_LOWER -> Integer.MAX_VALUE;
        };
    }

    /** Divides by the counts of slices, rows and columns. */
    private record Mean(float[] slices, float[] rows, float[] columns) implements VolumePooling.Rule {
        private float count(int slice, int row, int column) {
            return slices[slice] * rows[row] * columns[column];
        }

        @Override
        public float first() {
            return 0;
        }

        @Override
        public void take(float[] x, int from, float[] y, int at, int channels) {
            for (int c = 0; c < channels; c++) {
                y[at + c] += x[from + c];
            }
        }

        @Override
        public void finish(float[] y, int at, int channels, int slice, int row, int column) {
            float count = count(slice, row, column);
            for (int c = 0; c < channels; c++) {
                y[at + c] /= count;
            }
        }

        @Override
        public void share(float[] dy, int at, float[] pending, int channels, int slice, int row, int column) {
            float count = count(slice, row, column);
            for (int c = 0; c < channels; c++) {
                pending[c] = dy[at + c] / count;
            }
        }

        @Override
        public void give(float[] x, float[] y, int at, float[] pending, float[] dx, int from, int channels) {
            for (int c = 0; c < channels; c++) {
                dx[from + c] += pending[c];
            }
        }
    }
}
