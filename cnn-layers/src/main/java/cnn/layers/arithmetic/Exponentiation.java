package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * One input raised to the power of another, number by number: y = x₁^x₂. Any shape, the same for both. A power of a negative
 * number that is not whole is NaN. The gradient of the exponent is 0 where the base is not above 0.
 *
 * <p>ONNX's Pow.
 */
@Id("exponentiation")
public record Exponentiation() implements Layer {
    private static final Pairing.PairFunction FUNCTION = new Pairing.PairFunction() {
        @Override
        public void forward(float[] a, float[] b, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = (float) power(a[i], b[i]);
            }
        }

        @Override
        public void first(float[] a, float[] b, float[] y, float[] dy, float[] da, int from, int to) {
            for (int i = from; i < to; i++) {
                da[i] = (float) (b[i] == 0 ? 0 : dy[i] * b[i] * power(a[i], b[i] - 1.0));
            }
        }

        @Override
        public void second(float[] a, float[] b, float[] y, float[] dy, float[] db, int from, int to) {
            for (int i = from; i < to; i++) {
                db[i] = (float) (a[i] > 0 ? dy[i] * y[i] * StrictMath.log(a[i]) : 0);
            }
        }

        @Override
        public int cost() {
            return 64;
        }
    };

    /** By logarithms, which lose nothing that a float would show, for {@link StrictMath#pow} allocates. */
    private static double power(double base, double exponent) {
        if (exponent == 0) {
            return 1;
        }
        double size = StrictMath.exp(exponent * StrictMath.log(Math.abs(base)));
        if (!(base < 0)) {
            return size;
        }
        boolean whole = exponent == Math.rint(exponent);
        return !whole ? Double.NaN : Math.abs(exponent) % 2 == 1 ? -size : size;
    }

    @Override
    public Bound bind(Binding in) {
        return Pairing.bind(in, "raise", FUNCTION);
    }
}
