package cnn.layers.normalization;

import cnn.api.Shape;
import cnn.api.kernel.Channelwise;
import cnn.api.kernel.PixelGroup;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.gradient.PartialGradients;
import cnn.layers.init.Constant;
import java.util.Arrays;

/**
 * The computation of {@link GroupNorm} and {@link InstanceNorm}. An example is a task. Sums are taken for each channel, in
 * float over chunks that are added one after the other, and then for each group in double.
 */
final class GroupNormOp implements Op {
    /** Floats of a chunk, at most, as batch normalisation has it. */
    private static final int CHUNK = 1 << 14;

    private final double epsilon;
    private final int size;
    private final int channels;
    private final int groups;
    private final int groupChannels;
    private final PixelGroup pixels;
    private final int width;
    private final int chunk;
    private final Param scale;
    private final Param shift;
    /** For each group its mean and 1 / √(variance + epsilon). */
    private final FloatSlot statistics;
    /** Two numbers a channel of the pixel group for one chunk, then two a channel for all chunks. */
    private final FloatSlot sums;
    /** What the loops over all numbers need, up to four numbers for each channel of the pixel group. */
    private final FloatSlot coefficients;
    /** For each example the parts of the gradients of shift and scale. */
    private final FloatSlot partials;
    private final ForwardTask forwardExample = this::forwardExample;
    private final BackwardTask backwardExample = this::backwardExample;

    GroupNormOp(Binding in, int groups, double epsilon) {
        Shape shape = in.input();
        this.epsilon = epsilon;
        this.groups = groups;
        size = shape.size();
        channels = shape.channels();
        groupChannels = channels / groups;
        pixels = new PixelGroup(channels);
        width = pixels.width();
        chunk = Math.max(1, CHUNK / width) * width;
        scale = in.param("scale", Shape.vector(channels), new Constant(1));
        shift = in.param("shift", Shape.vector(channels), new Constant(0));
        statistics = in.saved(Math.multiplyExact(2, groups));
        sums = in.scratch(Math.multiplyExact(4, width));
        coefficients = in.scratch(Math.multiplyExact(4, width));
        partials = in.sharedForTraining(Math.multiplyExact(2, channels), 0);
    }

    @Override
    public void forward(Forward pass) {
        pass.run(pass.batch(), (long) pass.batch() * size * 3, forwardExample);
    }

    @Override
    public void backward(Backward pass) {
        pass.run(pass.batch(), (long) pass.batch() * size * 3, backwardExample);
        PartialGradients.gather(pass, shift, partials, 0, 2 * channels, pass.batch());
        PartialGradients.gather(pass, scale, partials, channels, 2 * channels, pass.batch());
    }

    private void forwardExample(Forward pass, int example) {
        Channelwise kernels = pass.kernels().channelwise();
        float[] x = pass.input();
        float[] sum = pass.floats(sums);
        float[] at = pass.floats(coefficients);
        float[] of = pass.floats(statistics);
        float[] scales = pass.values(scale);
        double n = (double) size / groups;
        int first = example * size;

        Arrays.fill(sum, 2 * width, 2 * width + channels, 0);
        for (int from = 0; from < size; from += chunk) {
            Arrays.fill(sum, 0, width, 0);
            kernels.addSums(x, first + from, Math.min(chunk, size - from), width, sum, 0);
            addChunk(sum, 0, 2 * width);
        }
        for (int group = 0; group < groups; group++) {
            float mean = (float) (ofGroup(sum, 2 * width, group) / n);
            of[(example * groups + group) * 2] = mean;
            Arrays.fill(at, group * groupChannels, (group + 1) * groupChannels, mean);
        }
        pixels.repeat(at, 0);

        Arrays.fill(sum, 2 * width, 2 * width + channels, 0);
        for (int from = 0; from < size; from += chunk) {
            System.arraycopy(at, 0, sum, 0, width);
            Arrays.fill(sum, width, 2 * width, 0);
            kernels.addSquares(x, first + from, Math.min(chunk, size - from), width, sum, 0);
            addChunk(sum, width, 2 * width);
        }
        for (int group = 0; group < groups; group++) {
            float inverse = (float) (1 / Math.sqrt(ofGroup(sum, 2 * width, group) / n + epsilon));
            of[(example * groups + group) * 2 + 1] = inverse;
            for (int c = group * groupChannels; c < (group + 1) * groupChannels; c++) {
                at[width + c] = inverse * scales[c];
            }
        }
        System.arraycopy(pass.values(shift), 0, at, 2 * width, channels);
        pixels.repeat(at, width);
        pixels.repeat(at, 2 * width);
        kernels.normalise(x, first, size, width, at, pass.output());
    }

    /** dx = a · dy + b · (x − mean) + k for each channel, from the sums of dy and of dy · (x − mean). */
    private void backwardExample(Backward pass, int example) {
        Channelwise kernels = pass.kernels().channelwise();
        float[] x = pass.input();
        float[] dy = pass.outputGradient();
        float[] sum = pass.floats(sums);
        float[] at = pass.floats(coefficients);
        float[] of = pass.floats(statistics);
        float[] scales = pass.values(scale);
        float[] parts = pass.floats(partials);
        double n = (double) size / groups;
        int first = example * size;

        for (int group = 0; group < groups; group++) {
            Arrays.fill(at, group * groupChannels, (group + 1) * groupChannels, of[(example * groups + group) * 2]);
        }
        pixels.repeat(at, 0);
        Arrays.fill(sum, 2 * width, 2 * width + 2 * channels, 0);
        for (int from = 0; from < size; from += chunk) {
            Arrays.fill(sum, 0, 2 * width, 0);
            kernels.addGradientSums(dy, x, first + from, Math.min(chunk, size - from), width, at, sum, 0);
            addChunk(sum, 0, 2 * width);
            addChunk(sum, width, 2 * width + channels);
        }
        for (int group = 0; group < groups; group++) {
            double inverse = of[(example * groups + group) * 2 + 1];
            double plain = 0;
            double weighted = 0;
            for (int c = group * groupChannels; c < (group + 1) * groupChannels; c++) {
                plain += (double) scales[c] * sum[2 * width + c];
                weighted += (double) scales[c] * sum[2 * width + channels + c];
                parts[example * 2 * channels + c] = sum[2 * width + c];
                parts[(example * 2 + 1) * channels + c] = (float) (sum[2 * width + channels + c] * inverse);
            }
            for (int c = group * groupChannels; c < (group + 1) * groupChannels; c++) {
                at[width + c] = (float) (inverse * scales[c]);
                at[2 * width + c] = (float) (-inverse * inverse * inverse * weighted / n);
                at[3 * width + c] = (float) (-inverse * plain / n);
            }
        }
        if (pass.wantsInputGradient()) {
            for (int vector = 1; vector < 4; vector++) {
                pixels.repeat(at, vector * width);
            }
            kernels.propagate(dy, x, first, size, width, at, pass.inputGradient());
        }
    }

    /** Adds a chunk's sums, which are of all pixels of the group, to those of all chunks. */
    private void addChunk(float[] sum, int from, int to) {
        pixels.fold(sum, from);
        for (int c = 0; c < channels; c++) {
            sum[to + c] += sum[from + c];
        }
    }

    private double ofGroup(float[] sum, int at, int group) {
        double total = 0;
        for (int c = group * groupChannels; c < (group + 1) * groupChannels; c++) {
            total += sum[at + c];
        }
        return total;
    }
}
