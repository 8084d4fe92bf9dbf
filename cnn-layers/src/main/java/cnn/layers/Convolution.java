package cnn.layers;

import cnn.api.kernel.Panels;
import cnn.api.kernel.PixelGroup;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import cnn.api.layer.Pass;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a bound {@link Conv2d} computes.
 *
 * <p>The gradient of the input is itself a correlation: of the output's gradient, its pixels spread by the stride, with
 * the kernel turned by 180° and input and output channels exchanged. The gradient of the weights is summed over a few
 * fixed parts of the batch at once, then over the parts in order.
 */
final class Convolution implements Op {
    /** Parts of the batch: enough for 16 threads, fewer where their partial sums would take more than 32 MiB. */
    private static final int MOST_PARTS = 16;
    private static final int PART_FLOATS = 1 << 23;
    private static final int SUM_FLOATS = 1 << 15;

    private final Conv2d layer;
    private final int channels;
    private final Correlation forward;
    private final Correlation turned;
    private final Param weights;
    private final @Nullable Param bias;
    private final PixelGroup group;
    private final FloatSlot packed;
    private final FloatSlot packedTurned;
    private final FloatSlot scratch;
    private final FloatSlot partials;
    private final int mostParts;
    private final int partFloats;
    private final int outPixels;
    private final int sumRows;
    private final int sumTasks;
    private final ForwardTask forwardTask = this::forwardBlock;
    private final BackwardTask inputTask = this::inputGradientBlock;
    private final BackwardTask partTask = this::partOfGradient;
    private final BackwardTask sumTask = this::sumOfParts;

    Convolution(Conv2d layer, Binding in, Window2d window, Param weights, @Nullable Param bias) {
        this.layer = layer;
        this.weights = weights;
        this.bias = bias;
        channels = in.image().channels();
        int filters = layer.filters();
        Size kernel = layer.kernel();
        Size dilation = layer.dilation();
        forward = new Correlation(
                new Canvas(window.inHeight(), window.inWidth(), channels, Size.of(1), window.top(), window.left(),
                        window.paddedWidth()),
                kernel, layer.stride(), dilation, layer.groups(), filters, window.outHeight(), window.outWidth());
        int reachAbove = (kernel.height() - 1) * dilation.height();
        int reachLeft = (kernel.width() - 1) * dilation.width();
        turned = new Correlation(
                new Canvas(window.outHeight(), window.outWidth(), filters, layer.stride(), reachAbove - window.top(),
                        reachLeft - window.left(), window.inWidth() + reachLeft),
                kernel, Size.of(1), dilation, layer.groups(), channels, window.inHeight(), window.inWidth());
        packed = in.packed(forward.packedFloats(), this::pack);
        packedTurned = in.packedForBackward(turned.packedFloats(), this::packTurned);
        scratch = in.scratch(Math.max(forward.scratchFloats(), turned.scratchFloats()));
        int weightFloats = weights.shape().size();
        group = new PixelGroup(filters);
        partFloats = weightFloats + (bias == null ? 0 : group.width());
        mostParts = Math.clamp(PART_FLOATS / partFloats, 2, MOST_PARTS);
        partials = in.shared(0, Math.multiplyExact(mostParts, partFloats));
        outPixels = window.outHeight() * window.outWidth();
        sumRows = Math.max(1, SUM_FLOATS / filters);
        sumTasks = (weightFloats / filters + sumRows - 1) / sumRows;
    }

    /** Multiply-adds for one image. */
    long multiplyAdds() {
        return forward.multiplyAdds();
    }

    @Override
    public void forward(Forward pass) {
        pass.run(pass.batch() * forward.blocks(), pass.batch() * multiplyAdds(), forwardTask);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            pass.run(pass.batch() * turned.blocks(), pass.batch() * turned.multiplyAdds(), inputTask);
        }
        pass.run(parts(pass), pass.batch() * multiplyAdds(), partTask);
        pass.run(sumTasks, (long) parts(pass) * partFloats, sumTask);
    }

    private void forwardBlock(Forward pass, int index) {
        forward.weightedSums(pass.kernels().products(), pass.input(), pass.floats(packed),
                bias == null ? null : pass.values(bias), pass.output(), pass.floats(scratch), index);
    }

    private void inputGradientBlock(Backward pass, int index) {
        turned.weightedSums(pass.kernels().products(), pass.outputGradient(), pass.floats(packedTurned), null,
                pass.inputGradient(), pass.floats(scratch), index);
    }

    private int parts(Pass pass) {
        return Math.min(mostParts, pass.batch());
    }

    /** Gradient of weights, and behind it of the bias, over one part of the batch. */
    private void partOfGradient(Backward pass, int part) {
        float[] sums = pass.floats(partials);
        int at = part * partFloats;
        Arrays.fill(sums, at, at + partFloats, 0);
        int first = (int) ((long) part * pass.batch() / parts(pass));
        int last = (int) ((part + 1L) * pass.batch() / parts(pass));
        for (int image = first; image < last; image++) {
            forward.addOuterProducts(pass.kernels().products(), pass.input(), pass.outputGradient(), image, sums, at,
                    pass.floats(scratch));
        }
        if (bias != null) {
            int width = group.width();
            int image = outPixels * layer.filters();
            int biasAt = at + partFloats - width;
            pass.kernels().channels().addSums(pass.outputGradient(), first * image, (last - first) * image, width, sums,
                    biasAt);
            group.fold(sums, biasAt);
        }
    }

    /** Adds the parts in order, and brings the groups' filters side by side. The first task adds the bias's too. */
    private void sumOfParts(Backward pass, int index) {
        float[] sums = pass.floats(partials);
        int filters = layer.filters();
        int count = filters / layer.groups();
        int rows = weights.shape().size() / filters;
        int parts = parts(pass);
        for (int row = index * sumRows; row < Math.min(rows, (index + 1) * sumRows); row++) {
            for (int group = 0; group < layer.groups(); group++) {
                add(sums, (group * rows + row) * count, parts, pass.gradient(weights), row * filters + group * count,
                        count);
            }
        }
        if (bias != null && index == 0) {
            add(sums, partFloats - group.width(), parts, pass.gradient(bias), 0, filters);
        }
    }

    private void add(float[] sums, int at, int parts, float[] gradient, int to, int count) {
        System.arraycopy(sums, at, gradient, to, count);
        for (int part = 1; part < parts; part++) {
            int from = at + part * partFloats;
            for (int i = 0; i < count; i++) {
                gradient[to + i] += sums[from + i];
            }
        }
    }

    private void pack(Packer.Values values, float[] target) {
        int filters = layer.filters();
        Panels panels = forward.panels();
        for (int group = 0; group < layer.groups(); group++) {
            panels.pack(values.of(weights), group * panels.columns(), filters, 1, 0, panels.rows(), target,
                    group * panels.size());
        }
    }

    /** The weights of kernel position (y, x) go where the turned kernel has it: positions in reverse order. */
    private void packTurned(Packer.Values values, float[] target) {
        int filters = layer.filters();
        int groupFilters = filters / layer.groups();
        int positions = layer.kernel().area();
        Panels panels = turned.panels();
        for (int group = 0; group < layer.groups(); group++) {
            for (int position = 0; position < positions; position++) {
                panels.pack(values.of(weights), position * panels.columns() * filters + group * groupFilters, 1,
                        filters, (positions - 1 - position) * groupFilters, groupFilters, target,
                        group * panels.size());
            }
        }
    }
}
