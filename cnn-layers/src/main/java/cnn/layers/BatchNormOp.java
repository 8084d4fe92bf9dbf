package cnn.layers;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.init.Constant;
import java.util.Arrays;

/**
 * The computation of {@link BatchNorm}. A batch is a matrix of positions × channels, cut into chunks of positions. Each
 * chunk's sums are taken in float by a task of its own, and added in double in the chunks' order: short float sums lose
 * little, and the order never changes.
 */
final class BatchNormOp implements Op {
    /** Floats of a chunk: 32 KiB, which the second look at a chunk finds in the first-level cache. */
    private static final int CHUNK = 8192;

    private final double momentum;
    private final double epsilon;
    private final int channels;
    private final int positions;
    private final int chunk;
    private final Param scale;
    private final Param shift;
    private final Param mean;
    private final Param variance;
    /** Mean, then 1 / √(variance + epsilon), of the batch. */
    private final FloatSlot statistics;
    /** For each chunk two numbers a channel. */
    private final FloatSlot partials;
    /** What the last loop over all numbers needs for each channel. */
    private final FloatSlot coefficients;
    private final ForwardTask measure = this::measure;
    private final ForwardTask normalise = this::normalise;
    private final BackwardTask correlate = this::correlate;
    private final BackwardTask propagate = this::propagate;

    BatchNormOp(BatchNorm layer, Binding in) {
        momentum = layer.momentum();
        epsilon = layer.epsilon();
        channels = in.input().channels();
        positions = in.input().size() / channels;
        chunk = Math.clamp(CHUNK / channels, 16, 256);
        Shape vector = Shape.vector(channels);
        scale = in.param("scale", vector, new Constant(1));
        shift = in.param("shift", vector, new Constant(0));
        mean = in.state("mean", vector, new Constant(0));
        variance = in.state("variance", vector, new Constant(1));
        statistics = in.saved(0, 2 * channels);
        partials = in.shared((positions + chunk - 1) / chunk * 2 * channels, 0);
        coefficients = in.shared(0, 4 * channels);
    }

    @Override
    public void forward(Forward pass) {
        long work = (long) pass.batch() * positions * channels;
        float[] at = pass.floats(coefficients);
        if (pass.training()) {
            pass.run(chunks(pass.batch()), 4 * work, measure);
            gatherStatistics(pass);
            float[] batch = pass.floats(statistics);
            System.arraycopy(batch, 0, at, 0, 2 * channels);
        } else {
            runningStatistics(pass.values(mean), pass.values(variance), at);
        }
        for (int c = 0; c < channels; c++) {
            at[channels + c] *= pass.values(scale)[c];
            at[2 * channels + c] = pass.values(shift)[c];
        }
        pass.run(chunks(pass.batch()), 2 * work, normalise);
    }

    @Override
    public void backward(Backward pass) {
        long work = (long) pass.batch() * positions * channels;
        float[] at = pass.floats(coefficients);
        if (pass.training()) {
            System.arraycopy(pass.floats(statistics), 0, at, 0, 2 * channels);
        } else {
            runningStatistics(pass.values(mean), pass.values(variance), at);
        }
        pass.run(chunks(pass.batch()), 3 * work, correlate);
        gatherGradients(pass, at);
        if (pass.wantsInputGradient()) {
            pass.run(chunks(pass.batch()), 3 * work, propagate);
        }
    }

    private int chunks(int batch) {
        return (batch * positions + chunk - 1) / chunk;
    }

    private int end(int batch, int index) {
        return Math.min(batch * positions, (index + 1) * chunk);
    }

    private void runningStatistics(float[] means, float[] variances, float[] to) {
        for (int c = 0; c < channels; c++) {
            to[c] = means[c];
            to[channels + c] = (float) (1 / Math.sqrt(variances[c] + epsilon));
        }
    }

    /** Mean and sum of squared distances from it, for each channel of a chunk. */
    private void measure(Forward pass, int index) {
        float[] x = pass.input();
        float[] sums = pass.floats(partials);
        int means = index * 2 * channels;
        int squares = means + channels;
        int from = index * chunk;
        int to = end(pass.batch(), index);
        Arrays.fill(sums, means, squares + channels, 0);
        int p = from;
        for (; p + 3 < to; p += 4) { // four at a time: the sums are loaded and stored a quarter as often
            int i = p * channels;
            for (int c = 0; c < channels; c++) {
                sums[means + c] += x[i + c] + x[i + channels + c]
                        + (x[i + 2 * channels + c] + x[i + 3 * channels + c]);
            }
        }
        for (; p < to; p++) {
            for (int c = 0; c < channels; c++) {
                sums[means + c] += x[p * channels + c];
            }
        }
        for (int c = 0; c < channels; c++) {
            sums[means + c] /= to - from;
        }
        for (p = from; p < to; p++) {
            for (int c = 0; c < channels; c++) {
                float distance = x[p * channels + c] - sums[means + c];
                sums[squares + c] += distance * distance;
            }
        }
    }

    /** The batch's statistics from the chunks', and a step of the running ones. */
    private void gatherStatistics(Forward pass) {
        float[] sums = pass.floats(partials);
        float[] batch = pass.floats(statistics);
        float[] means = pass.values(mean);
        float[] variances = pass.values(variance);
        int chunks = chunks(pass.batch());
        double n = (double) pass.batch() * positions;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int k = 0; k < chunks; k++) {
                sum += (double) (end(pass.batch(), k) - k * chunk) * sums[k * 2 * channels + c];
            }
            double centre = sum / n;
            double squares = 0;
            for (int k = 0; k < chunks; k++) {
                double distance = sums[k * 2 * channels + c] - centre;
                squares += sums[(k * 2 + 1) * channels + c]
                        + (end(pass.batch(), k) - k * chunk) * (distance * distance);
            }
            batch[c] = (float) centre;
            batch[channels + c] = (float) (1 / Math.sqrt(squares / n + epsilon));
            means[c] = (float) (momentum * means[c] + (1 - momentum) * centre);
            variances[c] = (float) (momentum * variances[c] + (1 - momentum) * squares / Math.max(1, n - 1));
        }
    }

    private void normalise(Forward pass, int index) {
        float[] x = pass.input();
        float[] y = pass.output();
        float[] at = pass.floats(coefficients);
        int to = end(pass.batch(), index);
        for (int p = index * chunk; p < to; p++) {
            int i = p * channels;
            for (int c = 0; c < channels; c++) {
                y[i + c] = (x[i + c] - at[c]) * at[channels + c] + at[2 * channels + c];
            }
        }
    }

    /** Sums of dy, and of dy · (x − mean), for each channel of a chunk. */
    private void correlate(Backward pass, int index) {
        float[] x = pass.input();
        float[] dy = pass.outputGradient();
        float[] at = pass.floats(coefficients);
        float[] sums = pass.floats(partials);
        int plain = index * 2 * channels;
        int weighted = plain + channels;
        int to = end(pass.batch(), index);
        Arrays.fill(sums, plain, weighted + channels, 0);
        for (int p = index * chunk; p < to; p++) {
            int i = p * channels;
            for (int c = 0; c < channels; c++) {
                sums[plain + c] += dy[i + c];
                sums[weighted + c] += dy[i + c] * (x[i + c] - at[c]);
            }
        }
    }

    /** The parameters' gradients, and dx = a · dy + b · (x − mean) + k for each channel. */
    private void gatherGradients(Backward pass, float[] at) {
        float[] sums = pass.floats(partials);
        int chunks = chunks(pass.batch());
        double n = (double) pass.batch() * positions;
        for (int c = 0; c < channels; c++) {
            double plain = 0;
            double weighted = 0;
            for (int k = 0; k < chunks; k++) {
                plain += sums[k * 2 * channels + c];
                weighted += sums[(k * 2 + 1) * channels + c];
            }
            double inverse = at[channels + c];
            double factor = pass.values(scale)[c] * inverse;
            pass.gradient(shift)[c] = (float) plain;
            pass.gradient(scale)[c] = (float) (weighted * inverse);
            at[channels + c] = (float) factor;
            // the running statistics of prediction do not depend on x
            at[2 * channels + c] = pass.training() ? (float) (-factor * inverse * inverse * weighted / n) : 0;
            at[3 * channels + c] = pass.training() ? (float) (-factor * plain / n) : 0;
        }
    }

    private void propagate(Backward pass, int index) {
        float[] x = pass.input();
        float[] dy = pass.outputGradient();
        float[] dx = pass.inputGradient();
        float[] at = pass.floats(coefficients);
        int to = end(pass.batch(), index);
        for (int p = index * chunk; p < to; p++) {
            int i = p * channels;
            for (int c = 0; c < channels; c++) {
                dx[i + c] = at[channels + c] * dy[i + c] + at[2 * channels + c] * (x[i + c] - at[c])
                        + at[3 * channels + c];
            }
        }
    }
}
