package cnn.layers.normalization;

import cnn.api.Default;
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
import cnn.api.layer.Pass;

/**
 * Gives the channels of every position length 1: y[c] = x[c] / max(n, epsilon), n being the square root of the sum of their
 * squares, or with p = 1 the sum of their magnitudes. What compares embeddings, of faces for instance, stands on it. Any shape;
 * channels are the last axis.
 *
 * <p>PyTorch's {@code normalize}; ONNX's LpNormalization.
 *
 * @param p which norm, 1 or 2
 * @param epsilon least length that is divided by, above 0
 */
@Id("lp-norm")
public record LpNorm(@Default("2") int p, @Default("1.0e-12") double epsilon) implements Layer {
    public LpNorm {
        if (p < 1 || p > 2) {
            throw new IllegalArgumentException(
                    "LpNorm p is " + p + " but must be 1, for the sum of magnitudes, or 2, for "
                            + "the square root of the sum of squares.");
        }
        Checks.positive("LpNorm", "epsilon", epsilon, "1.0e-12");
    }

    /** p = 2, epsilon 10⁻¹². */
    public static LpNorm of() {
        return new LpNorm(2, 1e-12);
    }

    /** In another norm. */
    public LpNorm p(int norm) {
        return new LpNorm(norm, epsilon);
    }

    /** With another epsilon. */
    public LpNorm epsilon(double least) {
        return new LpNorm(p, least);
    }

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Lengths(this, in.input()));
    }

    /** A task is some rows. */
    private static final class Lengths implements Op {
        private static final int BLOCK = 8192;
        private static final int COST = 4;

        private final int p;
        private final double epsilon;
        private final int channels;
        private final int rowsPerExample;
        private final int rowsPerTask;
        private final ForwardTask forwardBlock = this::forwardBlock;
        private final BackwardTask backwardBlock = this::backwardBlock;

        Lengths(LpNorm layer, Shape shape) {
            p = layer.p;
            epsilon = layer.epsilon;
            channels = shape.channels();
            rowsPerExample = shape.size() / channels;
            rowsPerTask = Math.max(1, BLOCK / channels);
        }

        @Override
        public void forward(Forward pass) {
            pass.run(blocks(pass), (long) rows(pass) * channels * COST, forwardBlock);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                pass.run(blocks(pass), (long) rows(pass) * channels * COST * 2, backwardBlock);
            }
        }

        private int rows(Pass pass) {
            return pass.batch() * rowsPerExample;
        }

        private int blocks(Pass pass) {
            return (rows(pass) + rowsPerTask - 1) / rowsPerTask;
        }

        private double length(float[] x, int at) {
            double sum = 0;
            for (int c = at; c < at + channels; c++) {
                sum += p == 1 ? Math.abs(x[c]) : (double) x[c] * x[c];
            }
            return p == 1 ? sum : Math.sqrt(sum);
        }

        private void forwardBlock(Forward pass, int block) {
            float[] x = pass.input();
            float[] y = pass.output();
            int end = Math.min(rows(pass), (block + 1) * rowsPerTask);
            for (int row = block * rowsPerTask; row < end; row++) {
                int at = row * channels;
                double length = Math.max(length(x, at), epsilon);
                for (int c = at; c < at + channels; c++) {
                    y[c] = (float) (x[c] / length);
                }
            }
        }

        /** dx = (dy − g · Σ dy · y) / n, with the length's own gradient g: y where p is 2, x's sign where it is 1. */
        private void backwardBlock(Backward pass, int block) {
            float[] x = pass.input();
            float[] y = pass.output();
            float[] dy = pass.outputGradient();
            float[] dx = pass.inputGradient();
            int end = Math.min(rows(pass), (block + 1) * rowsPerTask);
            for (int row = block * rowsPerTask; row < end; row++) {
                int at = row * channels;
                double length = length(x, at);
                double sum = 0;
                for (int c = at; c < at + channels && length > epsilon; c++) {
                    sum += (double) dy[c] * y[c];
                }
                length = Math.max(length, epsilon);
                for (int c = at; c < at + channels; c++) {
                    dx[c] = (float) ((dy[c] - (p == 1 ? Math.signum(x[c]) : y[c]) * sum) / length);
                }
            }
        }
    }
}
