package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Rectified linear unit: y = max(x, 0). Any shape; the derivative at 0 is 0. NaN stays NaN.
 *
 * <p>Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
 */
@Id("relu")
public record Relu() implements Layer {
    private static final Curve CURVE = new Curve() {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.relu(x, from, y, from, to - from);
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * Curve.step(y[i]);
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.BOTH;
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, CURVE);
    }
}
