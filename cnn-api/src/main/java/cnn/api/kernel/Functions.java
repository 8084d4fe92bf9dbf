package cnn.api.kernel;

/**
 * Functions of single numbers over arrays: {@code out[outAt + i] = f(in[inAt + i])} for i = 0 … count − 1. Input and
 * output may be the same place. Each but the first is one polynomial, written once for all kernel sets, so that results do not depend
 * on the platform's mathematical library; errors are bounded as each method says, in units in the last place (ulp).
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
}
