package cnn.layers;

import cnn.api.Shape;
import cnn.api.kernel.Channelwise;
import cnn.api.kernel.PixelGroup;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.Epilogue;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.convolution.Absorbed;
import cnn.layers.init.Constant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The computation of {@link BatchNorm}. A batch is cut into chunks of pixel groups. Each chunk's sums are taken in float
 * by a task of its own, and added in double in the chunks' order: short float sums lose little, and the order never
 * changes. Memory is read once for the statistics, since a chunk's second look finds it in the cache, and once to
 * normalise.
 */
final class BatchNormOp implements Op {
    /** Floats of a chunk, at most: 64 KiB, of which three arrays fit the second-level cache. */
    private static final int CHUNK = 1 << 14;

    private final BatchNorm layer;
    private final Shape shape;
    private final PixelGroup group;
    private final int channels;
    private final int width;
    private final int size;
    private final int chunk;
    private final Param scale;
    private final Param shift;
    private final Param mean;
    private final Param variance;
    /** What is done to each number after it was normalised, or null. */
    private final @Nullable Elementwise finish;
    /** Mean, then 1 / √(variance + epsilon), of the batch. */
    private final FloatSlot statistics;
    /** For each chunk two numbers a channel of the group. */
    private final FloatSlot partials;
    /** What the loops over all numbers need, up to four numbers for each channel of the group. */
    private final FloatSlot coefficients;
    private final ForwardTask measure = this::measure;
    private final ForwardTask normalise = this::normalise;
    private final BackwardTask correlate = this::correlate;
    private final BackwardTask propagate = this::propagate;

    BatchNormOp(BatchNorm layer, Binding in) {
        this(layer, in.input(), in.param("scale", Shape.vector(in.input().channels()), new Constant(1)),
                in.param("shift", Shape.vector(in.input().channels()), new Constant(0)),
                in.state("mean", Shape.vector(in.input().channels()), new Constant(0)),
                in.state("variance", Shape.vector(in.input().channels()), new Constant(1)), null, in);
    }

    private BatchNormOp(BatchNorm layer, Shape shape, Param scale, Param shift, Param mean, Param variance,
            @Nullable Elementwise finish, Binding in) {
        this.layer = layer;
        this.shape = shape;
        this.scale = scale;
        this.shift = shift;
        this.mean = mean;
        this.variance = variance;
        this.finish = finish;
        channels = shape.channels();
        size = shape.size();
        group = new PixelGroup(channels);
        width = group.width();
        chunk = Math.max(1, CHUNK / width) * width;
        statistics = in.saved(0, Math.multiplyExact(2, channels));
        partials = in.sharedForTraining(Math.toIntExact((2L * width * size + chunk - 1) / chunk),
                Math.multiplyExact(2, width));
        coefficients = in.shared(0, Math.multiplyExact(4, width));
    }

    /** In prediction its factors follow from its numbers alone. */
    @Override
    public @Nullable Epilogue epilogue(Epilogue.Place place) {
        if (place.training()) {
            return null;
        }
        return (Epilogue.ChannelAffine) (values, factors, offsets) -> {
            for (int c = 0; c < channels; c++) {
                double factor = values.of(scale)[c] / Math.sqrt(values.of(variance)[c] + layer.epsilon());
                factors[c] = (float) factor;
                offsets[c] = (float) (values.of(shift)[c] - factor * values.of(mean)[c]);
            }
        };
    }

    @Override
    public @Nullable Op absorb(List<Epilogue> epilogues, Binding in) {
        Absorbed absorbed = Absorbed.of(epilogues);
        return absorbed == null || !absorbed.affine().isEmpty()
                ? null
                : new BatchNormOp(layer, shape, scale, shift, mean, variance, absorbed.elementwise(), in);
    }

    @Override
    public void forward(Forward pass) {
        long work = (long) pass.batch() * size;
        float[] at = pass.floats(coefficients);
        if (pass.training()) {
            pass.run(chunks(pass.batch()), work, measure);
            gatherStatistics(pass);
            float[] batch = pass.floats(statistics);
            System.arraycopy(batch, 0, at, 0, channels);
            System.arraycopy(batch, channels, at, width, channels);
        } else {
            runningStatistics(pass.values(mean), pass.values(variance), at);
        }
        float[] scales = pass.values(scale);
        for (int c = 0; c < channels; c++) {
            at[width + c] *= scales[c];
        }
        System.arraycopy(pass.values(shift), 0, at, 2 * width, channels);
        repeat(at, 3);
        pass.run(chunks(pass.batch()), work, normalise);
    }

    @Override
    public void backward(Backward pass) {
        long work = (long) pass.batch() * size;
        float[] at = pass.floats(coefficients);
        if (pass.training()) {
            float[] batch = pass.floats(statistics);
            System.arraycopy(batch, 0, at, 0, channels);
            System.arraycopy(batch, channels, at, width, channels);
        } else {
            runningStatistics(pass.values(mean), pass.values(variance), at);
        }
        repeat(at, 1);
        if (finish != null || needsSums(pass)) {
            pass.run(chunks(pass.batch()), work, correlate);
        }
        gatherGradients(pass, at);
        if (pass.wantsInputGradient()) {
            repeat(at, 4);
            pass.run(chunks(pass.batch()), work, propagate);
        }
    }

    private int chunks(int batch) {
        return (batch * size + chunk - 1) / chunk;
    }

    /** Floats of a chunk. */
    private int count(int batch, int index) {
        return Math.min(chunk, batch * size - index * chunk);
    }

    private void repeat(float[] at, int vectors) {
        for (int vector = 0; vector < vectors; vector++) {
            group.repeat(at, vector * width);
        }
    }

    private void runningStatistics(float[] means, float[] variances, float[] to) {
        for (int c = 0; c < channels; c++) {
            to[c] = means[c];
            to[width + c] = (float) (1 / Math.sqrt(variances[c] + layer.epsilon()));
        }
    }

    /** Mean and sum of squared distances from it, for each channel of a chunk. */
    private void measure(Forward pass, int index) {
        Channelwise kernels = pass.kernels().channelwise();
        float[] x = pass.input();
        float[] sums = pass.floats(partials);
        int at = index * 2 * width;
        int count = count(pass.batch(), index);
        Arrays.fill(sums, at, at + 2 * width, 0);
        kernels.addSums(x, index * chunk, count, width, sums, at);
        group.fold(sums, at);
        float pixels = count / channels;
        for (int c = at; c < at + channels; c++) {
            sums[c] /= pixels;
        }
        group.repeat(sums, at);
        kernels.addSquares(x, index * chunk, count, width, sums, at);
        group.fold(sums, at + width);
    }

    /** The batch's statistics from the chunks', and a step of the running ones. */
    private void gatherStatistics(Forward pass) {
        float[] sums = pass.floats(partials);
        float[] batch = pass.floats(statistics);
        float[] means = pass.values(mean);
        float[] variances = pass.values(variance);
        int chunks = chunks(pass.batch());
        double momentum = pass.staying(layer.momentum());
        double n = (double) pass.batch() * (size / channels);
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int k = 0, i = c; k < chunks; k++, i += 2 * width) {
                sum += (double) (count(pass.batch(), k) / channels) * sums[i];
            }
            double centre = sum / n;
            double squares = 0;
            for (int k = 0, i = c; k < chunks; k++, i += 2 * width) {
                double distance = sums[i] - centre;
                squares += sums[i + width] + count(pass.batch(), k) / channels * (distance * distance);
            }
            batch[c] = (float) centre;
            batch[channels + c] = (float) (1 / Math.sqrt(squares / n + layer.epsilon()));
            means[c] = (float) (momentum * means[c] + (1 - momentum) * centre);
            variances[c] = (float) (momentum * variances[c] + (1 - momentum) * squares / Math.max(1, n - 1));
        }
    }

    private void normalise(Forward pass, int index) {
        int from = index * chunk;
        int count = count(pass.batch(), index);
        pass.kernels().channelwise().normalise(pass.input(), from, count, width, pass.floats(coefficients),
                pass.output());
        if (finish != null) {
            finish.forward(pass, pass.output(), from, from + count);
        }
    }

    /** With running statistics and frozen parameters only the input's gradient is left, and that is dy times a factor. */
    private boolean needsSums(Backward pass) {
        return pass.training() || pass.wantsGradient(scale) || pass.wantsGradient(shift);
    }

    /** Sums of dy, and of dy · (x − mean), for each channel of a chunk. */
    private void correlate(Backward pass, int index) {
        float[] sums = pass.floats(partials);
        int at = index * 2 * width;
        int from = index * chunk;
        int count = count(pass.batch(), index);
        if (finish != null) {
            finish.backward(pass, pass.output(), pass.outputGradient(), from, from + count);
        }
        if (!needsSums(pass)) {
            return;
        }
        Arrays.fill(sums, at, at + 2 * width, 0);
        pass.kernels().channelwise().addGradientSums(pass.outputGradient(), pass.input(), from, count, width,
                pass.floats(coefficients), sums, at);
        group.fold(sums, at);
        group.fold(sums, at + width);
    }

    /** The parameters' gradients, and dx = a · dy + b · (x − mean) + k for each channel. */
    private void gatherGradients(Backward pass, float[] at) {
        float[] sums = pass.floats(partials);
        int chunks = needsSums(pass) ? chunks(pass.batch()) : 0;
        boolean scales = pass.wantsGradient(scale);
        boolean shifts = pass.wantsGradient(shift);
        double n = (double) pass.batch() * (size / channels);
        for (int c = 0; c < channels; c++) {
            double plain = 0;
            double weighted = 0;
            for (int k = 0, i = c; k < chunks; k++, i += 2 * width) {
                plain += sums[i];
                weighted += sums[i + width];
            }
            double inverse = at[width + c];
            double factor = pass.values(scale)[c] * inverse;
            if (shifts) {
                pass.gradient(shift)[c] = (float) plain;
            }
            if (scales) {
                pass.gradient(scale)[c] = (float) (weighted * inverse);
            }
            at[width + c] = (float) factor;
            // the running statistics of prediction do not depend on x
            at[2 * width + c] = pass.training() ? (float) (-factor * inverse * inverse * weighted / n) : 0;
            at[3 * width + c] = pass.training() ? (float) (-factor * plain / n) : 0;
        }
    }

    private void propagate(Backward pass, int index) {
        pass.kernels().channelwise().propagate(pass.outputGradient(), pass.input(), index * chunk,
                count(pass.batch(), index), width, pass.floats(coefficients), pass.inputGradient());
    }
}
