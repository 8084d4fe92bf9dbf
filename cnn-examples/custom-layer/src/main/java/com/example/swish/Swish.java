package com.example.swish;

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
import cnn.api.layer.Param;
import java.util.Arrays;

/**
 * An activation that learns its own form: y = x · σ(β x), with one trained β for each channel c. β = 0 halves its input,
 * β = 1 is SiLU, and the larger β grows, the closer it comes to ReLU. Any shape; the output has the input's.
 *
 * <p>Ramachandran, Zoph and Le, "Searching for activation functions", 2017.
 *
 * @param beta what every β starts from, finite
 */
@Id("swish")
public record Swish(@Default("1") double beta) implements Layer {
    public Swish {
        if (!Double.isFinite(beta)) {
            throw new IllegalArgumentException("Swish beta is " + beta + ". Give a finite number, for example 1.");
        }
    }

    /** β starts from 1. */
    public Swish() {
        this(1);
    }

    @Override
    public Bound bind(Binding in) {
        Shape shape = in.input();
        int channels = shape.channels();
        Param betas = in.param("beta", Shape.vector(channels),
                (values, _, _) -> Arrays.fill(values, (float) beta));
        FloatSlot gates = in.saved(shape.size());
        FloatSlot sums = in.shared(channels, 0);
        return Bound.of(shape, new Gating(shape.size(), channels, betas, gates, sums));
    }

    /** y = x · g with the gate g = σ(β x). Each example is one task. */
    private static final class Gating implements Op {
        private final int size;
        private final int channels;
        private final Param betas;
        private final FloatSlot gates;
        private final FloatSlot sums;
        private final ForwardTask forwardExample = this::forwardExample;
        private final BackwardTask backwardExample = this::backwardExample;

        Gating(int size, int channels, Param betas, FloatSlot gates, FloatSlot sums) {
            this.size = size;
            this.channels = channels;
            this.betas = betas;
            this.gates = gates;
            this.sums = sums;
        }

        @Override
        public void forward(Forward pass) {
            pass.run(pass.batch(), 20L * pass.batch() * size, forwardExample);
        }

        private void forwardExample(Forward pass, int example) {
            float[] x = pass.input();
            float[] y = pass.output();
            float[] beta = pass.values(betas);
            float[] gate = pass.floats(gates);
            int from = example * size;
            for (int i = 0; i < size; i++) {
                gate[from + i] = beta[i % channels] * x[from + i];
            }
            pass.kernels().functions().sigmoid(gate, from, gate, from, size);
            for (int i = from; i < from + size; i++) {
                y[i] = x[i] * gate[i];
            }
        }

        @Override
        public void backward(Backward pass) {
            pass.run(pass.batch(), 10L * pass.batch() * size, backwardExample);
            if (!pass.wantsGradient(betas)) {
                return; // β is frozen
            }
            float[] sum = pass.floats(sums);
            float[] gradient = pass.gradient(betas);
            Arrays.fill(gradient, 0);
            for (int i = 0; i < pass.batch() * channels; i++) {
                gradient[i % channels] += sum[i]; // example by example, so that the bits do not depend on threads
            }
        }

        /** ∂y/∂x = g + β x g (1 − g), and ∂y/∂β = x² g (1 − g), summed over the example's pixels. */
        private void backwardExample(Backward pass, int example) {
            float[] x = pass.input();
            float[] dy = pass.outputGradient();
            float[] gate = pass.floats(gates);
            float[] sum = pass.floats(sums);
            Arrays.fill(sum, example * channels, (example + 1) * channels, 0);
            for (int i = 0; i < size; i++) {
                int at = example * size + i;
                sum[example * channels + i % channels] += dy[at] * x[at] * x[at] * gate[at] * (1 - gate[at]);
            }
            if (pass.wantsInputGradient()) {
                float[] dx = pass.inputGradient();
                float[] beta = pass.values(betas);
                for (int i = 0; i < size; i++) {
                    int at = example * size + i;
                    dx[at] = dy[at] * (gate[at] + beta[i % channels] * x[at] * gate[at] * (1 - gate[at]));
                }
            }
        }
    }
}
