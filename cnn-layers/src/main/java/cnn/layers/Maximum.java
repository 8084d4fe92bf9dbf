package cnn.layers;

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

/**
 * The largest of its inputs, number by number: y = max(x₁, x₂, …). Takes two or more inputs of one shape, whatever it is.
 * The gradient goes to the first input that is the largest; where one is NaN, so is the output, and the gradient goes to
 * the first input.
 *
 * <p>Goodfellow, Warde-Farley, Mirza, Courville and Bengio, "Maxout networks", ICML 2013.
 */
@Id("maximum")
public record Maximum() implements Layer {
    @Override
    public Bound bind(Binding in) {
        Shape first = in.inputs().getFirst();
        if (in.inputs().size() < 2) {
            throw in.reject("it compares two inputs or more but was given 1",
                    "Name the layers to compare under the key from, beside the layer: from: [conv2d-1, conv2d-2]");
        }
        for (Shape shape : in.inputs()) {
            if (!shape.equals(first)) {
                throw in.reject("it cannot compare " + shape + " with " + first,
                        "Give all inputs one shape, for example with a 1×1 convolution");
            }
        }
        return Bound.of(first, new Largest(first.size(), in.inputs().size()));
    }

    private static final class Largest implements Op {
        private static final int BLOCK = 8192;

        private final int size;
        private final int inputs;
        private final ForwardTask forwardBlock = this::forwardBlock;
        private final BackwardTask backwardBlock = this::backwardBlock;

        Largest(int size, int inputs) {
            this.size = size;
            this.inputs = inputs;
        }

        @Override
        public void forward(Forward pass) {
            int total = pass.batch() * size;
            pass.run((total + BLOCK - 1) / BLOCK, (long) total * inputs, forwardBlock);
        }

        @Override
        public void backward(Backward pass) {
            int total = pass.batch() * size;
            pass.run((total + BLOCK - 1) / BLOCK, (long) total * inputs * inputs, backwardBlock);
        }

        private void forwardBlock(Forward pass, int block) {
            int from = block * BLOCK;
            int to = from + Math.min(BLOCK, pass.batch() * size - from);
            float[] y = pass.output();
            System.arraycopy(pass.input(0), from, y, from, to - from);
            for (int input = 1; input < inputs; input++) {
                float[] x = pass.input(input);
                for (int i = from; i < to; i++) {
                    y[i] = Math.max(y[i], x[i]);
                }
            }
        }

        private void backwardBlock(Backward pass, int block) {
            int from = block * BLOCK;
            int to = from + Math.min(BLOCK, pass.batch() * size - from);
            float[] dy = pass.outputGradient();
            for (int input = 0; input < inputs; input++) {
                if (pass.wantsInputGradient(input)) {
                    float[] dx = pass.inputGradient(input);
                    for (int i = from; i < to; i++) {
                        dx[i] = isFirstLargest(pass, input, i) ? dy[i] : 0;
                    }
                }
            }
        }

        /** Whether no input before is the largest, and this is not less than it. */
        private static boolean isFirstLargest(Backward pass, int input, int at) {
            float largest = pass.output()[at];
            for (int before = 0; before < input; before++) {
                if (!(pass.input(before)[at] < largest)) {
                    return false;
                }
            }
            return !(pass.input(input)[at] < largest);
        }
    }
}
