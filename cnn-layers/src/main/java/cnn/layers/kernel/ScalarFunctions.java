package cnn.layers.kernel;

import static cnn.layers.kernel.Coefficients.*;
import static cnn.layers.kernel.Fma.fma;

import cnn.api.kernel.Functions;

/** The functions one number at a time: what their vector twins compute in every lane. */
final class ScalarFunctions implements Functions {
    @Override
    public void relu(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = Math.max(in[inAt + i], 0f);
        }
    }

    @Override
    public void exp(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = exp(in[inAt + i]);
        }
    }

    @Override
    public void expm1(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = expm1(in[inAt + i]);
        }
    }

    @Override
    public void log1p(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = log1p(in[inAt + i]);
        }
    }

    @Override
    public void sigmoid(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = sigmoid(in[inAt + i]);
        }
    }

    @Override
    public void tanh(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = tanh(in[inAt + i]);
        }
    }

    @Override
    public void erf(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = erf(in[inAt + i]);
        }
    }

    @Override
    public void silu(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = silu(in[inAt + i]);
        }
    }

    @Override
    public void gelu(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = gelu(in[inAt + i]);
        }
    }

    @Override
    public void tanhGelu(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = tanhGelu(in[inAt + i]);
        }
    }

    @Override
    public void mish(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = mish(in[inAt + i]);
        }
    }

    /** e^x = 2^n · e^r with |r| ≤ ln 2 / 2. The scaling goes in two steps because 2^n itself may be out of range. */
    private static float exp(float x) {
        x = x > EXP_HIGH ? EXP_HIGH : x;
        x = x < EXP_LOW ? EXP_LOW : x;
        float sum = fma(x, LOG2_E, ROUND);
        float r = remainder(x, sum - ROUND);
        float y = expOfRest(r);
        int n = Float.floatToRawIntBits(sum) - ROUND_BITS;
        int half = n >> 1;
        return y * powerOf2(half) * powerOf2(n - half);
    }

    /** e^x − 1 = 2^n · (e^r − 1) + (2^n − 1), halved meanwhile because 2^128 is out of range. */
    private static float expm1(float x) {
        x = x > EXP_HIGH ? EXP_HIGH : x;
        x = x < EXPM1_LOW ? EXPM1_LOW : x;
        float sum = fma(x, LOG2_E, ROUND);
        float n = sum - ROUND;
        float r = remainder(x, n);
        float y = expm1OfRest(r);
        float scale = powerOf2(Float.floatToRawIntBits(sum) - ROUND_BITS - 1);
        return n == 0 ? y : 2 * fma(scale, y, scale - 0.5f);
    }

    /**
     * ln(1 + x) = k·ln 2 + ln(1 + f), where 2^k·(1 + f) = 1 + x and 1 + f lies in [0.75, 1.5). One fused multiply-add
     * finds f from x itself, so that nothing is lost when 1 + x is rounded. With s = f / (2 + f), ln(1 + f) =
     * f − (f²/2 − s·(f²/2 + s²·Q(s²))).
     */
    private static float log1p(float x) {
        int k = (Float.floatToRawIntBits(1 + x) - LOG_SPLIT_BITS) >> MANTISSA_BITS;
        float scale = powerOf2(2 - k);
        float f = fma(0.25f * x, scale, fma(0.25f, scale, -1));
        float s = f / (2 + f);
        float z = s * s;
        float tail = fma(fma(fma(LOG_3, z, LOG_2), z, LOG_1), z, LOG_0) * z;
        float square = 0.5f * f * f;
        float exponent = Float.intBitsToFloat(k + ROUND_BITS) - ROUND;
        float y = fma(exponent, LN2_HIGH, f - (square - fma(s, square + tail, exponent * LN2_LOW)));
        y = Math.abs(x) < LOG1P_TINY ? x : y;
        y = x == -1 ? Float.NEGATIVE_INFINITY : y;
        y = x < -1 ? Float.NaN : y;
        return x == Float.POSITIVE_INFINITY ? x : y;
    }

    /** 1 / (1 + e^−|x|), or e^−|x| / (1 + e^−|x|) for negative x: nothing overflows. */
    private static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /** tanh |x| = (e^2|x| − 1) / (e^2|x| − 1 + 2), with the sign of x; e^2|x| is in range until tanh rounds to 1. */
    private static float tanh(float x) {
        float a = 2 * Math.abs(x);
        a = a > TANH_HIGH ? TANH_HIGH : a;
        float sum = fma(a, LOG2_E, ROUND);
        float y = expm1OfRest(remainder(a, sum - ROUND));
        float scale = powerOf2(Float.floatToRawIntBits(sum) - ROUND_BITS);
        float e = fma(scale, y, scale - 1);
        return Math.copySign(e / (e + 2), x);
    }

    /** An odd polynomial near 0; 1 − e^−P(|x|) with the sign of x elsewhere. */
    private static float erf(float x) {
        float a = Math.abs(x);
        if (a > ERF_SPLIT) {
            a = a > ERF_HIGH ? ERF_HIGH : a;
            float p = fma(fma(fma(ERFC_7, a, ERFC_6), a, ERFC_5), a, ERFC_4);
            p = fma(fma(fma(fma(p, a, ERFC_3), a, ERFC_2), a, ERFC_1), a, ERFC_0);
            float sum = fma(-p, LOG2_E, ROUND);
            float e = expOfRest(remainder(-p, sum - ROUND)) * powerOf2(Float.floatToRawIntBits(sum) - ROUND_BITS);
            return Math.copySign(1 - e, x);
        }
        float z = x * x;
        float p = fma(fma(fma(ERF_6, z, ERF_5), z, ERF_4), z, ERF_3);
        p = fma(fma(fma(p, z, ERF_2), z, ERF_1), z, ERF_0);
        return fma(p, x, x);
    }

    private static float silu(float x) {
        return sigmoid(x) * x;
    }

    private static float gelu(float x) {
        return 0.5f * x * (1f + erf(x * SQRT_HALF));
    }

    private static float tanhGelu(float x) {
        return 0.5f * x * (1f + tanh(GELU_SCALE * x * (1f + GELU_CUBIC * x * x)));
    }

    /** With n = e^x · (e^x + 2), tanh(ln(1 + e^x)) is n / (n + 2): one exponential is enough. */
    private static float mish(float x) {
        float e = exp(Math.min(x, MISH_HIGH));
        float n = e * (e + 2f);
        return x * (n / (n + 2f));
    }

    /** x − n·ln 2, with ln 2 in two parts because one float is not precise enough. */
    private static float remainder(float x, float n) {
        return fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
    }

    /** e^r for |r| ≤ ln 2 / 2. */
    private static float expOfRest(float r) {
        return fma(r * r, expTail(r), r) + 1;
    }

    /** e^r − 1 for |r| ≤ ln 2 / 2, with the sign of r even where that is −0. */
    private static float expm1OfRest(float r) {
        return r * fma(r, expTail(r), 1);
    }

    /** (e^r − 1 − r) / r². */
    private static float expTail(float r) {
        return fma(fma(fma(fma(fma(EXP_5, r, EXP_4), r, EXP_3), r, EXP_2), r, EXP_1), r, EXP_0);
    }

    private static float powerOf2(int exponent) {
        return Float.intBitsToFloat((exponent + BIAS) << MANTISSA_BITS);
    }
}
