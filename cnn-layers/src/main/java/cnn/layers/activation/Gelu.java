package cnn.layers.activation;

import static cnn.layers.kernel.Coefficients.GELU_CUBIC;
import static cnn.layers.kernel.Coefficients.GELU_SCALE;

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
        private static final float DENSITY_AT_0 = 0.3989422804014327f; // 1 / √(2π)

        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.gelu(x, from, y, from, to - from);
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
        public InPlace inPlace() {
            return InPlace.FORWARD;
        }

        @Override
        public int cost() {
            return 20;
        }
    }

    private static final class Approximate implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.tanhGelu(x, from, y, from, to - from);
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = GELU_SCALE * x[i] * (1f + GELU_CUBIC * x[i] * x[i]);
            }
            functions.tanh(dx, from, dx, from, to - from);
            for (int i = from; i < to; i++) {
                float inner = GELU_SCALE * (1f + 3f * GELU_CUBIC * x[i] * x[i]);
                float outer = 1f - dx[i] * dx[i];
                dx[i] = dy[i] * (0.5f * (1f + dx[i]) + 0.5f * x[i] * outer * inner);
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.FORWARD;
        }

        @Override
        public int cost() {
            return 20;
        }
    }
}
