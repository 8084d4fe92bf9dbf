package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Scaled exponential linear unit, which keeps mean 0 and variance 1 from layer to layer: y = scale · x for x &gt; 0,
 * otherwise scale · alpha · (eˣ − 1), with alpha = 1.67326… and scale = 1.05070…. Any shape.
 *
 * <p>Klambauer, Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", NeurIPS 2017.
 */
@Id("selu")
public record Selu() implements Layer {
    private static final float ALPHA = 1.6732632423543772f;
    private static final float SCALE = 1.0507009873554805f;
    private static final Curve CURVE = new Curve() {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.min(x[i], 0f);
            }
            functions.expm1(y, from, y, from, to - from);
            for (int i = from; i < to; i++) {
                y[i] = SCALE * (Math.max(x[i], 0f) + ALPHA * y[i]);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            // where x is negative, the derivative scale · alpha · e^x is y + scale · alpha
            for (int i = from; i < to; i++) {
                float positive = Curve.step(x[i]);
                dx[i] = dy[i] * (positive * SCALE + (1f - positive) * (Math.min(y[i], 0f) + SCALE * ALPHA));
            }
        }

        @Override
        public int cost() {
            return 12;
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, CURVE);
    }
}
