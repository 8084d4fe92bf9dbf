package cnn.layers;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import java.util.List;

/**
 * The product of its inputs, number by number: y = x₁ · x₂ · …, multiplied in their order. Takes two or more inputs: the
 * first of any shape, each other one of that shape, or (C) behind an image (H, W, C), which weighs its channels.
 *
 * <p>Hu, Shen and Sun, "Squeeze-and-excitation networks", CVPR 2018, equation 4.
 */
@Id("multiply")
public record Multiply() implements Layer {
    @Override
    public Bound bind(Binding in) {
        List<Shape> inputs = in.inputs();
        if (inputs.size() < 2) {
            throw in.reject("it multiplies two inputs or more but was given 1",
                    "Name the layers to multiply under the key from, beside the layer: from: [conv2d-1, sigmoid-1]");
        }
        Shape first = inputs.getFirst();
        boolean[] byChannel = new boolean[inputs.size()];
        for (int i = 1; i < byChannel.length; i++) {
            byChannel[i] = first.isImage() && inputs.get(i).equals(Shape.vector(first.channels()));
            if (!byChannel[i] && !inputs.get(i).equals(first)) {
                throw in.reject("it cannot multiply " + first + " by " + inputs.get(i),
                        "Give all inputs one shape" + (first.isImage()
                                ? ", or put vectors of " + first.channels() + " numbers behind the image"
                                : ""));
            }
        }
        return Bound.of(first, new Product(first, byChannel, in.scratchForTraining(first.size())));
    }

    private static final class Product implements Op {
        private static final int BLOCK = 8192;

        private final int channels;
        private final int pixels;
        private final int pixelsPerTask;
        private final boolean[] byChannel;
        private final FloatSlot products;
        private final ForwardTask forwardBlock = this::forwardBlock;
        private final BackwardTask backwardExample = this::backwardExample;

        Product(Shape shape, boolean[] byChannel, FloatSlot products) {
            this.channels = shape.channels();
            this.pixels = shape.size() / channels;
            this.pixelsPerTask = Math.max(1, BLOCK / channels);
            this.byChannel = byChannel;
            this.products = products;
        }

        @Override
        public void forward(Forward pass) {
            int total = pass.batch() * pixels;
            pass.run((total + pixelsPerTask - 1) / pixelsPerTask, (long) total * channels * byChannel.length,
                    forwardBlock);
        }

        private void forwardBlock(Forward pass, int block) {
            int from = block * pixelsPerTask;
            int end = Math.min(pass.batch() * pixels, from + pixelsPerTask);
            float[] y = pass.output();
            System.arraycopy(pass.input(0), from * channels, y, from * channels, (end - from) * channels);
            for (int input = 1; input < byChannel.length; input++) {
                multiply(y, from * channels, pass.input(input), byChannel[input], from, end);
            }
        }

        @Override
        public void backward(Backward pass) {
            pass.run(pass.batch(), (long) pass.batch() * pixels * channels * byChannel.length, backwardExample);
        }

        /** An input's gradient is dy times all other inputs; summed over the image where it weighs channels. */
        private void backwardExample(Backward pass, int example) {
            int from = example * pixels;
            for (int input = 0; input < byChannel.length; input++) {
                if (!pass.wantsInputGradient(input)) {
                    continue;
                }
                float[] gradient = byChannel[input] ? pass.floats(products) : pass.inputGradient(input);
                int at = byChannel[input] ? 0 : from * channels;
                System.arraycopy(pass.outputGradient(), from * channels, gradient, at, pixels * channels);
                for (int other = 0; other < byChannel.length; other++) {
                    if (other != input) {
                        multiply(gradient, at, pass.input(other), byChannel[other], from, from + pixels);
                    }
                }
                if (byChannel[input]) {
                    sum(gradient, pass.inputGradient(input), example * channels);
                }
            }
        }

        /** Multiplies numbers, which belong to pixels {@code from … end − 1} of the batch, by those of an input. */
        private void multiply(float[] numbers, int at, float[] input, boolean weighsChannels, int from, int end) {
            if (!weighsChannels) {
                int shift = from * channels - at;
                for (int i = at; i < at + (end - from) * channels; i++) {
                    numbers[i] *= input[i + shift];
                }
                return;
            }
            for (int pixel = from; pixel < end; pixel++) {
                int to = at + (pixel - from) * channels;
                int weights = pixel / pixels * channels;
                for (int c = 0; c < channels; c++) {
                    numbers[to + c] *= input[weights + c];
                }
            }
        }

        private void sum(float[] numbers, float[] sums, int at) {
            System.arraycopy(numbers, 0, sums, at, channels);
            for (int pixel = 1; pixel < pixels; pixel++) {
                for (int c = 0; c < channels; c++) {
                    sums[at + c] += numbers[pixel * channels + c];
                }
            }
        }
    }
}
