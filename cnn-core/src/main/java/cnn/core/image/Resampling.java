package cnn.core.image;

import cnn.api.Shape;
import cnn.api.data.Image;
import java.util.Arrays;

/**
 * Changes height and width: {@code out[r, c] = Σ_y Σ_x rows[r, y] · columns[c, x] · in[y, x]}, one axis at a time. Along
 * an axis that shrinks the weights are the shares of the area that the output pixel covers (a box filter, which leaves
 * no source pixel out); along one that grows they are those of linear interpolation between pixel centres, the edge
 * pixels repeated; along one that stays they are 1. Each output is summed in ascending order of y and x. Immutable.
 */
public final class Resampling {
    private final Shape input;
    private final Shape output;
    private final Axis rows;
    private final Axis columns;

    /** Hands over one row of the source picture. */
    @FunctionalInterface
    public interface Rows {
        /** Writes row {@code y}, width times channels numbers, from index 0. */
        void read(int y, float[] into);
    }

    /** From pictures of a shape to another height and width. */
    public Resampling(Shape input, int height, int width) {
        this.input = input;
        this.output = Shape.image(height, width, input.channels());
        this.rows = new Axis(input.height(), height);
        this.columns = new Axis(input.width(), width);
    }

    /** An image with another height, width or number of channels (1 or 3); itself where it has them already. */
    public static Image fit(Image image, Shape wanted) {
        if (image.shape().equals(wanted)) {
            return image;
        }
        Resampling resampling = new Resampling(image.shape(), wanted.height(), wanted.width());
        Image resized = Image.of(resampling.output());
        resampling.apply(image.pixels(), resized.pixels(), new float[resampling.scratch()]);
        Image fitted = Image.of(wanted);
        Channels.convert(resized, fitted);
        return fitted;
    }

    /** Shape of the pictures it makes. */
    public Shape output() {
        return output;
    }

    /** Floats of memory that {@link #apply} needs. */
    public int scratch() {
        return (input.width() + output.width()) * input.channels();
    }

    /**
     * Resizes one picture. Allocates nothing.
     *
     * @param source called once for every row, from the top
     * @param out the result, overwritten
     * @param scratch at least {@link #scratch()} floats with any content
     */
    public void apply(Rows source, float[] out, float[] scratch) {
        Arrays.fill(out, 0, output.size(), 0);
        for (int y = 0, first = 0; y < input.height(); y++) {
            source.read(y, scratch);
            first = addRow(y, first, scratch, 0, out, scratch);
        }
    }

    /** Resizes a picture that lies in an array. */
    public void apply(float[] in, float[] out, float[] scratch) {
        int row = input.width() * input.channels();
        Arrays.fill(out, 0, output.size(), 0);
        for (int y = 0, first = 0; y < input.height(); y++) {
            first = addRow(y, first, in, y * row, out, scratch);
        }
    }

    /** Adds a source row's share to all outputs that it touches; no row above {@code first} is touched any more. */
    private int addRow(int y, int first, float[] in, int at, float[] out, float[] scratch) {
        int row = output.width() * output.channels();
        int across = input.width() * input.channels();
        acrossRow(in, at, scratch, across);
        while (first < rows.starts.length && rows.end(first) <= y) {
            first++;
        }
        for (int r = first; r < rows.starts.length && rows.starts[r] <= y; r++) {
            float weight = rows.weights[r][y - rows.starts[r]];
            for (int i = 0; i < row; i++) {
                out[r * row + i] += weight * scratch[across + i];
            }
        }
        return first;
    }

    private void acrossRow(float[] in, int at, float[] out, int to) {
        int channels = input.channels();
        for (int c = 0; c < columns.starts.length; c++) {
            float[] weights = columns.weights[c];
            int from = at + columns.starts[c] * channels;
            for (int channel = 0; channel < channels; channel++) {
                float sum = 0;
                for (int x = 0; x < weights.length; x++) {
                    sum += weights[x] * in[from + x * channels + channel];
                }
                out[to + c * channels + channel] = sum;
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
