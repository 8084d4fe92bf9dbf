package cnn.layers.kernel;

/**
 * The numbers in the polynomials of {@link cnn.api.kernel.Functions}, for all sets of kernels. The polynomials are
 * minimax fits (Remez exchange in 40 digits, then rounded to float); lowest power first.
 */
public final class Coefficients {
    /** Adding and subtracting it rounds to the nearest integer, which then is in the low bits of the sum. */
    public static final float ROUND = 0x1.8p23f;
    /** The bits of {@link #ROUND}. */
    public static final int ROUND_BITS = 0x4B400000;
    /** Bits of the mantissa, above which the exponent lies. */
    public static final int MANTISSA_BITS = 23;
    /** What the exponent's bits hold for 1. */
    public static final int BIAS = 127;

    /** 1 / ln 2. */
    public static final float LOG2_E = 0x1.715476p0f;
    /** The leading 15 bits of ln 2, so that an exponent times it is exact. */
    public static final float LN2_HIGH = 0x1.62e4p-1f;
    /** ln 2 less {@link #LN2_HIGH}. */
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /** From here e^x is infinite. */
    public static final float EXP_HIGH = 89;
    /** Below here e^x rounds to 0. */
    public static final float EXP_LOW = -105;
    /** Below here e^x − 1 rounds to −1. */
    public static final float EXPM1_LOW = -20;

    /** P in e^r = 1 + r + r²·P(r) for |r| ≤ ln 2 / 2; relative error of e^r − 1 at most 2^−32. */
    public static final float EXP_0 = 0.5f;
    public static final float EXP_1 = 0x1.555556p-3f;
    public static final float EXP_2 = 0x1.5554aep-5f;
    public static final float EXP_3 = 0x1.11109p-7f;
    public static final float EXP_4 = 0x1.6d7526p-10f;
    public static final float EXP_5 = 0x1.a1a21ap-13f;

    /** The bits of 0.75: ln u is found from the exponent that puts u into [0.75, 1.5). */
    public static final int LOG_SPLIT_BITS = 0x3F400000;
    /** Where |x| is smaller, ln(1 + x) rounds to x. */
    public static final float LOG1P_TINY = 0x1p-25f;
    /** Q in ln((1 + s) / (1 − s)) = 2s + s³·Q(s²) for |s| ≤ 0.2; relative error at most 2^−35. */
    public static final float LOG_0 = 0x1.555554p-1f;
    public static final float LOG_1 = 0x1.999bep-2f;
    public static final float LOG_2 = 0x1.23e8dap-2f;
    public static final float LOG_3 = 0x1.eda3a8p-3f;

    /** Twice the x from which tanh x rounds to 1, with room to spare. */
    public static final float TANH_HIGH = 40;

    /** Up to here erf x is found from {@link #ERF_0} …, beyond from {@link #ERFC_0} … */
    public static final float ERF_SPLIT = 0.9375f;
    /** From here erf x rounds to 1. */
    public static final float ERF_HIGH = 4;
    /** P in erf x = x + x·P(x²); relative error at most 2^−30. */
    public static final float ERF_0 = 0x1.06eba8p-3f;
    public static final float ERF_1 = -0x1.812742p-2f;
    public static final float ERF_2 = 0x1.ce2dcap-4f;
    public static final float ERF_3 = -0x1.b80962p-6f;
    public static final float ERF_4 = 0x1.549664p-8f;
    public static final float ERF_5 = -0x1.a88d8ap-11f;
    public static final float ERF_6 = 0x1.574ec6p-14f;
    /** P in erf x = 1 − e^−P(x); relative error at most 2^−34. */
    public static final float ERFC_0 = -0x1.62d8a4p-13f;
    public static final float ERFC_1 = 0x1.212626p0f;
    public static final float ERFC_2 = 0x1.444d1ep-1f;
    public static final float ERFC_3 = 0x1.bb4548p-4f;
    public static final float ERFC_4 = -0x1.9aebaep-6f;
    public static final float ERFC_5 = 0x1.10625p-8f;
    public static final float ERFC_6 = -0x1.c4590ep-12f;
    public static final float ERFC_7 = 0x1.5d71d4p-16f;

    /** √½, by which GELU's numbers go to the error function. */
    public static final float SQRT_HALF = 0.7071067811865476f;
    /** √(2/π), in GELU's approximation by tanh. */
    public static final float GELU_SCALE = 0.7978845608028654f;
    /** What x³ weighs there. */
    public static final float GELU_CUBIC = 0.044715f;
    /** From here on n / (n + 2) with n = e^x · (e^x + 2) is 1, and the square of n is still finite. */
    public static final float MISH_HIGH = 20;

    private Coefficients() {
    }
}
