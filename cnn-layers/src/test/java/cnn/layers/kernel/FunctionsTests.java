package cnn.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.kernel.Functions;
import cnn.testkit.KernelSets;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The chosen kernels' functions against StrictMath in double. */
class FunctionsTests {
    /** A function, what it should be, and the error that its Javadoc allows. */
    enum Named implements Kernel {
        RELU(0, x -> Math.max(x, 0), Functions::relu), //
        EXP(2, StrictMath::exp, Functions::exp), //
        EXPM1(4, StrictMath::expm1, Functions::expm1), //
        LOG1P(4, StrictMath::log1p, Functions::log1p), //
        SIGMOID(4, x -> 1 / (1 + StrictMath.exp(-x)), Functions::sigmoid), //
        TANH(4, StrictMath::tanh, Functions::tanh), //
        ERF(4, FunctionsTests::erf, Functions::erf);

        private final double ulps;
        private final DoubleUnaryOperator exact;
        private final Kernel kernel;

        Named(double ulps, DoubleUnaryOperator exact, Kernel kernel) {
            this.ulps = ulps;
            this.exact = exact;
            this.kernel = kernel;
        }

        @Override
        public void apply(Functions functions, float[] in, int inAt, float[] out, int outAt, int count) {
            kernel.apply(functions, in, inAt, out, outAt, count);
        }
    }

    /** A function that is made of others, and what it is of those, pass by pass. */
    enum Formula implements Kernel {
        RELU6(range(0, 6), passes(x -> Math.min(Math.max(x, 0f), 6f))), //
        RANGE_OF_ZEROS(range(-0f, 0), passes(x -> Math.min(Math.max(x, -0f), 0f))), //
        ABOVE_ZERO(range(0, Float.MAX_VALUE), passes(x -> Math.min(Math.max(x, 0f), Float.MAX_VALUE))), //
        BELOW_MINUS_ZERO(range(-3, -0f), passes(x -> Math.min(Math.max(x, -3f), -0f))), //
        HARD_SWISH(Functions::hardSwish, passes(x -> x * Math.max(0f, Math.min(1f, 1f / 6 * x + 0.5f)))), //
        SILU(Functions::silu, (functions, x, y) -> {
            functions.sigmoid(x, 0, y, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                y[i] *= x[i];
            }
        }), //
        GELU(Functions::gelu, (functions, x, y) -> {
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] * 0.7071067811865476f;
            }
            functions.erf(y, 0, y, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                y[i] = 0.5f * x[i] * (1f + y[i]);
            }
        }), //
        TANH_GELU(Functions::tanhGelu, (functions, x, y) -> {
            for (int i = 0; i < x.length; i++) {
                y[i] = 0.7978845608028654f * x[i] * (1f + 0.044715f * x[i] * x[i]);
            }
            functions.tanh(y, 0, y, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                y[i] = 0.5f * x[i] * (1f + y[i]);
            }
        }), //
        MISH(Functions::mish, (functions, x, y) -> {
            for (int i = 0; i < x.length; i++) {
                y[i] = Math.min(x[i], 20f);
            }
            functions.exp(y, 0, y, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                float n = y[i] * (y[i] + 2f);
                y[i] = x[i] * (n / (n + 2f));
            }
        });

        private final Kernel kernel;
        private final Passes passes;

        Formula(Kernel kernel, Passes passes) {
            this.kernel = kernel;
            this.passes = passes;
        }

        @Override
        public void apply(Functions functions, float[] in, int inAt, float[] out, int outAt, int count) {
            kernel.apply(functions, in, inAt, out, outAt, count);
        }

        private static Kernel range(float low, float high) {
            return (functions, in, inAt, out, outAt, count) -> functions.clamp(low, high, in, inAt, out, outAt, count);
        }

        private static Passes passes(UnaryOperator<Float> function) {
            return (_, x, y) -> {
                for (int i = 0; i < x.length; i++) {
                    y[i] = function.apply(x[i]);
                }
            };
        }

        float[] pass(Functions functions, float[] x) {
            float[] y = new float[x.length];
            passes.apply(functions, x, y);
            return y;
        }
    }

    interface Passes {
        void apply(Functions functions, float[] x, float[] y);
    }

    interface Kernel {
        void apply(Functions functions, float[] in, int inAt, float[] out, int outAt, int count);
    }

    private final Functions functions = KernelSets.chosen().functions();

    /** All that a set of kernels has. */
    static List<Kernel> all() {
        return Stream.<Kernel>concat(Stream.of(Named.values()), Stream.of(Formula.values())).toList();
    }

    /** Every 997th float, from denormal to infinite and NaN, both signs, and the neighbourhoods where formulas change. */
    static float[] everyKindOfNumber() {
        float[] centres = {0, 1e-7f, 0.17f, 0.3465f, 0.693f, 0.9375f, 1, 4, 9.01f, 16.6f, 20, 87.3f, 88.72f, 89, 103.9f,
            105, 0x1p-25f, 3e38f};
        int around = 500;
        int sweep = (int) (0x7F900000L / 997);
        float[] values = new float[2 * (sweep + centres.length * 2 * around)];
        int count = 0;
        for (int i = 0; i < sweep; i++) {
            values[count++] = Float.intBitsToFloat(i * 997);
            values[count++] = -Float.intBitsToFloat(i * 997);
        }
        for (float centre : centres) {
            for (int i = -around; i < around; i++) {
                float value = Float.intBitsToFloat(Math.max(0, Float.floatToIntBits(centre) + i * 31));
                values[count++] = value;
                values[count++] = -value;
            }
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void errsNoMoreThanItsDocumentationSays(Named function) {
        float[] in = everyKindOfNumber();
        float[] out = new float[in.length];
        function.apply(functions, in, 0, out, 0, in.length);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < in.length; i++) {
            double exact = function.exact.applyAsDouble(in[i]);
            double error = Math.abs(out[i] - exact) / Math.ulp((float) exact);
            if (Double.isNaN(exact) || Float.isInfinite((float) exact)) {
                error = Float.compare(out[i], (float) exact) == 0 ? 0 : Double.POSITIVE_INFINITY;
            }
            if (!(error <= worst)) {
                worst = error;
                at = in[i];
            }
        }
        assertThat(worst).as("%s, worst at %s", function, at).isLessThanOrEqualTo(function.ulps);
    }

    /** Training goes by these bits. */
    @ParameterizedTest
    @EnumSource
    void aFormulaInOnePassHasTheBitsOfItsParts(Formula formula) {
        float[] x = everyNth(16);
        float[] y = new float[x.length];
        formula.apply(functions, x, 0, y, 0, x.length);
        assertThat(ProductCase.bits(y)).isEqualTo(ProductCase.bits(formula.pass(functions, x)));
    }

    @ParameterizedTest
    @EnumSource
    void whatASetInheritsHasTheSameBitsInPlaceToo(Formula formula) {
        Functions heir = (Functions) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {Functions.class},
                (proxy, method, arguments) -> method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : method.invoke(functions, arguments));
        float[] x = everyNth(256);
        float[] expected = formula.pass(functions, x);
        formula.apply(heir, x, 0, x, 0, x.length);
        assertThat(ProductCase.bits(x)).isEqualTo(ProductCase.bits(expected));
    }

    private static float[] everyNth(int step) {
        float[] all = everyKindOfNumber();
        float[] some = new float[all.length / step];
        for (int i = 0; i < some.length; i++) {
            some[i] = all[i * step + i % step];
        }
        return some;
    }

    @ParameterizedTest
    @CsvSource({"RELU, 0, 0", "EXP, 1, 1", "EXPM1, 0, -0", "LOG1P, 0, -0", "SIGMOID, 0.5, 0.5", "TANH, 0, -0",
        "ERF, 0, -0"})
    void treatsBothZerosAsItShould(Named function, float atZero, float atMinusZero) {
        float[] out = new float[2];
        function.apply(functions, new float[] {0, -0f}, 0, out, 0, 2);
        assertThat(ProductCase.bits(out)).isEqualTo(ProductCase.bits(new float[] {atZero, atMinusZero}));
    }

    @Test
    void log1pIsInfiniteAtItsPoleAndUndefinedBeyond() {
        float[] out = new float[2];
        functions.log1p(new float[] {-1, -1.0000001f}, 0, out, 0, 2);
        assertThat(out).containsExactly(Float.NEGATIVE_INFINITY, Float.NaN);
    }

    /**
     * 2/√π Σ (−1)^n x^(2n+1) / (n! (2n+1)) up to 3, the continued fraction of erfc beyond: good to 12 digits, which the
     * test below pins with published values.
     */
    static double erf(double x) {
        double a = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        if (a > 6) {
            return Math.signum(x);
        }
        if (a < 3) {
            double power = x;
            double sum = x;
            for (int n = 1; n < 80; n++) {
                power *= -x * x / n;
                sum += power / (2 * n + 1);
            }
            return 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = 0;
        for (int n = 80; n >= 1; n--) {
            fraction = n / 2.0 / (a + fraction);
        }
        return Math.signum(x) * (1 - StrictMath.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1124629160182849", "0.5, 0.5204998778130465", "1, 0.8427007929497149", "2, 0.9953222650189527",
        "2.9, 0.9999589021219005", "3, 0.9999779095030014", "3.5, 0.9999992569016276"})
    void theTestsOwnErrorFunctionIsTrue(double x, double expected) {
        assertThat(erf(x)).isCloseTo(expected, within(1e-12));
    }
}
