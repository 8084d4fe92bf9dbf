package cnn.layers.normalization;

import cnn.api.Default;
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

/**
 * Lets neighbouring channels of a position inhibit each other: y[c] = x[c] · s[c]^−beta with
 * s[c] = bias + alpha / size · Σⱼ x[j]² over the channels j = c − ⌊(size − 1) / 2⌋ … c + ⌈(size − 1) / 2⌉ that exist. Any
 * shape; channels are the last axis.
 *
 * <p>As ONNX and PyTorch have it alpha is divided by {@code size}; the paper's alpha is not.
 *
 * <p>Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks", NIPS 2012,
 * section 3.3, where size is 5, bias 2, alpha 5 · 10⁻⁴ in this form, beta 0.75.
 *
 * @param size channels that a sum has, 1 or more
 * @param alpha weight of the sum, 0 or more
 * @param beta exponent, 0 or more
 * @param bias what is added to the sum, at least 10⁻⁶
 */
@Id("local-response-norm")
public record LocalResponseNorm(int size, @Default("1.0e-4") double alpha, @Default("0.75") double beta,
        @Default("1") double bias) implements Layer {
    /** What is less is lost beside 1 in a float, and the sum of a dark place would be 0. */
    private static final double LEAST_BIAS = 1e-6;

    public LocalResponseNorm {
        if (size < 1) {
            throw new IllegalArgumentException("LocalResponseNorm size is " + size
                    + " but a sum needs at least 1 channel. Give for example 5.");
        }
        Checks.atLeast(0, "LocalResponseNorm", "alpha", alpha, "0.0001");
        Checks.atLeast(0, "LocalResponseNorm", "beta", beta, "0.75");
        Checks.atLeast(LEAST_BIAS, "LocalResponseNorm", "bias", bias, "1");
    }

    /** Sums of so many channels, alpha 10⁻⁴, beta 0.75, bias 1. */
    public static LocalResponseNorm of(int size) {
        return new LocalResponseNorm(size, 1e-4, 0.75, 1);
    }

    /** With another weight of the sum. */
    public LocalResponseNorm alpha(double weight) {
        return new LocalResponseNorm(size, weight, beta, bias);
    }

    /** With another exponent. */
    public LocalResponseNorm beta(double exponent) {
        return new LocalResponseNorm(size, alpha, exponent, bias);
    }

    /** With another bias. */
    public LocalResponseNorm bias(double added) {
        return new LocalResponseNorm(size, alpha, beta, added);
    }

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Inhibition(this, in));
    }

    private static final class Inhibition implements Op {
        private static final int BLOCK = 8192;
        private static final int COST = 30;

        private final int size;
        private final int channels;
        private final int before;
        private final int after;
        private final float weight;
        private final float offset;
        private final float beta;
        private final int rowsPerTask;
        /** s − 1 for each number: what log1p wants. */
        private final FloatSlot sums;
        private final FloatSlot terms;
        private final ForwardTask forwardBlock = this::forwardBlock;
        private final BackwardTask backwardBlock = this::backwardBlock;

        Inhibition(LocalResponseNorm layer, Binding in) {
            Shape shape = in.input();
            size = shape.size();
            channels = shape.channels();
            before = Math.min(channels, (layer.size - 1) / 2);
            after = Math.min(channels, layer.size - 1 - (layer.size - 1) / 2);
            weight = (float) (layer.alpha / layer.size);
            offset = (float) (layer.bias - 1);
            beta = (float) layer.beta;
            rowsPerTask = Math.max(1, BLOCK / channels);
            sums = in.saved(size);
            terms = in.scratchForTraining(channels);
        }

        @Override
        public void forward(Forward pass) {
            pass.run(blocks(pass), (long) pass.batch() * size * COST, forwardBlock);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                pass.run(blocks(pass), (long) pass.batch() * size * COST, backwardBlock);
            }
        }

        private int blocks(Pass pass) {
            return (pass.batch() * (size / channels) + rowsPerTask - 1) / rowsPerTask;
        }

        private int end(Pass pass, int block) {
            return Math.min(pass.batch() * size, (block + 1) * rowsPerTask * channels);
        }

        private void forwardBlock(Forward pass, int block) {
            float[] x = pass.input();
            float[] y = pass.output();
            float[] s = pass.floats(sums);
            int from = block * rowsPerTask * channels;
            int to = end(pass, block);
            for (int row = from; row < to; row += channels) {
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    for (int j = row + Math.max(0, c - before); j <= row + Math.min(channels - 1, c + after); j++) {
                        sum += x[j] * x[j];
                    }
                    s[row + c] = offset + weight * sum;
                }
            }
            powers(pass, s, y, from, to);
            for (int i = from; i < to; i++) {
                y[i] *= x[i];
            }
        }

        /** to = s^−beta, from s − 1. */
        private void powers(Pass pass, float[] s, float[] to, int from, int end) {
            pass.kernels().functions().log1p(s, from, to, from, end - from);
            for (int i = from; i < end; i++) {
                to[i] *= -beta;
            }
            pass.kernels().functions().exp(to, from, to, from, end - from);
        }

        /** dx[c] = dy[c] · s[c]^−beta − 2 · alpha / size · beta · x[c] · Σ of dy[j] · y[j] / s[j], j being those that see c. */
        private void backwardBlock(Backward pass, int block) {
            float[] x = pass.input();
            float[] y = pass.output();
            float[] dy = pass.outputGradient();
            float[] dx = pass.inputGradient();
            float[] s = pass.floats(sums);
            float[] term = pass.floats(terms);
            int from = block * rowsPerTask * channels;
            int to = end(pass, block);
            powers(pass, s, dx, from, to);
            float factor = 2 * weight * beta;
            for (int row = from; row < to; row += channels) {
                for (int c = 0; c < channels; c++) {
                    term[c] = dy[row + c] * y[row + c] / (1 + s[row + c]);
                }
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    for (int j = Math.max(0, c - after); j <= Math.min(channels - 1, c + before); j++) {
                        sum += term[j];
                    }
                    dx[row + c] = dx[row + c] * dy[row + c] - factor * x[row + c] * sum;
                }
            }
        }
    }
}
