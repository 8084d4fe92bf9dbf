package cnn.layers;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.layers.convolution.shared.Axis;
import java.util.Arrays;

/**
 * Windows over volumes, from each of which a {@link Rule} makes one number a channel, as it is written. Voxels of padding are
 * skipped.
 */
final class VolumePooling implements Op {
    private final Window3d window;
    private final int channels;
    private final int inFloats;
    private final Rule rule;
    private final FloatSlot pending;
    private final ForwardTask forwardTask = this::forwardTask;
    private final BackwardTask backwardTask = this::backwardTask;

    /** What becomes of the numbers under a window, channel by channel. */
    interface Rule {
        /** The output that voxels are taken into. */
        float first();

        /** Takes a voxel's numbers from {@code from} on into the output's from {@code at} on. */
        void take(float[] x, int from, float[] y, int at, int channels);

        /** The output, once all voxels of a window are in it. */
        void finish(float[] y, int at, int channels, int slice, int row, int column);

        /** Overwrites {@code pending} with what the gradient of a window's output brings to each of its voxels. */
        void share(float[] dy, int at, float[] pending, int channels, int slice, int row, int column);

        /** Adds what is pending to a voxel's gradient, or what of it is due to this one. */
        void give(float[] x, float[] y, int at, float[] pending, float[] dx, int from, int channels);
    }

    VolumePooling(Window3d window, int channels, Rule rule, Binding in) {
        this.window = window;
        this.channels = channels;
        this.rule = rule;
        inFloats = in.input().size();
        pending = in.scratchForTraining(channels);
    }

    /** Lays windows over a volume; every window must hold at least one voxel. */
    static Window3d windows(Binding in, Size3d size, Size3d stride, Size3d dilation, Padding3d padding,
            boolean roundUp) {
        Window3d window = Window3d.over(in, size, stride, dilation, padding, roundUp);
        window.checkFloats(in, in.input().channels(), size.toString());
        for (Axis axis : new Axis[] {window.slices(), window.rows(), window.columns()}) {
            for (int position = 0; position < axis.out(); position++) {
                if (first(axis, position) >= end(axis, position)) {
                    Shape given = in.input();
                    throw in.reject("padding " + padding + " leaves a window of " + size.toString().replace('x', '×')
                            + " without any voxel of the " + given.dim(0) + "×" + given.dim(1) + "×" + given.dim(2)
                            + " volume",
                            "Use less padding than the window is deep, high and wide, or less dilation");
                }
            }
        }
        return window;
    }

    /** The first element of a window that lies on the volume. */
    private static int first(Axis axis, int position) {
        return PoolWindows.first(position * axis.stride() - axis.before(), axis.dilation());
    }

    /** One past the last element of a window that lies on the volume. */
    private static int end(Axis axis, int position) {
        return PoolWindows.end(position * axis.stride() - axis.before(), axis.dilation(), axis.in(), axis.kernel());
    }

    /**
     * Elements of each window along an axis that count.
     *
     * @param after voxels behind the volume that count as well as those before it; −1 where only the volume's own count
     */
    static float[] counts(Axis axis, int after) {
        float[] counts = new float[axis.out()];
        for (int i = 0; i < counts.length; i++) {
            int start = i * axis.stride() - axis.before();
            counts[i] = after < 0
                    ? end(axis, i) - first(axis, i)
                    : Math.min(axis.kernel(), ((long) axis.in() + after - start + axis.dilation() - 1)
                            / axis.dilation());
        }
        return counts;
    }

    Shape output() {
        return window.output(channels);
    }

    private long work(int batch) {
        return (long) batch * window.slices().out() * window.rows().out() * window.columns().out()
                * window.slices().kernel() * window.rows().kernel() * window.columns().kernel() * channels;
    }

    @Override
    public void forward(Forward pass) {
        pass.run(pass.batch() * window.slices().out(), work(pass.batch()), forwardTask);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            pass.run(pass.batch(), work(pass.batch()), backwardTask);
        }
    }

    /** One slice of one example's output. */
    private void forwardTask(Forward pass, int task) {
        int slices = window.slices().out();
        int rows = window.rows().out();
        int columns = window.columns().out();
        float[] y = pass.output();
        for (int i = 0, at = task * rows * columns * channels; i < rows * columns; i++, at += channels) {
            Arrays.fill(y, at, at + channels, rule.first());
            see(pass.input(), task / slices * inFloats, task % slices, i / columns, i % columns, y, at);
            rule.finish(y, at, channels, task % slices, i / columns, i % columns);
        }
    }

    private void see(float[] x, int exampleAt, int slice, int row, int column, float[] y, int at) {
        for (int s = first(window.slices(), slice); s < end(window.slices(), slice); s++) {
            for (int r = first(window.rows(), row); r < end(window.rows(), row); r++) {
                for (int c = first(window.columns(), column); c < end(window.columns(), column); c++) {
                    rule.take(x, exampleAt + voxel(slice, s, row, r, column, c), y, at, channels);
                }
            }
        }
    }

    /** One example: windows may overlap, so it is not cut. */
    private void backwardTask(Backward pass, int example) {
        int rows = window.rows().out();
        int columns = window.columns().out();
        int outputs = window.slices().out() * rows * columns;
        float[] own = pass.floats(pending);
        Arrays.fill(pass.inputGradient(), example * inFloats, (example + 1) * inFloats, 0);
        for (int i = 0, at = example * outputs * channels; i < outputs; i++, at += channels) {
            int slice = i / columns / rows;
            int row = i / columns % rows;
            rule.share(pass.outputGradient(), at, own, channels, slice, row, i % columns);
            give(pass, example * inFloats, slice, row, i % columns, own, at);
        }
    }

    private void give(Backward pass, int exampleAt, int slice, int row, int column, float[] own, int at) {
        for (int s = first(window.slices(), slice); s < end(window.slices(), slice); s++) {
            for (int r = first(window.rows(), row); r < end(window.rows(), row); r++) {
                for (int c = first(window.columns(), column); c < end(window.columns(), column); c++) {
                    rule.give(pass.input(), pass.output(), at, own, pass.inputGradient(),
                            exampleAt + voxel(slice, s, row, r, column, c), channels);
                }
            }
        }
    }

    /** Index of the first channel of the voxel under an element of a window, within one example. */
    private int voxel(int slice, int s, int row, int r, int column, int c) {
        return ((pixel(window.slices(), slice, s) * window.rows().in() + pixel(window.rows(), row, r))
                * window.columns().in() + pixel(window.columns(), column, c)) * channels;
    }

    private static int pixel(Axis axis, int position, int element) {
        return position * axis.stride() - axis.before() + element * axis.dilation();
    }
}
