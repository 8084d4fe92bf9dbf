package cnn.layers.resampling;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.layers.text.Count;
import java.util.Arrays;

/**
 * Every output pixel is the sum of the input pixels that rows and columns name, each times the product of its two weights,
 * for each channel alone. Where a row or a column names none, a constant stands. Tasks are blocks of output rows going
 * forward, examples going backward.
 */
public final class Resampling implements Op {
    /** What one array can hold on every JVM. */
    private static final int MOST = Integer.MAX_VALUE - 8;
    private static final int TASK = 1 << 15;

    private final SampledAxis rows;
    private final SampledAxis columns;
    private final int channels;
    private final float constant;
    /** For each output column how many from there on are copied as they lie, or 0. */
    private final int[] runs;
    private final int cost;
    private final int rowsPerTask;
    private final ForwardTask forwardRows = this::forwardRows;
    private final BackwardTask backwardExample = this::backwardExample;

    private Resampling(SampledAxis rows, SampledAxis columns, int channels, float constant) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.constant = constant;
        runs = new int[columns.out()];
        for (int column = 0; column < runs.length; column++) {
            runs[column] = columns.isCopy(column) ? columns.run(column) : 0;
        }
        cost = Math.clamp((long) rows.most() * columns.most(), 1, 1 << 10);
        rowsPerTask = (int) Math.max(1, TASK / ((long) columns.out() * channels * cost));
    }

    /**
     * Rejects an output of more numbers than one array can hold, before its axes are made.
     *
     * @param remedy what to change, as {@link Binding#reject} wants it
     */
    public static void checkOutput(Binding in, long height, long width, String remedy) {
        int channels = in.image().channels();
        if (height > MOST || width > MOST || height * width > MOST / channels) {
            throw in.reject("its output would be " + height + "×" + width + " with "
                    + Count.of(channels, "channel") + ", more than the 2^31 - 9 numbers that one array can hold",
                    remedy);
        }
    }

    /** A layer whose input is an image and whose output has the axes' size. */
    public static Bound bind(Binding in, SampledAxis rows, SampledAxis columns) {
        return bind(in, rows, columns, 0);
    }

    /** As {@link #bind(Binding, SampledAxis, SampledAxis)}, with this number where a pixel has no source. */
    public static Bound bind(Binding in, SampledAxis rows, SampledAxis columns, float constant) {
        int channels = in.image().channels();
        return Bound.of(Shape.image(rows.out(), columns.out(), channels),
                new Resampling(rows, columns, channels, constant));
    }

    @Override
    public void forward(Forward pass) {
        int total = pass.batch() * rows.out();
        pass.run((total + rowsPerTask - 1) / rowsPerTask, (long) total * columns.out() * channels * cost, forwardRows);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            pass.run(pass.batch(), (long) pass.batch() * rows.out() * columns.out() * channels * cost, backwardExample);
        }
    }

    private void forwardRows(Forward pass, int task) {
        int end = Math.min(pass.batch() * rows.out(), (task + 1) * rowsPerTask);
        for (int row = task * rowsPerTask; row < end; row++) {
            forwardRow(pass.input(), row / rows.out() * rows.in() * columns.in() * channels, row % rows.out(),
                    pass.output(), row * columns.out() * channels);
        }
    }

    private void forwardRow(float[] x, int example, int row, float[] y, int at) {
        int column = 0;
        while (column < columns.out()) {
            int to = at + column * channels;
            if (rows.isCopy(row) && runs[column] > 0) {
                int from = example + pixel(rows.starts()[row], columns.starts()[column]);
                System.arraycopy(x, from, y, to, runs[column] * channels);
                column += runs[column];
            } else {
                mix(x, example, row, column, y, to);
                column++;
            }
        }
    }

    /** Index of a source's first number within an example. */
    private int pixel(int rowSource, int columnSource) {
        return (rows.sources()[rowSource] * columns.in() + columns.sources()[columnSource]) * channels;
    }

    private void mix(float[] x, int example, int row, int column, float[] y, int to) {
        if (rows.count(row) == 0 || columns.count(column) == 0) {
            Arrays.fill(y, to, to + channels, constant);
            return;
        }
        boolean first = true;
        for (int r = rows.starts()[row]; r < rows.starts()[row + 1]; r++) {
            for (int k = columns.starts()[column]; k < columns.starts()[column + 1]; k++) {
                float weight = rows.weights()[r] * columns.weights()[k];
                int from = example + pixel(r, k);
                if (first) {
                    for (int c = 0; c < channels; c++) {
                        y[to + c] = weight * x[from + c];
                    }
                    first = false;
                } else {
                    for (int c = 0; c < channels; c++) {
                        y[to + c] += weight * x[from + c];
                    }
                }
            }
        }
    }

    private void backwardExample(Backward pass, int example) {
        float[] dy = pass.outputGradient();
        float[] dx = pass.inputGradient();
        int first = example * rows.in() * columns.in() * channels;
        Arrays.fill(dx, first, first + rows.in() * columns.in() * channels, 0);
        for (int row = 0; row < rows.out(); row++) {
            int at = (example * rows.out() + row) * columns.out() * channels;
            for (int column = 0; column < columns.out(); column++) {
                spread(dy, at + column * channels, row, column, dx, first);
            }
        }
    }

    private void spread(float[] dy, int from, int row, int column, float[] dx, int example) {
        for (int r = rows.starts()[row]; r < rows.starts()[row + 1]; r++) {
            for (int k = columns.starts()[column]; k < columns.starts()[column + 1]; k++) {
                float weight = rows.weights()[r] * columns.weights()[k];
                int to = example + pixel(r, k);
                for (int c = 0; c < channels; c++) {
                    dx[to + c] += weight * dy[from + c];
                }
            }
        }
    }
}
