package cnn.layers.kernel.simd.functions;

import cnn.layers.kernel.Coefficients;
import jdk.incubator.vector.FloatVector;

/**
 * The {@link Coefficients} as vectors with the same number in every lane. As constants they cost the JIT a tenth of
 * what a broadcast in place does, and with those the larger functions would pass the limit where it gives up inlining.
 *
 * <p>{@code ROUND_126} and its like round as {@link Coefficients#ROUND} does, being even, and leave n plus that number in the low
 * bits: shifted to the place of an exponent they are a power of 2 at once, with no bias to be added. What that power has too much
 * goes into the next constant, which costs nothing.
 */
final class Broadcasts {
    static final FloatVector LOG2_E = all(Coefficients.LOG2_E);
    static final FloatVector ROUND = all(Coefficients.ROUND);
    /** Shifted, 2^(n − 1). */
    static final FloatVector ROUND_126 = all(Coefficients.ROUND + 126);
    /** Shifted, 2^(n + 1). */
    static final FloatVector ROUND_128 = all(Coefficients.ROUND + 128);
    /** Shifted, 2^(n + 65), which {@link #SCALE_BACK} takes back: e^x may be so small that a power of 2 alone is none. */
    static final FloatVector ROUND_192 = all(Coefficients.ROUND + 192);
    static final FloatVector SCALE_BACK = all(0x1p-65f);
    /** Twice the bias: either half of it, shifted, is a power of 2, and both together 2^n. */
    static final FloatVector ROUND_254 = all(Coefficients.ROUND + 254);
    static final FloatVector MINUS_LN2_HIGH = all(-Coefficients.LN2_HIGH);
    static final FloatVector MINUS_LN2_LOW = all(-Coefficients.LN2_LOW);
    static final FloatVector LN2_HIGH = all(Coefficients.LN2_HIGH);
    static final FloatVector LN2_LOW = all(Coefficients.LN2_LOW);
    static final FloatVector EXP_0 = all(Coefficients.EXP_0);
    static final FloatVector EXP_1 = all(Coefficients.EXP_1);
    static final FloatVector EXP_2 = all(Coefficients.EXP_2);
    static final FloatVector EXP_3 = all(Coefficients.EXP_3);
    static final FloatVector EXP_4 = all(Coefficients.EXP_4);
    static final FloatVector EXP_5 = all(Coefficients.EXP_5);
    static final FloatVector LOG_0 = all(Coefficients.LOG_0);
    static final FloatVector LOG_1 = all(Coefficients.LOG_1);
    static final FloatVector LOG_2 = all(Coefficients.LOG_2);
    static final FloatVector LOG_3 = all(Coefficients.LOG_3);
    static final FloatVector ERF_0 = all(Coefficients.ERF_0);
    static final FloatVector ERF_1 = all(Coefficients.ERF_1);
    static final FloatVector ERF_2 = all(Coefficients.ERF_2);
    static final FloatVector ERF_3 = all(Coefficients.ERF_3);
    static final FloatVector ERF_4 = all(Coefficients.ERF_4);
    static final FloatVector ERF_5 = all(Coefficients.ERF_5);
    static final FloatVector ERF_6 = all(Coefficients.ERF_6);
    static final FloatVector MINUS_ERFC_0 = all(-Coefficients.ERFC_0);
    static final FloatVector MINUS_ERFC_1 = all(-Coefficients.ERFC_1);
    static final FloatVector MINUS_ERFC_2 = all(-Coefficients.ERFC_2);
    static final FloatVector MINUS_ERFC_3 = all(-Coefficients.ERFC_3);
    static final FloatVector MINUS_ERFC_4 = all(-Coefficients.ERFC_4);
    static final FloatVector MINUS_ERFC_5 = all(-Coefficients.ERFC_5);
    static final FloatVector MINUS_ERFC_6 = all(-Coefficients.ERFC_6);
    static final FloatVector MINUS_ERFC_7 = all(-Coefficients.ERFC_7);
    static final FloatVector SQRT_HALF = all(Coefficients.SQRT_HALF);
    static final FloatVector GELU_SCALE = all(Coefficients.GELU_SCALE);
    static final FloatVector GELU_CUBIC = all(Coefficients.GELU_CUBIC);
    static final FloatVector QUARTER = all(0.25f);
    static final FloatVector HALF = all(0.5f);
    static final FloatVector MINUS_HALF = all(-0.5f);
    static final FloatVector ONE = all(1);
    static final FloatVector MINUS_ONE = all(-1);
    static final FloatVector TWO = all(2);
    static final FloatVector FOUR = all(4);

    private Broadcasts() {
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, value);
    }
}
