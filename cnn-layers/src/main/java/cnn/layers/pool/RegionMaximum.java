package cnn.layers.pool;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import java.util.Arrays;

/** The highest number of each channel in each region of an image. A task is an example. */
final class RegionMaximum implements Op {
    private final int channels;
    private final Region rows;
    private final Region columns;
    private final int size;
    private final ForwardTask forwardExample = this::forwardExample;
    private final BackwardTask backwardExample = this::backwardExample;

    RegionMaximum(Shape image, int height, int width) {
        channels = image.channels();
        rows = new Region(image.height(), height);
        columns = new Region(image.width(), width);
        size = image.size();
    }

    @Override
    public void forward(Forward pass) {
        pass.run(pass.batch(), pass.batch() * work(), forwardExample);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            pass.run(pass.batch(), 2 * pass.batch() * work(), backwardExample);
        }
    }

    private long work() {
        return (long) size + (long) rows.parts() * columns.parts() * channels;
    }

    private int out(int example, int row, int column) {
        return ((example * rows.parts() + row) * columns.parts() + column) * channels;
    }

    private void forwardExample(Forward pass, int example) {
        for (int row = 0; row < rows.parts(); row++) {
            for (int column = 0; column < columns.parts(); column++) {
                maximum(pass.input(), example * size, row, column, pass.output(), out(example, row, column));
            }
        }
    }

    private void maximum(float[] x, int first, int row, int column, float[] y, int to) {
        Arrays.fill(y, to, to + channels, Float.NEGATIVE_INFINITY);
        for (int i = rows.start(row); i < rows.end(row); i++) {
            for (int j = columns.start(column); j < columns.end(column); j++) {
                int from = first + (i * columns.length() + j) * channels;
                for (int c = 0; c < channels; c++) {
                    y[to + c] = Math.max(y[to + c], x[from + c]);
                }
            }
        }
    }

    private void backwardExample(Backward pass, int example) {
        float[] dx = pass.inputGradient();
        Arrays.fill(dx, example * size, (example + 1) * size, 0);
        for (int row = 0; row < rows.parts(); row++) {
            for (int column = 0; column < columns.parts(); column++) {
                int out = out(example, row, column);
                for (int c = 0; c < channels; c++) {
                    int at = firstMaximum(pass.input(), example * size + c, row, column, pass.output()[out + c]);
                    dx[at] += pass.outputGradient()[out + c];
                }
            }
        }
    }

    /** Index of a region's first number that is not below the maximum; the first of all where that is NaN. */
    private int firstMaximum(float[] x, int first, int row, int column, float maximum) {
        for (int i = rows.start(row); i < rows.end(row); i++) {
            for (int j = columns.start(column); j < columns.end(column); j++) {
                int at = first + (i * columns.length() + j) * channels;
                if (!(x[at] < maximum)) {
                    return at;
                }
            }
        }
        throw new AssertionError("a region without its maximum");
    }
}
