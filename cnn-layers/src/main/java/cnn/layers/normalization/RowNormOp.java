package cnn.layers.normalization;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.api.layer.Pass;
import cnn.layers.gradient.PartialGradients;
import cnn.layers.kernel.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The computation of {@link LayerNorm} and {@link RmsNorm}: every row, the channels of one position, for itself. Blocks of
 * rows are the tasks; each keeps its part of the parameters' gradients, which are added in the blocks' order.
 */
final class RowNormOp implements Op {
    /** Floats of a block, at most, unless one row has more: 32 KiB an array. */
    private static final int BLOCK = 8192;
    /** Elementary operations for one number. */
    private static final int COST = 6;

    private final double epsilon;
    private final int size;
    private final int channels;
    private final int rowsPerTask;
    private final Param scale;
    /** Null where the mean is left alone, too. */
    private final @Nullable Param shift;
    /** For each row its mean, or 0, and 1 / √(mean square + epsilon). */
    private final FloatSlot statistics;
    /** For each block the parts of the gradients of scale and shift. */
    private final FloatSlot partials;
    private final ForwardTask forwardBlock = this::forwardBlock;
    private final BackwardTask backwardBlock = this::backwardBlock;

    RowNormOp(Binding in, double epsilon, Param scale, @Nullable Param shift) {
        Shape shape = in.input();
        this.epsilon = epsilon;
        this.scale = scale;
        this.shift = shift;
        size = shape.size();
        channels = shape.channels();
        rowsPerTask = Math.max(1, BLOCK / channels);
        statistics = in.saved(Math.multiplyExact(2, size / channels));
        partials = in.sharedForTraining(Math.toIntExact((2L * size + rowsPerTask - 1) / rowsPerTask),
                Math.multiplyExact(2, channels));
    }

    @Override
    public void forward(Forward pass) {
        pass.run(blocks(pass), (long) pass.batch() * size * COST, forwardBlock);
    }

    @Override
    public void backward(Backward pass) {
        pass.run(blocks(pass), (long) pass.batch() * size * 2 * COST, backwardBlock);
        PartialGradients.gather(pass, scale, partials, 0, 2 * channels, blocks(pass));
        if (shift != null) {
            PartialGradients.gather(pass, shift, partials, channels, 2 * channels, blocks(pass));
        }
    }

    private int blocks(Pass pass) {
        return (rows(pass) + rowsPerTask - 1) / rowsPerTask;
    }

    private int rows(Pass pass) {
        return pass.batch() * (size / channels);
    }

    private void forwardBlock(Forward pass, int block) {
        float[] x = pass.input();
        float[] of = pass.floats(statistics);
        int first = block * rowsPerTask;
        int end = Math.min(rows(pass), first + rowsPerTask);
        for (int row = first; row < end; row++) {
            int at = row * channels;
            float mean = shift == null ? 0 : (float) (sum(x, at, at + channels) / channels);
            float inverse = (float) (1 / Math.sqrt(squares(x, at, at + channels, mean) / channels + epsilon));
            of[2 * row] = mean;
            of[2 * row + 1] = inverse;
        }
        pass.kernels().family(Rows.class).standardise(x, first * channels, end - first, channels, of, 2 * first,
                pass.values(scale), shift == null ? null : pass.values(shift), pass.output());
    }

    /** With n = (x − mean) · inverse and g = scale · dy: dx = inverse · (g − the mean of g − n · the mean of g · n). */
    private void backwardBlock(Backward pass, int block) {
        float[] x = pass.input();
        float[] dy = pass.outputGradient();
        float[] scales = pass.values(scale);
        float[] of = pass.floats(statistics);
        float[] sums = pass.floats(partials);
        int sumsAt = block * 2 * channels;
        Arrays.fill(sums, sumsAt, sumsAt + 2 * channels, 0);
        int end = Math.min(rows(pass), (block + 1) * rowsPerTask);
        for (int row = block * rowsPerTask; row < end; row++) {
            int at = row * channels;
            float mean = of[2 * row];
            float inverse = of[2 * row + 1];
            for (int c = 0; c < channels; c++) {
                sums[sumsAt + c] += dy[at + c] * ((x[at + c] - mean) * inverse);
            }
            for (int c = 0; c < channels; c++) {
                sums[sumsAt + channels + c] += dy[at + c];
            }
            if (pass.wantsInputGradient()) {
                float centre = shift == null ? 0 : (float) (products(dy, scales, at) / channels);
                float slope = (float) (products(dy, scales, x, mean, at) * inverse / channels);
                float[] dx = pass.inputGradient();
                for (int c = 0; c < channels; c++) {
                    dx[at + c] = inverse * (dy[at + c] * scales[c] - centre - (x[at + c] - mean) * inverse * slope);
                }
            }
        }
    }

    /** The sum of x[from … to − 1]; four chains hide the latency of the addition. */
    private static double sum(float[] x, int from, int to) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            first += x[i];
            second += x[i + 1];
            third += x[i + 2];
            fourth += x[i + 3];
        }
        for (; i < to; i++) {
            first += x[i];
        }
        return first + second + (third + fourth);
    }

    /** The sum of (x − mean)². */
    private static double squares(float[] x, int from, int to, float mean) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            first += square(x[i] - mean);
            second += square(x[i + 1] - mean);
            third += square(x[i + 2] - mean);
            fourth += square(x[i + 3] - mean);
        }
        for (; i < to; i++) {
            first += square(x[i] - mean);
        }
        return first + second + (third + fourth);
    }

    private static double square(double x) {
        return x * x;
    }

    /** The sum of dy · scale over a row. */
    private double products(float[] dy, float[] scales, int at) {
        double even = 0;
        double odd = 0;
        int c = 0;
        for (; c < channels - 1; c += 2) {
            even += (double) dy[at + c] * scales[c];
            odd += (double) dy[at + c + 1] * scales[c + 1];
        }
        return c < channels ? even + (double) dy[at + c] * scales[c] + odd : even + odd;
    }

    /** The sum of dy · scale · (x − mean) over a row. */
    private double products(float[] dy, float[] scales, float[] x, float mean, int at) {
        double even = 0;
        double odd = 0;
        int c = 0;
        for (; c < channels - 1; c += 2) {
            even += (double) (dy[at + c] * scales[c]) * (x[at + c] - mean);
            odd += (double) (dy[at + c + 1] * scales[c + 1]) * (x[at + c + 1] - mean);
        }
        return c < channels ? even + (double) (dy[at + c] * scales[c]) * (x[at + c] - mean) + odd : even + odd;
    }
}
