package cnn.layers.activation;

import cnn.api.kernel.Functions;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Unary} can do to a number. Those that networks use much are loops over floats; the others are computed one number at
 * a time, in double and by {@link StrictMath}, and so have the same bits everywhere.
 */
public enum UnaryFunction {
    /** |x|; the derivative at 0 is 0. */
    ABS(new Absolute()),
    /** −1, 0 or 1; the derivative is 0. */
    SIGN(new Formula(Math::signum, null)),
    /** ⌊x⌋; the derivative is 0. */
    FLOOR(new Formula(Math::floor, null)),
    /** ⌈x⌉; the derivative is 0. */
    CEIL(new Formula(Math::ceil, null)),
    /** The nearest whole number, the even one of two; the derivative is 0. */
    ROUND(new Formula(Math::rint, null)),
    /** √x, NaN below 0. */
    SQRT(new Root()),
    /** 1 / x. */
    RECIPROCAL(new Inverse()),
    /** eˣ. */
    EXP(new Exponential()),
    /** ln x, NaN below 0. */
    LOG(new Formula(StrictMath::log, (x, _) -> 1 / x)),
    /** The error function 2/√π ∫₀ˣ e^−t² dt. */
    ERF(new ErrorFunction()),
    /** x / (1 + |x|), in (−1, 1). */
    SOFTSIGN(new Softsign()),
    /** sin x, x in radians. */
    SIN(new Formula(Circle::sin, (x, _) -> Circle.cos(x))),
    /** cos x, x in radians. */
    COS(new Formula(Circle::cos, (x, _) -> -Circle.sin(x))),
    /** tan x, x in radians. */
    TAN(new Formula(x -> Circle.sin(x) / Circle.cos(x), (_, y) -> 1 + y * y)),
    /** The angle in [−π/2, π/2] whose sine is x, NaN beyond −1 and 1. */
    ASIN(new Formula(StrictMath::asin, (x, _) -> 1 / Math.sqrt(1 - x * x))),
    /** The angle in [0, π] whose cosine is x, NaN beyond −1 and 1. */
    ACOS(new Formula(StrictMath::acos, (x, _) -> -1 / Math.sqrt(1 - x * x))),
    /** The angle in (−π/2, π/2) whose tangent is x. */
    ATAN(new Formula(StrictMath::atan, (x, _) -> 1 / (1 + x * x))),
    /** (eˣ − e⁻ˣ) / 2. */
    SINH(new Formula(StrictMath::sinh, (x, _) -> StrictMath.cosh(x))),
    /** (eˣ + e⁻ˣ) / 2. */
    COSH(new Formula(StrictMath::cosh, (x, _) -> StrictMath.sinh(x))),
    /** ln(x + √(x² + 1)). */
    ASINH(new Formula(UnaryFunction::asinh, (x, _) -> 1 / Math.sqrt(x * x + 1))),
    /** ln(x + √(x² − 1)), NaN below 1. */
    ACOSH(new Formula(UnaryFunction::acosh, (x, _) -> 1 / Math.sqrt(x * x - 1))),
    /** ln((1 + x) / (1 − x)) / 2, NaN beyond −1 and 1. */
    ATANH(new Formula(UnaryFunction::atanh, (x, _) -> 1 / (1 - x * x)));

    private final Curve curve;

    UnaryFunction(Curve curve) {
        this.curve = curve;
    }

    Curve curve() {
        return curve;
    }

    private static double asinh(double x) {
        double a = Math.abs(x);
        return Math.copySign(StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1))), x);
    }

    private static double acosh(double x) {
        double above = x - 1;
        return x < 1 ? Double.NaN : StrictMath.log1p(above + Math.sqrt(above * (above + 2)));
    }

    private static double atanh(double x) {
        double a = Math.abs(x);
        return Math.copySign(0.5 * StrictMath.log1p(2 * a / (1 - a)), x);
    }

    /**
     * A function in double.
     *
     * @param value of x
     * @param derivative of x and the value; null where it is 0 everywhere
     */
    private record Formula(DoubleUnaryOperator value, @Nullable DoubleBinaryOperator derivative) implements Curve {
        @Override
        public boolean passesGradient() {
            return derivative != null;
        }

        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = (float) value.applyAsDouble(x[i]);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = derivative == null ? 0 : (float) (dy[i] * derivative.applyAsDouble(x[i], y[i]));
            }
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

    private static final class Absolute implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.abs(x[i]);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * Math.signum(x[i]);
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.FORWARD;
        }
    }

    private static final class Root implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = (float) Math.sqrt(x[i]);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (0.5f / y[i]);
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.BOTH;
        }

        @Override
        public int cost() {
            return 6;
        }
    }

    private static final class Inverse implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = 1f / x[i];
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = -dy[i] * (y[i] * y[i]);
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.BOTH;
        }

        @Override
        public int cost() {
            return 4;
        }
    }

    private static final class Exponential implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.exp(x, from, y, from, to - from);
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * y[i];
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.BOTH;
        }

        @Override
        public int cost() {
            return 10;
        }
    }

    private static final class ErrorFunction implements Curve {
        private static final float SLOPE_AT_0 = 1.1283791670955126f; // 2 / √π

        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.erf(x, from, y, from, to - from);
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = -x[i] * x[i];
            }
            functions.exp(dx, from, dx, from, to - from);
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (SLOPE_AT_0 * dx[i]);
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.FORWARD;
        }

        @Override
        public int cost() {
            return 16;
        }
    }

    private static final class Softsign implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = x[i] / (1f + Math.abs(x[i]));
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                float least = 1f / (1f + Math.abs(x[i]));
                dx[i] = dy[i] * (least * least);
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.FORWARD;
        }

        @Override
        public int cost() {
            return 5;
        }
    }
}
