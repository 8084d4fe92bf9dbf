package cnn.layers.activation;

import static cnn.layers.kernel.Coefficients.MISH_HIGH;

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
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.mish(x, from, y, from, to - from);
        }

        /** The derivative of the tangent is 4 · (n + 1) / (n + 2)² · eˣ / (1 + eˣ), where n + 1 is (1 + eˣ)². */
        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = Math.min(x[i], MISH_HIGH);
            }
            functions.exp(dx, from, dx, from, to - from);
            for (int i = from; i < to; i++) {
                float e = dx[i];
                float n = e * (e + 2f);
                float slope = 4f * e * (1f + e) / ((n + 2f) * (n + 2f));
                dx[i] = dy[i] * (n / (n + 2f) + x[i] * slope);
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.FORWARD;
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
