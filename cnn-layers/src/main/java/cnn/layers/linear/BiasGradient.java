package cnn.layers.linear;

import cnn.api.kernel.PixelGroup;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import java.util.Arrays;

/** The gradient of a bias: the sum of the output's gradient over all pixels, in float over chunks, then in order. */
final class BiasGradient {
    /** Floats of a chunk, at most, as batch normalisation has it: 64 KiB. */
    private static final int CHUNK = 1 << 14;

    private final Param bias;
    private final PixelGroup group;
    private final int size;
    private final int chunk;
    private final FloatSlot partials;
    private final BackwardTask chunkTask = this::sumOfChunk;

    BiasGradient(Geometry geometry, Binding in, Param bias) {
        this.bias = bias;
        group = new PixelGroup(geometry.filters());
        size = geometry.outFloats();
        int width = group.width();
        chunk = Math.max(1, CHUNK / width) * width;
        partials = in.shared((int) (((long) width * size + chunk - 1) / chunk), width);
    }

    /** Overwrites {@code pass.gradient(bias)}. */
    void run(Backward pass) {
        int chunks = (pass.batch() * size + chunk - 1) / chunk;
        pass.run(chunks, (long) pass.batch() * size, chunkTask);
        float[] sums = pass.floats(partials);
        float[] gradient = pass.gradient(bias);
        for (int f = 0; f < group.channels(); f++) {
            double sum = 0;
            for (int i = 0, at = f; i < chunks; i++, at += group.width()) {
                sum += sums[at];
            }
            gradient[f] = (float) sum;
        }
    }

    private void sumOfChunk(Backward pass, int index) {
        float[] sums = pass.floats(partials);
        int at = index * group.width();
        int count = Math.min(chunk, pass.batch() * size - index * chunk);
        Arrays.fill(sums, at, at + group.width(), 0);
        pass.kernels().channels().addSums(pass.outputGradient(), index * chunk, count, group.width(), sums, at);
        group.fold(sums, at);
    }
}
