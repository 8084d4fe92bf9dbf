package cnn.layers.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Oracle;
import cnn.layers.fixture.PreciseFunctions;
import cnn.testkit.LayerRun;
import cnn.testkit.Tasks;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTests {
    /** An activation and its formula. */
    record Case(Layer layer, DoubleUnaryOperator formula) {
        Oracle oracle() {
            return arguments -> {
                double[] y = new double[arguments[0].length];
                for (int i = 0; i < y.length; i++) {
                    y[i] = formula.applyAsDouble(arguments[0][i]);
                }
                return y;
            };
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static Stream<Case> curves() {
        return Stream.of(new Case(new Relu(), x -> x > 0 ? x : 0),
                new Case(LeakyRelu.of(0.01), x -> x > 0 ? x : 0.01 * x),
                new Case(LeakyRelu.of(1.5), x -> x > 0 ? x : 1.5 * x),
                new Case(LeakyRelu.of(-0.5), x -> x > 0 ? x : -0.5 * x),
                new Case(Elu.of(1), x -> x > 0 ? x : Math.exp(x) - 1),
                new Case(Elu.of(0.3), x -> x > 0 ? x : 0.3 * (Math.exp(x) - 1)),
                new Case(new Selu(2, 3), x -> 3 * (x > 0 ? x : 2 * (Math.exp(x) - 1))),
                new Case(Selu.of(),
                        x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.exp(x) - 1))),
                new Case(Gelu.of(), x -> x * (1 + PreciseFunctions.erf(x / Math.sqrt(2))) / 2),
                new Case(Gelu.of(Gelu.Form.TANH),
                        x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
                new Case(new Sigmoid(), ActivationTests::sigmoid), new Case(new Tanh(), Math::tanh),
                new Case(new Silu(), x -> x * sigmoid(x)),
                new Case(new Softplus(), x -> Math.log(1 + Math.exp(x))),
                new Case(HardSigmoid.of(), x -> Math.max(0, Math.min(1, x / 6 + 0.5))),
                new Case(HardSigmoid.of(0.2, 0.4), x -> Math.max(0, Math.min(1, 0.2 * x + 0.4))),
                new Case(new HardSwish(), x -> x * Math.max(0, Math.min(1, x / 6 + 0.5))),
                new Case(new Relu6(), x -> Math.max(0, Math.min(6, x))),
                new Case(new Mish(), x -> x * Math.tanh(Math.log1p(Math.exp(x)))),
                new Case(Celu.of(0.6), x -> x > 0 ? x : 0.6 * (Math.exp(x / 0.6) - 1)),
                new Case(Clip.of(-1.5, 2.25), x -> Math.min(Math.max(x, -1.5), 2.25)),
                new Case(ThresholdedRelu.of(0.75), x -> x > 0.75 ? x : 0),
                new Case(ThresholdedRelu.of(-0.75), x -> x > -0.75 ? x : 0),
                new Case(Shrink.of(0.75, 0.25), x -> x < -0.75 ? x + 0.25 : x > 0.75 ? x - 0.25 : 0),
                new Case(Unary.of(UnaryFunction.ABS), Math::abs),
                new Case(Unary.of(UnaryFunction.SOFTSIGN), x -> x / (1 + Math.abs(x))),
                new Case(Unary.of(UnaryFunction.ERF), PreciseFunctions::erf),
                new Case(Unary.of(UnaryFunction.ATAN), Math::atan),
                new Case(Unary.of(UnaryFunction.ASINH), x -> Math.log(x + Math.sqrt(x * x + 1))));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void agreesWithItsFormula(Case at) {
        for (Shape shape : new Shape[] {Shape.image(5, 7, 3), Shape.vector(1)}) {
            float[] x = Numbers.random(2 * shape.size(), 5);
            for (int i = 0; i < x.length; i++) {
                x[i] *= 2.5f; // up to the bends at −3 and 3 and beyond
            }
            at.oracle().check(at.layer(), 2, 1e-6, true, new Shape[] {shape}, new float[][] {x});
        }
    }

    @ParameterizedTest
    @MethodSource("curves")
    void agreesOverSeveralBlocks(Case at) {
        float[] x = Numbers.random(3 * 7001, 6);
        LayerRun run = LayerRun.of(at.layer(), 3, Shape.vector(7001)).with(now -> now.tasks(Tasks.REVERSED));
        Numbers.assertClose("output", run.forward(x), at.oracle().apply(new double[][] {Numbers.doubles(x)}), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void nanStaysNanAndLargeNumbersStayRight(Case at) {
        float[] x = {Float.NaN, 50, -50, 1e4f, -1e4f, 0, -0f, Float.MIN_VALUE};
        LayerRun run = LayerRun.of(at.layer(), 1, Shape.vector(x.length));
        float[] y = run.forward(x);
        assertThat(y[0]).isNaN();
        float[] dx = run.backward(new float[] {1, 1, 1, 1, 1, 1, 1, 1}).inputGradient(0);
        assertThat(dx[0]).isNaN();
        for (int i = 1; i < x.length; i++) {
            double expected = x[i] > 700 && at.layer() instanceof Softplus ? x[i] : at.formula().applyAsDouble(x[i]);
            assertThat((double) y[i]).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-6 * Math.abs(x[i])
                    + 1e-6));
            assertThat(dx[i]).isFinite();
        }
    }

    /** Each function beside the mathematical library's, over the numbers that it is defined for. */
    @ParameterizedTest
    @EnumSource
    void unaryFunctionsAgreeWithTheirFormulas(UnaryFunction function) {
        float low = switch (function) {
            case SQRT, LOG, RECIPROCAL -> 0.01f;
            case ASIN, ACOS, ATANH -> -0.999f;
            case ACOSH -> 1.01f;
            default -> -11.3f;
        };
        float high = low == -0.999f ? 0.999f : 12.7f;
        float[] x = new float[1001];
        for (int i = 0; i < x.length; i++) {
            x[i] = low + (high - low) * i / (x.length - 1);
        }
        LayerRun run = LayerRun.of(Unary.of(function), 1, Shape.vector(x.length));
        float[] y = run.forward(x);
        float[] ones = new float[x.length];
        Arrays.fill(ones, 1);
        float[] dx = run.backward(ones).inputGradient(0);
        for (int i = 0; i < x.length; i++) {
            double due = library(function, x[i]);
            assertThat((double) y[i]).as("%s(%s)", function, x[i])
                    .isCloseTo(due, Offset.offset(5e-7 * Math.abs(due) + 1e-7));
            double h = 1e-5;
            double slope = (library(function, x[i] + h) - library(function, x[i] - h)) / (2 * h);
            if (Math.abs(slope) < 1000) { // not across a jump
                assertThat((double) dx[i]).as("slope of %s at %s", function, x[i])
                        .isCloseTo(slope, Offset.offset(1e-4 * Math.abs(slope) + 1e-5));
            }
        }
    }

    private static double library(UnaryFunction function, double x) {
        return switch (function) {
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case ERF -> PreciseFunctions.erf(x);
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case ASIN -> Math.asin(x);
            case ACOS -> Math.acos(x);
            case ATAN -> Math.atan(x);
            case SINH -> Math.sinh(x);
            case COSH -> Math.cosh(x);
            case ASINH -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
            case ACOSH -> Math.log(x + Math.sqrt(x * x - 1));
            case ATANH -> Math.log((1 + x) / (1 - x)) / 2;
        };
    }

    @Test
    void sineAndCosineStayPreciseFarOut() {
        for (double x : new double[] {0, -0.0, 0.7853981633974483, 1.5707963267948966, -3.14, 22, 355, 1e5, -1.6e6, 3e6,
            1e30,
            Double.POSITIVE_INFINITY, Double.NaN}) {
            float at = (float) x;
            assertThat(Circle.sin(at)).isCloseTo(StrictMath.sin(at), Offset.offset(1e-13));
            assertThat(Circle.cos(at)).isCloseTo(StrictMath.cos(at), Offset.offset(1e-13));
        }
    }

    @Test
    void roundsToTheEvenOneOfTwo() {
        assertThat(LayerRun.of(Unary.of(UnaryFunction.ROUND), 1, Shape.vector(5))
                .forward(new float[] {0.5f, 1.5f, 2.5f, -0.5f, -1.5f})).containsExactly(0, 2, 2, -0f, -2);
    }

    @Test
    void whatIsNotDefinedIsNaN() {
        for (UnaryFunction function : List.of(UnaryFunction.SQRT, UnaryFunction.LOG, UnaryFunction.ACOSH,
                UnaryFunction.ASIN,
                UnaryFunction.ACOS, UnaryFunction.ATANH)) {
            float[] beyond = {-2, -3e38f, Float.NaN};
            assertThat(LayerRun.of(Unary.of(function), 1, Shape.vector(3)).forward(beyond))
                    .as(function.toString()).containsOnly(Float.NaN);
        }
    }

    @Test
    void powersAreDefinedBelowZeroWhereTheExponentIsWhole() {
        float[] x = {-2, -0.5f, 0, 0.5f, 3, Float.NaN};
        for (double exponent : new double[] {0, 1, 2, 3, -1, -3, 0.5, 1.5, -0.7, 65, -66}) {
            float[] y = LayerRun.of(ConstantPower.of(exponent), 1, Shape.vector(x.length)).forward(x);
            for (int i = 0; i < x.length; i++) {
                double due = (float) Math.pow(x[i], exponent);
                assertThat((double) y[i]).as("%s^%s", x[i], exponent).satisfiesAnyOf(
                        it -> assertThat(it).isEqualTo(due),
                        it -> assertThat(it).isCloseTo(due,
                                Offset.offset(Double.isNaN(due) ? 0 : 1e-6 * Math.abs(due))));
            }
        }
    }

    @Test
    void hardmaxChoosesTheFirstOfTheLargest() {
        LayerRun run = LayerRun.of(new Hardmax(), 1, Shape.image(2, 1, 3));
        assertThat(run.forward(new float[] {1, 3, 3, -1, -2, -3})).containsExactly(0, 1, 0, 1, 0, 0);
        assertThat(run.backward(new float[] {1, 2, 3, 4, 5, 6}).inputGradient(0)).containsOnly(0);
    }

    @Test
    void reluHasNoSlopeAtZeroAndFullSlopeJustAbove() {
        LayerRun run = LayerRun.of(new Relu(), 1, Shape.vector(5));
        assertThat(run.forward(new float[] {0, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY}))
                .containsExactly(0, 0, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY);
        assertThat(run.backward(new float[] {3, 3, 3, 3, 3}).inputGradient(0)).containsExactly(0, 0, 3, 3, 3);
    }

    @Test
    void preluAgreesWithItsFormulaAndLearnsItsSlopes() {
        for (Shape shape : new Shape[] {Shape.image(5, 7, 3), Shape.vector(13), Shape.image(2, 3, 70)}) {
            int channels = shape.channels();
            Oracle oracle = arguments -> {
                double[] y = new double[arguments[0].length];
                for (int i = 0; i < y.length; i++) {
                    double x = arguments[0][i];
                    y[i] = x > 0 ? x : arguments[1][i % channels] * x;
                }
                return y;
            };
            oracle.check(Prelu.of(), 3, 1e-6, shape);
        }
        LayerRun run = LayerRun.of(Prelu.of().slope(0.1), 1, Shape.vector(2));
        assertThat(run.values("slope")).containsOnly(0.1f);
        assertThat(run.layer().trained()).noneMatch(Param::decays);
        assertThat(run.forward(new float[] {Float.NaN, -0f})).containsExactly(Float.NaN, 0);
    }

    @Test
    void relu6HasNoSlopeAtItsEnds() {
        LayerRun run = LayerRun.of(new Relu6(), 1, Shape.vector(5));
        assertThat(run.forward(new float[] {0, Float.MIN_VALUE, Math.nextDown(6f), 6, 7})).containsExactly(0,
                Float.MIN_VALUE, Math.nextDown(6f), 6, 6);
        assertThat(run.backward(new float[] {3, 3, 3, 3, 3}).inputGradient(0)).containsExactly(0, 3, 3, 0, 0);
    }

    static Stream<Shape> rows() {
        return Stream.of(Shape.vector(1), Shape.vector(10), Shape.image(3, 2, 5), Shape.vector(37));
    }

    private static Oracle softmax(int width, boolean logarithm) {
        return arguments -> {
            double[] x = arguments[0];
            double[] y = new double[x.length];
            for (int row = 0; row < x.length; row += width) {
                double sum = 0;
                for (int i = row; i < row + width; i++) {
                    sum += Math.exp(x[i]);
                }
                for (int i = row; i < row + width; i++) {
                    y[i] = logarithm ? x[i] - Math.log(sum) : Math.exp(x[i]) / sum;
                }
            }
            return y;
        };
    }

    @ParameterizedTest
    @MethodSource("rows")
    void softmaxAgreesWithItsFormula(Shape shape) {
        softmax(shape.channels(), false).check(new Softmax(), 3, 1e-6, shape);
        softmax(shape.channels(), true).check(new LogSoftmax(), 3, 1e-6, shape);
    }

    @Test
    void softmaxAgreesOverSeveralBlocks() {
        float[] x = Numbers.random(3 * 40 * 40 * 5, 6);
        double[][] arguments = {Numbers.doubles(x)};
        Numbers.assertClose("softmax",
                LayerRun.of(new Softmax(), 3, Shape.image(40, 40, 5)).with(now -> now.tasks(Tasks.REVERSED)).forward(x),
                softmax(5, false).apply(arguments), 1e-6);
        Numbers.assertClose("log-softmax", LayerRun.of(new LogSoftmax(), 3, Shape.image(40, 40, 5)).forward(x),
                softmax(5, true).apply(arguments), 1e-6);
    }

    @Test
    void softmaxIsSafeForLargeScores() {
        float[] x = {1000, 1000, -1000, Float.NEGATIVE_INFINITY};
        assertThat(LayerRun.of(new Softmax(), 1, Shape.vector(4)).forward(x)).containsExactly(0.5f, 0.5f, 0, 0);
        assertThat(LayerRun.of(new LogSoftmax(), 1, Shape.vector(4)).forward(x)).containsExactly(
                (float) -Math.log(2), (float) -Math.log(2), -2000.6931f, Float.NEGATIVE_INFINITY);
    }

    @Test
    void softmaxKeepsNanInItsRow() {
        float[] y = LayerRun.of(new Softmax(), 2, Shape.vector(2)).forward(new float[] {1, Float.NaN, 0, 0});
        assertThat(y).containsExactly(Float.NaN, Float.NaN, 0.5f, 0.5f);
    }

    @Test
    void rejectsNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> LeakyRelu.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LeakyRelu slope is NaN. Give a finite number, for example 0.01.");
        assertThatThrownBy(() -> Prelu.of().slope(1e300)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Prelu slope is 1.0E300. Give a finite number, for example 0.25.");
        assertThatThrownBy(() -> Celu.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Celu alpha is 0.0 but must be above 0 and finite, as a float too. Give for example 1.");
        assertThatThrownBy(() -> Clip.of(2, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Clip low and high are 2.0 and 1.0 but must be finite, as floats too, and low at most high. "
                                + "Give for example -1 and 1, or leave one out.");
        assertThatThrownBy(() -> ThresholdedRelu.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ThresholdedRelu threshold is NaN but must be finite, as a float too. Give for example 1.");
        assertThatThrownBy(() -> Shrink.of(-1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shrink threshold and bias are -1.0 and 0.0 but must be finite, as floats too, and the "
                        + "threshold 0 or more. Give for example 0.5 and 0.");
        assertThatThrownBy(() -> ConstantPower.of(1e300)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ConstantPower exponent is 1.0E300 but must be finite, as a float too. Give for example 2.");
        assertThatThrownBy(() -> Elu.of(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Elu alpha is -1.0. Give 0 or more, for example 1.");
        assertThatThrownBy(() -> new Selu(1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Selu alpha and scale are 1.0 and 0.0. Give an alpha of 0 or more and a scale above 0, "
                        + "or leave both out.");
        assertThatThrownBy(() -> HardSigmoid.of(1, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HardSigmoid slope and offset are 1.0 and Infinity. Give finite numbers, "
                        + "for example 0.2 and 0.5.");
    }
}
