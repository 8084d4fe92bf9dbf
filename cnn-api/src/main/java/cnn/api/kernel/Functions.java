package cnn.api.kernel;

/**
 * Functions of single numbers over arrays: {@code out[outAt + i] = f(in[inAt + i])} for i = 0 … count − 1. Input and
 * output may be the same place. Those from {@link #exp} to {@link #erf} are polynomials, written once for all kernel sets, so that
 * results do not depend on the platform's mathematical library; errors are bounded as each method says, in units in the last place
 * (ulp).
 *
 * <p>Those from {@link #clamp} on are formulas of these, each operation rounded as it stands there. A set of kernels need not have
 * them: what it inherits has the right bits and allocates nothing, but takes one number at a time, since x would be lost where
 * input and output are one place. A fast set computes them in one pass, whole vectors at a time.
 */
public interface Functions {
    /** max(x, 0), exact; 0 for −0, NaN for NaN. */
    void relu(float[] in, int inAt, float[] out, int outAt, int count);

    /** e^x. Error at most 2 ulp; 0 below −104, infinity above 88.73. */
    void exp(float[] in, int inAt, float[] out, int outAt, int count);

    /** e^x − 1, precise near 0. Error at most 4 ulp. */
    void expm1(float[] in, int inAt, float[] out, int outAt, int count);

    /** ln(1 + x), precise near 0. Error at most 4 ulp. */
    void log1p(float[] in, int inAt, float[] out, int outAt, int count);

    /** 1 / (1 + e^−x). Error at most 4 ulp. */
    void sigmoid(float[] in, int inAt, float[] out, int outAt, int count);

    /** Hyperbolic tangent. Error at most 4 ulp. */
    void tanh(float[] in, int inAt, float[] out, int outAt, int count);

    /** The error function 2/√π ∫₀ˣ e^−t² dt. Error at most 4 ulp. */
    void erf(float[] in, int inAt, float[] out, int outAt, int count);

    /** min(max(x, low), high), exact, 0 being greater than −0; NaN for NaN. */
    default void clamp(float low, float high, float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = Math.min(Math.max(in[inAt + i], low), high);
        }
    }

    /** x · min(max(⅙ · x + ½, 0), 1). */
    default void hardSwish(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            float x = in[inAt + i];
            out[outAt + i] = x * Math.min(Math.max(0.16666667f * x + 0.5f, 0f), 1f);
        }
    }

    /** x · sigmoid(x). */
    default void silu(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            float x = in[inAt + i];
            sigmoid(in, inAt + i, out, outAt + i, 1);
            out[outAt + i] *= x;
        }
    }

    /** (0.5 · x) · (1 + erf(x · √½)). */
    default void gelu(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            float x = in[inAt + i];
            out[outAt + i] = x * 0.7071067811865476f;
            erf(out, outAt + i, out, outAt + i, 1);
            out[outAt + i] = 0.5f * x * (1f + out[outAt + i]);
        }
    }

    /** (0.5 · x) · (1 + tanh((√(2/π) · x) · (1 + (0.044715 · x) · x))). */
    default void tanhGelu(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            float x = in[inAt + i];
            out[outAt + i] = 0.7978845608028654f * x * (1f + 0.044715f * x * x);
            tanh(out, outAt + i, out, outAt + i, 1);
            out[outAt + i] = 0.5f * x * (1f + out[outAt + i]);
        }
    }

    /** x · (n / (n + 2)) with n = e · (e + 2) and e = exp(min(x, 20)), from where on the factor is 1. */
    default void mish(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            float x = in[inAt + i];
            out[outAt + i] = Math.min(x, 20f);
            exp(out, outAt + i, out, outAt + i, 1);
            float n = out[outAt + i] * (out[outAt + i] + 2f);
            out[outAt + i] = x * (n / (n + 2f));
        }
    }
}
