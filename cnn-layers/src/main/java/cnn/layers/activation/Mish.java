package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Self-regularised and smooth: y = x · tanh(ln(1 + eˣ)). Any shape.
 *
 * <p>With n = eˣ · (eˣ + 2) the hyperbolic tangent is n / (n + 2), so that one exponential is enough.
 *
 * <p>Misra, "Mish: a self regularized non-monotonic activation function", BMVC 2020.
 */
@Id("mish")
public record Mish() implements Layer {
    private static final Curve CURVE = new Curve() {
        /** From here on n / (n + 2) is 1 as a float, and the square of n is still finite. */
        private static final float LARGE = 20;

        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            exp(functions, x, y, from, to);
            for (int i = from; i < to; i++) {
                float n = y[i] * (y[i] + 2f);
                y[i] = x[i] * (n / (n + 2f));
            }
        }

        /** The derivative of the tangent is 4 · (n + 1) / (n + 2)² · eˣ / (1 + eˣ), where n + 1 is (1 + eˣ)². */
        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            exp(functions, x, dx, from, to);
            for (int i = from; i < to; i++) {
                float e = dx[i];
                float n = e * (e + 2f);
                float slope = 4f * e * (1f + e) / ((n + 2f) * (n + 2f));
                dx[i] = dy[i] * (n / (n + 2f) + x[i] * slope);
            }
        }

        private void exp(Functions functions, float[] x, float[] to, int from, int end) {
            for (int i = from; i < end; i++) {
                to[i] = Math.min(x[i], LARGE);
            }
            functions.exp(to, from, to, from, end - from);
        }

        @Override
        public int cost() {
            return 14;
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, CURVE);
    }
}
