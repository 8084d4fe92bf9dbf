package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Gaussian error linear unit: y = x · Φ(x), with Φ the distribution function of the normal distribution. Any shape.
 *
 * <p>Hendrycks and Gimpel, "Gaussian error linear units", arXiv:1606.08415, 2016.
 *
 * @param form how Φ is computed
 */
@Id("gelu")
public record Gelu(@Default("exact") Form form) implements Layer {
    /** How Φ is computed. */
    public enum Form {
        /** Φ(x) = (1 + erf(x / √2)) / 2. */
        EXACT(new Exact()),
        /** Φ(x) ≈ (1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2: off by 5·10⁻⁴ at most, and what BERT and GPT-2 use. */
        TANH(new Approximate());

        private final Curve curve;

        Form(Curve curve) {
            this.curve = curve;
        }
    }

    /** The exact form. */
    public static Gelu of() {
        return new Gelu(Form.EXACT);
    }

    /** In the given form. */
    public static Gelu of(Form form) {
        return new Gelu(form);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, form.curve);
    }

    private static final class Exact implements Curve {
        private static final float SQRT_HALF = 0.7071067811865476f;
        private static final float DENSITY_AT_0 = 0.3989422804014327f; // 1 / √(2π)

        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = x[i] * SQRT_HALF;
            }
            functions.erf(y, from, y, from, to - from);
            for (int i = from; i < to; i++) {
                y[i] = 0.5f * x[i] * (1f + y[i]);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = -0.5f * x[i] * x[i];
            }
            functions.exp(dx, from, dx, from, to - from);
            for (int i = from; i < to; i++) {
                float below = x[i] == 0 ? 0.5f : y[i] / x[i]; // Φ(x), without computing erf once more
                dx[i] = dy[i] * (below + x[i] * (DENSITY_AT_0 * dx[i]));
            }
        }

        @Override
        public int cost() {
            return 20;
        }
    }

    private static final class Approximate implements Curve {
        private static final float SCALE = 0.7978845608028654f; // √(2/π)
        private static final float CUBIC = 0.044715f;

        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = SCALE * x[i] * (1f + CUBIC * x[i] * x[i]);
            }
            functions.tanh(y, from, y, from, to - from);
            for (int i = from; i < to; i++) {
                y[i] = 0.5f * x[i] * (1f + y[i]);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = SCALE * x[i] * (1f + CUBIC * x[i] * x[i]);
            }
            functions.tanh(dx, from, dx, from, to - from);
            for (int i = from; i < to; i++) {
                float inner = SCALE * (1f + 3f * CUBIC * x[i] * x[i]);
                float outer = 1f - dx[i] * dx[i];
                dx[i] = dy[i] * (0.5f * (1f + dx[i]) + 0.5f * x[i] * outer * inner);
            }
        }

        @Override
        public int cost() {
            return 20;
        }
    }
}
