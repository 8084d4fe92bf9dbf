package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Sigmoid linear unit, also called swish: y = x / (1 + e⁻ˣ). Any shape.
 *
 * <p>Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function approximation in
 * reinforcement learning", Neural Networks 107, 2018.
 */
@Id("silu")
public record Silu() implements Layer {
    private static final Curve CURVE = new Curve() {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.silu(x, from, y, from, to - from);
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            functions.sigmoid(x, from, dx, from, to - from);
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (dx[i] * (1f + x[i] * (1f - dx[i])));
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
