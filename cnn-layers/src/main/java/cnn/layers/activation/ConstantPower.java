package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Each number to a power: y = x^exponent. Any shape. Numbers below 0 have powers where the exponent is whole, and NaN elsewhere.
 *
 * @param exponent finite
 */
@Id("constant-power")
public record ConstantPower(double exponent) implements Layer {
    public ConstantPower {
        if (!Float.isFinite((float) exponent)) {
            throw new IllegalArgumentException("ConstantPower exponent is " + exponent
                    + " but must be finite, as a float too. Give for example 2.");
        }
    }

    /** To this power. */
    public static ConstantPower of(double exponent) {
        return new ConstantPower(exponent);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, curve());
    }

    private Curve curve() {
        if (exponent == 2) {
            return new Square();
        } else if (exponent == 0.5) {
            return UnaryFunction.SQRT.curve();
        } else if (exponent == -1) {
            return UnaryFunction.RECIPROCAL.curve();
        }
        return new Any(exponent);
    }

    private static final class Square implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = x[i] * x[i];
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (2f * x[i]);
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.FORWARD;
        }
    }

    private record Any(double exponent) implements Curve {
        /** Whole exponents up to here are products. */
        private static final int PRODUCTS = 64;

        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = (float) power(x[i], exponent);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = exponent == 0 ? 0 : (float) (dy[i] * (exponent * power(x[i], exponent - 1)));
            }
        }

        /** StrictMath.pow allocates. */
        private static double power(double x, double exponent) {
            boolean whole = exponent == Math.rint(exponent);
            if (whole && Math.abs(exponent) <= PRODUCTS) {
                double product = product(x, (int) Math.abs(exponent));
                return exponent < 0 ? 1 / product : product;
            }
            double size = StrictMath.exp(exponent * StrictMath.log(Math.abs(x)));
            if (x >= 0) {
                return size;
            }
            boolean even = exponent / 2 == Math.rint(exponent / 2);
            return !whole ? Double.NaN : even ? size : -size;
        }

        private static double product(double x, int count) {
            double product = 1;
            double square = x;
            for (int left = count; left > 0; left >>= 1) {
                product = (left & 1) == 1 ? product * square : product;
                square *= square;
            }
            return product;
        }

        @Override
        public InPlace inPlace() {
            return InPlace.FORWARD;
        }

        @Override
        public int cost() {
            return 40;
        }
    }
}
