package cnn.layers.shape;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.layers.text.Count;
import java.util.Arrays;

/**
 * Neighbouring channels out of all: y[c] = x[first + c] for each position, (H, W, C) → (H, W, channels). Any shape; channels
 * are the last axis. Several slices of one input cut it into parts, each for a branch of its own. Rejects a slice that
 * reaches over the last channel.
 *
 * <p>ONNX's Slice along the last axis; PyTorch's split and chunk.
 *
 * @param first index of the first channel, 0 or more
 * @param channels how many, 1 or more
 */
@Id("channel-slice")
public record ChannelSlice(int first, int channels) implements Layer {
    public ChannelSlice {
        if (first < 0 || channels < 1) {
            throw new IllegalArgumentException("ChannelSlice first and channels are " + first + " and " + channels
                    + " but must be 0 and 1, or more. Give for example 0 and 16 for the first sixteen channels.");
        }
    }

    /** So many channels from this one on. */
    public static ChannelSlice of(int first, int channels) {
        return new ChannelSlice(first, channels);
    }

    @Override
    public Bound bind(Binding in) {
        int[] dims = in.input().dims();
        int all = in.input().channels();
        if ((long) first + channels > all) {
            throw in.reject(
                    Count.of(channels, "channel") + " from number " + first + " on reach beyond the " + all
                            + " that there are",
                    "Let first and channels together be at most " + all);
        }
        dims[dims.length - 1] = channels;
        return Bound.of(Shape.of(dims), new Cut(in.input(), first, channels));
    }

    private static final class Cut implements Op {
        private static final int CHUNK = 8192;

        private final int pixels;
        private final int all;
        private final int first;
        private final int count;
        private final int pixelsPerTask;
        private final ForwardTask forwardChunk = this::forwardChunk;
        private final BackwardTask backwardChunk = this::backwardChunk;

        Cut(Shape input, int first, int count) {
            all = input.channels();
            pixels = input.size() / all;
            this.first = first;
            this.count = count;
            pixelsPerTask = Math.max(1, CHUNK / all);
        }

        @Override
        public void forward(Forward pass) {
            pass.run(tasks(pass.batch()), (long) pass.batch() * pixels * count, forwardChunk);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                pass.run(tasks(pass.batch()), (long) pass.batch() * pixels * all, backwardChunk);
            }
        }

        private int tasks(int batch) {
            return (batch * pixels + pixelsPerTask - 1) / pixelsPerTask;
        }

        private void forwardChunk(Forward pass, int chunk) {
            int end = Math.min(pass.batch() * pixels, (chunk + 1) * pixelsPerTask);
            for (int pixel = chunk * pixelsPerTask; pixel < end; pixel++) {
                System.arraycopy(pass.input(), pixel * all + first, pass.output(), pixel * count, count);
            }
        }

        /** What was left out has no part in the loss. */
        private void backwardChunk(Backward pass, int chunk) {
            float[] dx = pass.inputGradient();
            int end = Math.min(pass.batch() * pixels, (chunk + 1) * pixelsPerTask);
            Arrays.fill(dx, chunk * pixelsPerTask * all, end * all, 0);
            for (int pixel = chunk * pixelsPerTask; pixel < end; pixel++) {
                System.arraycopy(pass.outputGradient(), pixel * count, dx, pixel * all + first, count);
            }
        }
    }
}
