package cnn.layers.convolution;

import cnn.api.kernel.PixelGroup;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first pass over the gradient of an output: back through what was absorbed, in place, and summed for the bias while
 * it is in the cache. Sums are taken in float over chunks and added in double in the chunks' order.
 */
final class BiasGradient {
    /** Floats of a chunk, at most, as batch normalisation has it: 64 KiB. */
    private static final int CHUNK = 1 << 14;

    private final @Nullable Param bias;
    private final @Nullable Elementwise absorbed;
    private final PixelGroup group;
    private final int size;
    private final int chunk;
    private final FloatSlot partials;
    private final BackwardTask chunkTask = this::chunk;

    /**
     * @param filters numbers of a pixel
     * @param size numbers of an example
     */
    BiasGradient(int filters, int size, @Nullable Param bias, @Nullable Elementwise absorbed, Binding in) {
        this.bias = bias;
        this.absorbed = absorbed;
        this.size = size;
        group = new PixelGroup(filters);
        int width = group.width();
        chunk = Math.max(1, CHUNK / width) * width;
        partials = in.sharedForTraining(bias == null ? 0 : Math.toIntExact(((long) width * size + chunk - 1) / chunk),
                bias == null ? 0 : width);
    }

    /** Overwrites {@code pass.gradient(bias)}, if one is wanted, and what was absorbed turns in the output's gradient. */
    void run(Backward pass) {
        boolean wanted = wanted(pass);
        if (!wanted && absorbed == null) {
            return;
        }
        int chunks = (pass.batch() * size + chunk - 1) / chunk;
        pass.run(chunks, (long) pass.batch() * size, chunkTask);
        if (wanted) {
            add(pass.floats(partials), chunks, pass.gradient(bias));
        }
    }

    private boolean wanted(Backward pass) {
        return bias != null && pass.wantsGradient(bias);
    }

    private void chunk(Backward pass, int index) {
        int from = index * chunk;
        int count = Math.min(chunk, pass.batch() * size - from);
        float[] gradient = pass.outputGradient();
        if (absorbed != null) {
            absorbed.backward(pass, pass.output(), gradient, from, from + count);
        }
        if (wanted(pass)) {
            float[] sums = pass.floats(partials);
            int at = index * group.width();
            Arrays.fill(sums, at, at + group.width(), 0);
            pass.kernels().channelwise().addSums(gradient, from, count, group.width(), sums, at);
            group.fold(sums, at);
        }
    }

    private void add(float[] sums, int chunks, float[] gradient) {
        for (int f = 0; f < group.channels(); f++) {
            double sum = 0;
            for (int i = 0, at = f; i < chunks; i++, at += group.width()) {
                sum += sums[at];
            }
            gradient[f] = (float) sum;
        }
    }
}
