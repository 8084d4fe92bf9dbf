package cnn.layers.kernel.simd.functions;

import static cnn.layers.kernel.Coefficients.BIAS;
import static cnn.layers.kernel.Coefficients.ERF_HIGH;
import static cnn.layers.kernel.Coefficients.ERF_SPLIT;
import static cnn.layers.kernel.Coefficients.EXPM1_LOW;
import static cnn.layers.kernel.Coefficients.EXP_HIGH;
import static cnn.layers.kernel.Coefficients.EXP_LOW;
import static cnn.layers.kernel.Coefficients.LOG1P_TINY;
import static cnn.layers.kernel.Coefficients.LOG_SPLIT_BITS;
import static cnn.layers.kernel.Coefficients.MANTISSA_BITS;
import static cnn.layers.kernel.Coefficients.ROUND_BITS;
import static cnn.layers.kernel.Coefficients.TANH_HIGH;
import static cnn.layers.kernel.simd.functions.Broadcasts.*;

import cnn.api.kernel.Functions;
import cnn.layers.kernel.ScalarKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions a vector at a time. Every lane does what the scalar kernels do, step by step; where those choose, both
 * ways are computed and blended. What is left after the last whole vector goes to the scalar kernels.
 *
 * <p>Each function stands in its loop as a whole, without methods for what they share: the JIT always inlines the Vector
 * API's own methods, but ours only where it sees fit, and every vector that crosses a call becomes an object.
 */
public final class SimdFunctions implements Functions {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Functions SCALAR = new ScalarKernels().functions();

    /** Compares and blends: the lanes' maximum costs more, for it orders zeros and looks for NaN. */
    @Override
    public void relu(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            x.blend(0, x.compare(VectorOperators.LE, 0)).intoArray(out, outAt + i);
        }
        SCALAR.relu(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void exp(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            x = x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH));
            x = x.blend(EXP_LOW, x.lt(EXP_LOW));
            FloatVector sum = x.fma(LOG2_E, ROUND_254);
            FloatVector n = sum.sub(ROUND_254);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
            FloatVector tail = EXP_5.fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2).fma(r, EXP_1).fma(r, EXP_0);
            IntVector power = sum.reinterpretAsInts();
            IntVector half = power.lanewise(VectorOperators.LSHR, 1);
            FloatVector scale = half.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
            FloatVector scaleRest = power.sub(half).lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
            r.mul(r).fma(tail, r).add(ONE).mul(scale).mul(scaleRest).intoArray(out, outAt + i);
        }
        SCALAR.exp(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void expm1(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            x = x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH));
            x = x.blend(EXPM1_LOW, x.lt(EXPM1_LOW));
            FloatVector sum = x.fma(LOG2_E, ROUND_126);
            FloatVector n = sum.sub(ROUND_126);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
            FloatVector tail = EXP_5.fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2).fma(r, EXP_1).fma(r, EXP_0);
            FloatVector y = r.mul(r.fma(tail, ONE));
            FloatVector scale = sum.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats();
            scale.fma(y, scale.sub(HALF)).mul(TWO).blend(y, n.eq(0)).intoArray(out, outAt + i);
        }
        SCALAR.expm1(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void log1p(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            IntVector k = x.add(1).reinterpretAsInts().sub(LOG_SPLIT_BITS).lanewise(VectorOperators.ASHR,
                    MANTISSA_BITS);
            FloatVector scale = k.neg().add(2 + BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector f = x.mul(0.25f).fma(scale, scale.fma(QUARTER, MINUS_ONE));
            FloatVector s = f.div(f.add(2));
            FloatVector z = s.mul(s);
            FloatVector tail = LOG_3.fma(z, LOG_2).fma(z, LOG_1).fma(z, LOG_0).mul(z);
            FloatVector square = f.mul(0.5f).mul(f);
            FloatVector exponent = k.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
            FloatVector low = s.fma(square.add(tail), exponent.mul(LN2_LOW));
            FloatVector y = exponent.fma(LN2_HIGH, f.sub(square.sub(low)));
            y = y.blend(x, x.abs().lt(LOG1P_TINY)).blend(Float.NEGATIVE_INFINITY, x.eq(-1));
            y.blend(Float.NaN, x.lt(-1)).blend(x, x.eq(Float.POSITIVE_INFINITY)).intoArray(out, outAt + i);
        }
        SCALAR.log1p(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void sigmoid(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
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
            e.blend(ONE, x.compare(VectorOperators.GE, 0)).div(e.add(ONE)).intoArray(out, outAt + i);
        }
        SCALAR.sigmoid(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void tanh(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            FloatVector a = x.abs().mul(TWO);
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
            size.reinterpretAsInts().or(x.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats()
                    .intoArray(out, outAt + i);
        }
        SCALAR.tanh(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void erf(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            FloatVector a = x.abs();
            VectorMask<Float> far = a.compare(VectorOperators.GT, ERF_SPLIT);
            a = a.blend(ERF_HIGH, a.compare(VectorOperators.GT, ERF_HIGH));
            FloatVector p = MINUS_ERFC_7.fma(a, MINUS_ERFC_6).fma(a, MINUS_ERFC_5).fma(a, MINUS_ERFC_4)
                    .fma(a, MINUS_ERFC_3).fma(a, MINUS_ERFC_2).fma(a, MINUS_ERFC_1).fma(a, MINUS_ERFC_0);
            FloatVector sum = p.fma(LOG2_E, ROUND_128);
            FloatVector n = sum.sub(ROUND_128);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, p));
            FloatVector tail = EXP_5.fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2).fma(r, EXP_1).fma(r, EXP_0);
            FloatVector scale = sum.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector size = r.mul(r).fma(tail, r).add(ONE).mul(scale).fma(MINUS_HALF, ONE);
            FloatVector beyond = size.reinterpretAsInts()
                    .or(x.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
            FloatVector z = x.mul(x);
            FloatVector q = ERF_6.fma(z, ERF_5).fma(z, ERF_4).fma(z, ERF_3).fma(z, ERF_2).fma(z, ERF_1).fma(z, ERF_0);
            q.fma(x, x).blend(beyond, far).intoArray(out, outAt + i);
        }
        SCALAR.erf(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void clamp(float low, float high, float[] in, int inAt, float[] out, int outAt, int count) {
        boolean bySign = Float.floatToRawIntBits(low) == Integer.MIN_VALUE || Float.floatToRawIntBits(high) == 0;
        int whole = bySign ? 0 : SPECIES.loopBound(count);
        Activations.clamp(low, high, in, inAt, out, outAt, whole);
        SCALAR.clamp(low, high, in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void hardSwish(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        Activations.hardSwish(in, inAt, out, outAt, whole);
        SCALAR.hardSwish(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void silu(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        Activations.silu(in, inAt, out, outAt, whole);
        SCALAR.silu(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void gelu(float[] in, int inAt, float[] out, int outAt, int count) {
        if (count < LANES) {
            SCALAR.gelu(in, inAt, out, outAt, count);
        } else {
            Activations.gelu(in, inAt, out, outAt, count);
        }
    }

    @Override
    public void tanhGelu(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        Activations.tanhGelu(in, inAt, out, outAt, whole);
        SCALAR.tanhGelu(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void mish(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        Activations.mish(in, inAt, out, outAt, whole);
        SCALAR.mish(in, inAt + whole, out, outAt + whole, count - whole);
    }
}
