package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * The difference of two inputs, number by number: y = x₁ − x₂. Any shape, the same for both.
 *
 * <p>ONNX's Sub.
 */
@Id("subtract")
public record Subtract() implements Layer {
    private static final Pairing.PairFunction FUNCTION = new Pairing.PairFunction() {
        @Override
        public void forward(float[] a, float[] b, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] - b[i];
            }
        }

        @Override
        public void first(float[] a, float[] b, float[] y, float[] dy, float[] da, int from, int to) {
            for (int i = from; i < to; i++) {
                da[i] = dy[i];
            }
        }

        @Override
        public void second(float[] a, float[] b, float[] y, float[] dy, float[] db, int from, int to) {
            for (int i = from; i < to; i++) {
                db[i] = -dy[i];
            }
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Pairing.bind(in, "subtract", FUNCTION);
    }
}
