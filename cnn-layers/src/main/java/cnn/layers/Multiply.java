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
import cnn.api.layer.Pass;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The product of its inputs, number by number: y = x₁ · x₂ · …, multiplied in their order. Takes two or more inputs: the
 * first of any shape, each other one of that shape, or behind an image (H, W, C) one that is repeated over it: (C), which
 * weighs its channels, or an image with 1 in the place of H, W or C: (H, W, 1) weighs its pixels, (H, 1, C) its rows.
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
        @Nullable
        Broadcast[] broadcasts = new Broadcast[inputs.size()];
        for (int i = 1; i < broadcasts.length; i++) {
            if (inputs.get(i).equals(first)) {
                continue;
            }
            broadcasts[i] = Broadcast.over(first, inputs.get(i));
            if (broadcasts[i] == null) {
                throw in.reject("it cannot multiply " + first + " by " + inputs.get(i),
                        "Give all inputs one shape" + (first.isImage()
                                ? ", or put vectors of " + first.channels()
                                        + " numbers behind the image, or images with 1 in the place of its height, width "
                                        + "or channels"
                                : ""));
            }
        }
        return Bound.of(first, new Product(first, broadcasts, in.scratchForTraining(first.size())));
    }

    private static final class Product implements Op {
        private static final int BLOCK = 8192;

        private final int channels;
        private final int width;
        private final int pixels;
        private final int pixelsPerTask;
        /** For each input how it is repeated, null where it has the first one's shape. */
        private final @Nullable Broadcast[] broadcasts;
        private final FloatSlot products;
        private final ForwardTask forwardBlock = this::forwardBlock;
        private final BackwardTask backwardExample = this::backwardExample;

        Product(Shape shape, @Nullable Broadcast[] broadcasts, FloatSlot products) {
            this.channels = shape.channels();
            this.width = shape.isImage() ? shape.width() : 1;
            this.pixels = shape.size() / channels;
            this.pixelsPerTask = Math.max(1, BLOCK / channels);
            this.broadcasts = broadcasts;
            this.products = products;
        }

        @Override
        public boolean worksInPlace(int input) {
            return input == 0;
        }

        @Override
        public void forward(Forward pass) {
            int total = pass.batch() * pixels;
            pass.run((total + pixelsPerTask - 1) / pixelsPerTask, (long) total * channels * broadcasts.length,
                    forwardBlock);
        }

        private void forwardBlock(Forward pass, int block) {
            int from = block * pixelsPerTask;
            int end = Math.min(pass.batch() * pixels, from + pixelsPerTask);
            float[] y = pass.output();
            for (int input = 1; input < broadcasts.length; input++) {
                multiply(pass, input == 1 ? pass.input(0) : y, y, from * channels, input, from, end);
            }
        }

        @Override
        public void backward(Backward pass) {
            pass.run(pass.batch(), (long) pass.batch() * pixels * channels * broadcasts.length, backwardExample);
        }

        /** An input's gradient is dy times all other inputs; summed where the input is repeated. */
        private void backwardExample(Backward pass, int example) {
            int from = example * pixels;
            for (int input = 0; input < broadcasts.length; input++) {
                if (!pass.wantsInputGradient(input)) {
                    continue;
                }
                Broadcast broadcast = broadcasts[input];
                float[] gradient = broadcast == null ? pass.inputGradient(input) : pass.floats(products);
                int at = broadcast == null ? from * channels : 0;
                System.arraycopy(pass.outputGradient(), from * channels, gradient, at, pixels * channels);
                for (int other = 0; other < broadcasts.length; other++) {
                    if (other != input) {
                        multiply(pass, gradient, gradient, at, other, from, from + pixels);
                    }
                }
                if (broadcast != null) {
                    sum(gradient, broadcast, pass.inputGradient(input), example * broadcast.size());
                }
            }
        }

        /**
         * Multiplies numbers x, which belong to pixels {@code from … end − 1} of the batch, by those of an input. They lie from
         * {@code at} on, and so does the product y, which may overwrite them.
         */
        private void multiply(Pass pass, float[] x, float[] y, int at, int input, int from, int end) {
            float[] factors = pass.input(input);
            Broadcast broadcast = broadcasts[input];
            int shift = from * channels - at;
            if (broadcast == null) {
                for (int i = at; i < at + (end - from) * channels; i++) {
                    y[i] = x[i] * factors[i + shift];
                }
                return;
            }
            int alike;
            for (int pixel = from; pixel < end; pixel += alike) {
                alike = Math.min(end - pixel, broadcast.alike(pixel % pixels, width, pixels));
                int first = pixel * channels - shift;
                int weights = pixel / pixels * broadcast.size() + broadcast.at(pixel % pixels, width);
                if (broadcast.channel() == 1) {
                    pass.kernels().channelwise().scale(x, first, alike * channels, channels, factors, weights, y);
                } else {
                    float weight = factors[weights];
                    for (int i = first; i < first + alike * channels; i++) {
                        y[i] = x[i] * weight;
                    }
                }
            }
        }

        private void sum(float[] numbers, Broadcast broadcast, float[] sums, int at) {
            if (broadcast.byChannel()) {
                System.arraycopy(numbers, 0, sums, at, channels);
            } else {
                Arrays.fill(sums, at, at + broadcast.size(), 0);
            }
            for (int pixel = broadcast.byChannel() ? 1 : 0; pixel < pixels; pixel++) {
                int to = at + broadcast.at(pixel, width);
                if (broadcast.channel() == 1) {
                    for (int c = 0; c < channels; c++) {
                        sums[to + c] += numbers[pixel * channels + c];
                    }
                } else {
                    float sum = 0;
                    for (int c = 0; c < channels; c++) {
                        sum += numbers[pixel * channels + c];
                    }
                    sums[to] += sum;
                }
            }
        }
    }
}
