package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * The smaller of two inputs, number by number: y = min(x₁, x₂). Any shape, the same for both. The gradient goes to the smaller
 * one, to the first where both are equal; NaN gives NaN, with the gradient to the first.
 *
 * <p>ONNX's Min; the larger one is {@link cnn.layers.Maximum}.
 */
@Id("minimum")
public record Minimum() implements Layer {
    private static final Pairing.PairFunction FUNCTION = new Pairing.PairFunction() {
        @Override
        public void forward(float[] a, float[] b, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.min(a[i], b[i]);
            }
        }

        @Override
        public void first(float[] a, float[] b, float[] y, float[] dy, float[] da, int from, int to) {
            for (int i = from; i < to; i++) {
                da[i] = b[i] < a[i] ? 0 : dy[i];
            }
        }

        @Override
        public void second(float[] a, float[] b, float[] y, float[] dy, float[] db, int from, int to) {
            for (int i = from; i < to; i++) {
                db[i] = b[i] < a[i] ? dy[i] : 0;
            }
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Pairing.bind(in, "compare", FUNCTION);
    }
}
