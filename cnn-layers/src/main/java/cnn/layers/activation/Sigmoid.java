package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Logistic function: y = 1 / (1 + e⁻ˣ), in [0, 1]. Any shape.
 */
@Id("sigmoid")
public record Sigmoid() implements Layer {
    private static final Curve CURVE = new Curve() {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.sigmoid(x, from, y, from, to - from);
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (y[i] * (1f - y[i]));
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.BOTH;
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
