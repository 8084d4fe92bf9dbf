package cnn.layers;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.ChannelJoin;
import cnn.api.layer.ChannelSlice;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Its inputs side by side along the channels, in their order: (H, W, C₁), (H, W, C₂) … → (H, W, C₁ + C₂ + …), or
 * (n₁), (n₂) … → (n₁ + n₂ + …). Takes two or more inputs that differ in nothing but their channels.
 *
 * <p>In prediction, convolutions that nothing else reads write their channels straight into its output: see {@link ChannelJoin}.
 */
@Id("concat")
public record Concat() implements Layer {
    @Override
    public Bound bind(Binding in) {
        List<Shape> inputs = in.inputs();
        if (inputs.size() < 2) {
            throw in.reject("it joins two inputs or more but was given 1", "Name the layers to join");
        }
        int[] dims = inputs.getFirst().dims();
        int last = dims.length - 1;
        int[] channels = new int[inputs.size()];
        dims[last] = 0;
        for (int i = 0; i < channels.length; i++) {
            int[] other = inputs.get(i).dims();
            if (other.length != dims.length || !Arrays.equals(other, 0, last, dims, 0, last)) {
                throw in.reject("it cannot join " + inputs.get(i) + " to " + inputs.getFirst(),
                        "Give all inputs the same height and width, for example with a pooling layer");
            }
            channels[i] = other[last];
            dims[last] = Math.addExact(dims[last], other[last]);
        }
        Shape output = Shape.of(dims);
        return Bound.of(output, new Joining(output, channels, new BitSet()));
    }

    private static final class Joining implements ChannelJoin {
        private static final int CHUNK = 8192;

        private final Shape output;
        private final int[] channels;
        /** Inputs that are in the output already. */
        private final BitSet there;
        private final int pixels;
        private final int total;
        private final int copied;
        private final int pixelsPerTask;
        private final ForwardTask forwardChunk = this::forwardChunk;
        private final BackwardTask backwardChunk = this::backwardChunk;

        Joining(Shape output, int[] channels, BitSet there) {
            this.output = output;
            this.channels = channels;
            this.there = there;
            total = output.channels();
            pixels = output.size() / total;
            copied = IntStream.range(0, channels.length).filter(input -> !there.get(input))
                    .map(input -> channels[input]).sum();
            pixelsPerTask = Math.max(1, CHUNK / Math.max(1, copied));
        }

        @Override
        public ChannelSlice slice(int input) {
            return new ChannelSlice(Arrays.stream(channels, 0, input).sum(), total);
        }

        @Override
        public Op withoutCopying(BitSet inputs) {
            return new Joining(output, channels, (BitSet) inputs.clone());
        }

        @Override
        public void forward(Forward pass) {
            if (copied > 0) {
                pass.run(tasks(pass.batch()), (long) pass.batch() * pixels * copied, forwardChunk);
            }
        }

        @Override
        public void backward(Backward pass) {
            pass.run(tasks(pass.batch()), (long) pass.batch() * pixels * total, backwardChunk);
        }

        private int tasks(int batch) {
            return (batch * pixels + pixelsPerTask - 1) / pixelsPerTask;
        }

        private void forwardChunk(Forward pass, int chunk) {
            int end = Math.min(pass.batch() * pixels, (chunk + 1) * pixelsPerTask);
            int offset = 0;
            for (int input = 0; input < channels.length; input++) {
                int count = channels[input];
                for (int pixel = chunk * pixelsPerTask; pixel < end && !there.get(input); pixel++) {
                    System.arraycopy(pass.input(input), pixel * count, pass.output(), pixel * total + offset, count);
                }
                offset += count;
            }
        }

        private void backwardChunk(Backward pass, int chunk) {
            int end = Math.min(pass.batch() * pixels, (chunk + 1) * pixelsPerTask);
            int offset = 0;
            for (int input = 0; input < channels.length; input++) {
                int count = channels[input];
                for (int pixel = chunk * pixelsPerTask; pass.wantsInputGradient(input) && pixel < end; pixel++) {
                    System.arraycopy(pass.outputGradient(), pixel * total + offset, pass.inputGradient(input),
                            pixel * count, count);
                }
                offset += count;
            }
        }
    }
}
