package cnn.layers.kernel.simd.functions;

import static cnn.layers.kernel.Coefficients.ERF_HIGH;
import static cnn.layers.kernel.Coefficients.ERF_SPLIT;
import static cnn.layers.kernel.Coefficients.EXP_LOW;
import static cnn.layers.kernel.Coefficients.MANTISSA_BITS;
import static cnn.layers.kernel.Coefficients.MISH_HIGH;
import static cnn.layers.kernel.Coefficients.TANH_HIGH;
import static cnn.layers.kernel.simd.functions.Broadcasts.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The formulas among {@link SimdFunctions}, over whole vectors: what they are made of stays in registers, so that each number is read
 * once and written once. As there, each function stands in its loop as a whole.
 */
final class Activations {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private Activations() {
    }

    /** Where low is not −0 and high is not 0, which comparing does not tell from the other zero. */
    static void clamp(float low, float high, float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            x = x.blend(low, x.compare(VectorOperators.LE, low));
            x.blend(high, x.compare(VectorOperators.GE, high)).intoArray(out, outAt + i);
        }
    }

    static void hardSwish(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            FloatVector gate = x.mul(0.16666667f).add(0.5f);
            gate = gate.blend(0, gate.compare(VectorOperators.LE, 0));
            x.mul(gate.blend(ONE, gate.compare(VectorOperators.GE, 1))).intoArray(out, outAt + i);
        }
    }

    static void silu(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            FloatVector a = x.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats();
            a = a.blend(EXP_LOW, a.lt(EXP_LOW));
            FloatVector sum = a.fma(LOG2_E, ROUND_192);
            FloatVector n = sum.sub(ROUND_192);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, a));
            FloatVector tail = EXP_5.fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2).fma(r, EXP_1).fma(r, EXP_0);
            FloatVector scale = sum.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector e = r.mul(r).fma(tail, r).add(ONE).mul(scale).mul(SCALE_BACK);
            e.blend(ONE, x.compare(VectorOperators.GE, 0)).div(e.add(ONE)).mul(x).intoArray(out, outAt + i);
        }
    }

    /**
     * The second half of one vector's way beside the first half of the next one's: a vector alone is a chain of thirty dependent
     * operations, of which the processor sees too few chains at once. 1.3 times as fast with 16 registers of 256 bits. Two whole
     * vectors side by side are as fast or faster, but more than the JIT's first compiler takes: in many runs they stayed in code where
     * every vector is an object, sixty times slower.
     *
     * <p>The last vector lies over the one before, where the count is no multiple: it is read before that one is written.
     *
     * @param count a vector at least
     */
    static void gelu(float[] in, int inAt, float[] out, int outAt, int count) {
        int last = count - LANES;
        FloatVector x = FloatVector.fromArray(SPECIES, in, inAt);
        FloatVector t = x;
        FloatVector a = x;
        FloatVector sum = x;
        FloatVector r = x;
        int before = 0;
        for (int i = 0; i < count + LANES; i += LANES) {
            int at = Math.min(i, last);
            FloatVector nextX = FloatVector.fromArray(SPECIES, in, inAt + at);
            FloatVector tail = EXP_5.fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2).fma(r, EXP_1).fma(r, EXP_0);
            FloatVector nextT = nextX.mul(SQRT_HALF);
            FloatVector nextA = nextT.abs();
            nextA = nextA.blend(ERF_HIGH, nextA.compare(VectorOperators.GT, ERF_HIGH));
            FloatVector z = t.mul(t);
            FloatVector p = MINUS_ERFC_7.fma(nextA, MINUS_ERFC_6).fma(nextA, MINUS_ERFC_5).fma(nextA, MINUS_ERFC_4)
                    .fma(nextA, MINUS_ERFC_3).fma(nextA, MINUS_ERFC_2).fma(nextA, MINUS_ERFC_1)
                    .fma(nextA, MINUS_ERFC_0);
            FloatVector q = ERF_6.fma(z, ERF_5).fma(z, ERF_4).fma(z, ERF_3).fma(z, ERF_2).fma(z, ERF_1).fma(z, ERF_0);
            FloatVector scale = sum.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector size = r.mul(r).fma(tail, r).add(ONE).mul(scale).fma(MINUS_HALF, ONE);
            FloatVector beyond = size.reinterpretAsInts()
                    .or(t.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
            FloatVector erf = q.fma(t, t).blend(beyond, a.compare(VectorOperators.GT, ERF_SPLIT));
            FloatVector y = x.mul(HALF).mul(erf.add(ONE));
            if (i > 0) {
                y.intoArray(out, outAt + before);
            }
            sum = p.fma(LOG2_E, ROUND_128);
            FloatVector n = sum.sub(ROUND_128);
            r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, p));
            x = nextX;
            t = nextT;
            a = nextA;
            before = at;
        }
    }

    static void tanhGelu(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            FloatVector t = x.mul(GELU_SCALE).mul(x.mul(GELU_CUBIC).mul(x).add(ONE));
            FloatVector a = t.abs().mul(TWO);
            a = a.blend(TANH_HIGH, a.compare(VectorOperators.GT, TANH_HIGH));
            FloatVector sum = a.fma(LOG2_E, ROUND_128);
            FloatVector n = sum.sub(ROUND_128);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, a));
            FloatVector tail = EXP_5.fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2).fma(r, EXP_1).fma(r, EXP_0);
            FloatVector y = r.mul(r.fma(tail, ONE));
            FloatVector scale = sum.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector twice = scale.fma(y, scale.sub(TWO));
            FloatVector size = twice.div(twice.add(FOUR));
            FloatVector tanh = size.reinterpretAsInts()
                    .or(t.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
            x.mul(HALF).mul(tanh.add(ONE)).intoArray(out, outAt + i);
        }
    }

    static void mish(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            FloatVector a = x.blend(MISH_HIGH, x.compare(VectorOperators.GT, MISH_HIGH));
            a = a.blend(EXP_LOW, a.lt(EXP_LOW));
            FloatVector sum = a.fma(LOG2_E, ROUND_192);
            FloatVector n = sum.sub(ROUND_192);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, a));
            FloatVector tail = EXP_5.fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2).fma(r, EXP_1).fma(r, EXP_0);
            FloatVector scale = sum.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector e = r.mul(r).fma(tail, r).add(ONE).mul(scale).mul(SCALE_BACK);
            FloatVector m = e.mul(e.add(TWO));
            x.mul(m.div(m.add(TWO))).intoArray(out, outAt + i);
        }
    }
}
