package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Smooth rectified linear unit: y = ln(1 + eˣ), computed as max(x, 0) + ln(1 + e^−|x|), which never overflows. Any
 * shape.
 *
 * <p>Dugas, Bengio, Bélisle, Nadeau and Garcia, "Incorporating second-order functional knowledge for better option
 * pricing", NIPS 2000.
 */
@Id("softplus")
public record Softplus() implements Layer {
    private static final Curve CURVE = new Curve() {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = -Math.abs(x[i]);
            }
            functions.exp(y, from, y, from, to - from);
            functions.log1p(y, from, y, from, to - from);
            for (int i = from; i < to; i++) {
                y[i] += Math.max(x[i], 0f);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            functions.sigmoid(x, from, dx, from, to - from);
            for (int i = from; i < to; i++) {
                dx[i] *= dy[i];
            }
        }

        @Override
        public int cost() {
            return 24;
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, CURVE);
    }
}
