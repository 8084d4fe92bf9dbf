package cnn.core.image;

import cnn.api.Shape;
import java.util.Arrays;

/**
 * Changes height and width: {@code out[r, c] = Σ_y Σ_x rows[r, y] · columns[c, x] · in[y, x]}, one axis at a time. Along
 * an axis that shrinks the weights are the shares of the area that the output pixel covers (a box filter, which leaves
 * no source pixel out); along one that grows they are those of linear interpolation between pixel centres, the edge
 * pixels repeated; along one that stays they are 1. Each output is summed in ascending order of y and x. Immutable.
 */
final class Resampling {
    private final Shape input;
    private final Shape output;
    private final Axis rows;
    private final Axis columns;

    /** Hands over the rows of a picture. */
    @FunctionalInterface
    interface Rows<S> {
        /** Writes row {@code y}, width times channels numbers, from index 0. */
        void read(S source, int y, float[] into);
    }

    /** From pictures of a shape to another height and width. */
    Resampling(Shape input, int height, int width) {
        this.input = input;
        this.output = Shape.image(height, width, input.channels());
        this.rows = new Axis(input.height(), height);
        this.columns = new Axis(input.width(), width);
    }

    /** Shape of the pictures it makes. */
    Shape output() {
        return output;
    }

    /** Floats of memory that {@link #apply} needs. */
    int scratch() {
        return (input.width() + output.width()) * input.channels();
    }

    /**
     * Resizes one picture. Allocates nothing.
     *
     * @param source the picture
     * @param rows called once for every row, from the top
     * @param out the result, overwritten from {@code at}; may be {@code scratch}, behind what that needs
     * @param scratch at least {@link #scratch()} floats with any content
     */
    <S> void apply(S source, Rows<S> rows, float[] out, int at, float[] scratch) {
        Arrays.fill(out, at, at + output.size(), 0);
        for (int y = 0, first = 0; y < input.height(); y++) {
            rows.read(source, y, scratch);
            first = addRow(y, first, out, at, scratch);
        }
    }

    /** Adds a source row's share to all outputs that it touches; no row above {@code first} is touched any more. */
    private int addRow(int y, int first, float[] out, int at, float[] scratch) {
        int row = output.width() * output.channels();
        int across = input.width() * input.channels();
        acrossRow(scratch, across);
        while (first < rows.starts.length && rows.end(first) <= y) {
            first++;
        }
        for (int r = first; r < rows.starts.length && rows.starts[r] <= y; r++) {
            float weight = rows.weights[r][y - rows.starts[r]];
            for (int i = 0; i < row; i++) {
                out[at + r * row + i] += weight * scratch[across + i];
            }
        }
        return first;
    }

    private void acrossRow(float[] row, int to) {
        int channels = input.channels();
        for (int c = 0; c < columns.starts.length; c++) {
            float[] weights = columns.weights[c];
            int from = columns.starts[c] * channels;
            for (int channel = 0; channel < channels; channel++) {
                float sum = 0;
                for (int x = 0; x < weights.length; x++) {
                    sum += weights[x] * row[from + x * channels + channel];
                }
                row[to + c * channels + channel] = sum;
            }
        }
    }

    /** For each output the first input that it takes, and the weights from there. */
    private static final class Axis {
        final int[] starts;
        final float[][] weights;

        Axis(int in, int out) {
            starts = new int[out];
            weights = new float[out][];
            for (int i = 0; i < out; i++) {
                if (in > out) {
                    shrink(in, out, i);
                } else {
                    grow(in, out, i);
                }
            }
        }

        int end(int output) {
            return starts[output] + weights[output].length;
        }

        /** In units of 1/out of an input pixel all borders are whole numbers, so the shares are exact. */
        private void shrink(int in, int out, int i) {
            long from = (long) i * in;
            long to = from + in;
            starts[i] = (int) (from / out);
            weights[i] = new float[(int) ((to + out - 1) / out) - starts[i]];
            for (int k = 0; k < weights[i].length; k++) {
                long pixel = (long) (starts[i] + k) * out;
                weights[i][k] = (float) ((double) (Math.min(to, pixel + out) - Math.max(from, pixel)) / in);
            }
        }

        private void grow(int in, int out, int i) {
            double centre = Math.clamp((i + 0.5) * in / out - 0.5, 0, in - 1);
            starts[i] = (int) centre;
            float second = (float) (centre - starts[i]);
            weights[i] = second == 0 ? new float[] {1} : new float[] {1 - second, second};
        }
    }
}
