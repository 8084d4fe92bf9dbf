package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * What is left of one input when it is divided by another, number by number: y = x₁ − x₂ · q with q = x₁ / x₂ rounded towards 0, so
 * that it has the sign of x₁. Any shape, the same for both. NaN where x₂ is 0.
 *
 * <p>ONNX's Mod with fmod.
 */
@Id("remainder")
public record Remainder() implements Layer {
    private static final Pairing.PairFunction FUNCTION = new Pairing.PairFunction() {
        @Override
        public void forward(float[] a, float[] b, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] % b[i];
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
                db[i] = -dy[i] * (int) (a[i] / b[i]);
            }
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Pairing.bind(in, "divide", FUNCTION);
    }
}
