package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * The quotient of two inputs, number by number: y = x₁ / x₂. Any shape, the same for both. Division by 0 gives an infinity, or
 * NaN of 0 / 0, as IEEE 754 has it.
 *
 * <p>ONNX's Div.
 */
@Id("divide")
public record Divide() implements Layer {
    private static final Pairing.PairFunction FUNCTION = new Pairing.PairFunction() {
        @Override
        public void forward(float[] a, float[] b, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] / b[i];
            }
        }

        @Override
        public void first(float[] a, float[] b, float[] y, float[] dy, float[] da, int from, int to) {
            for (int i = from; i < to; i++) {
                da[i] = dy[i] / b[i];
            }
        }

        @Override
        public void second(float[] a, float[] b, float[] y, float[] dy, float[] db, int from, int to) {
            for (int i = from; i < to; i++) {
                db[i] = -dy[i] * y[i] / b[i];
            }
        }

        @Override
        public int cost() {
            return 4;
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Pairing.bind(in, "divide", FUNCTION);
    }
}
