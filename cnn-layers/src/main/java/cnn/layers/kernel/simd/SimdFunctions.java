package cnn.layers.kernel.simd;

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
import static cnn.layers.kernel.simd.Broadcasts.*;

import cnn.api.kernel.Functions;
import cnn.layers.kernel.ScalarKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions a vector at a time. Every lane does what the scalar kernels do, step by step; where those choose, both
 * ways are computed and blended. What is left after the last whole vector goes to the scalar kernels: a masked copy of
 * each function would make the loop too large for the JIT, which then allocates every vector on the heap. For the same
 * reason the larger functions are written inside their loops.
 */
final class SimdFunctions implements Functions {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Functions SCALAR = new ScalarKernels().functions();

    @Override
    public void exp(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            exp(FloatVector.fromArray(SPECIES, in, inAt + i)).intoArray(out, outAt + i);
        }
        SCALAR.exp(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void expm1(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            expm1(FloatVector.fromArray(SPECIES, in, inAt + i)).intoArray(out, outAt + i);
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
            FloatVector scale = powerOf2(k.neg().add(2));
            FloatVector f = x.mul(0.25f).fma(scale, scale.fma(all(0.25f), all(-1)));
            FloatVector s = f.div(f.add(2));
            FloatVector z = s.mul(s);
            FloatVector tail = LOG_3.fma(z, LOG_2).fma(z, LOG_1).fma(z, LOG_0).mul(z);
            FloatVector square = f.mul(0.5f).mul(f);
            FloatVector exponent = k.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
            FloatVector low = s.fma(square.add(tail), exponent.mul(LN2_LOW));
            FloatVector y = exponent.fma(LN2_HIGH, f.sub(square.sub(low)));
            y.blend(x, x.abs().lt(LOG1P_TINY)).blend(Float.NEGATIVE_INFINITY, x.eq(-1)).blend(Float.NaN, x.lt(-1))
                    .blend(x, x.eq(Float.POSITIVE_INFINITY)).intoArray(out, outAt + i);
        }
        SCALAR.log1p(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void sigmoid(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            FloatVector e = exp(x.abs().neg());
            e.blend(1, x.compare(VectorOperators.GE, 0)).div(e.add(1)).intoArray(out, outAt + i);
        }
        SCALAR.sigmoid(in, inAt + whole, out, outAt + whole, count - whole);
    }

    @Override
    public void tanh(float[] in, int inAt, float[] out, int outAt, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, inAt + i);
            FloatVector e = expm1(atMost(x.abs().mul(2), TANH_HIGH));
            withSign(e.div(e.add(2)), x).intoArray(out, outAt + i);
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
            a = atMost(a, ERF_HIGH);
            FloatVector p = ERFC_7.fma(a, ERFC_6).fma(a, ERFC_5).fma(a, ERFC_4).fma(a, ERFC_3)
                    .fma(a, ERFC_2).fma(a, ERFC_1).fma(a, ERFC_0);
            FloatVector beyond = withSign(ONE.sub(midExp(p.neg())), x);
            FloatVector z = x.mul(x);
            FloatVector q = ERF_6.fma(z, ERF_5).fma(z, ERF_4).fma(z, ERF_3).fma(z, ERF_2)
                    .fma(z, ERF_1).fma(z, ERF_0);
            q.fma(x, x).blend(beyond, far).intoArray(out, outAt + i);
        }
        SCALAR.erf(in, inAt + whole, out, outAt + whole, count - whole);
    }

    private static FloatVector exp(FloatVector x) {
        x = atMost(x, EXP_HIGH);
        x = x.blend(EXP_LOW, x.lt(EXP_LOW));
        FloatVector sum = x.fma(LOG2_E, ROUND);
        FloatVector r = remainder(x, sum.sub(ROUND));
        FloatVector y = r.mul(r).fma(expTail(r), r).add(1);
        IntVector n = sum.reinterpretAsInts().sub(ROUND_BITS);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        return y.mul(powerOf2(half)).mul(powerOf2(n.sub(half)));
    }

    private static FloatVector midExp(FloatVector x) {
        FloatVector sum = x.fma(LOG2_E, ROUND);
        FloatVector r = remainder(x, sum.sub(ROUND));
        FloatVector y = r.mul(r).fma(expTail(r), r).add(1);
        return y.mul(powerOf2(sum.reinterpretAsInts().sub(ROUND_BITS)));
    }

    private static FloatVector expm1(FloatVector x) {
        x = atMost(x, EXP_HIGH);
        x = x.blend(EXPM1_LOW, x.lt(EXPM1_LOW));
        FloatVector sum = x.fma(LOG2_E, ROUND);
        FloatVector n = sum.sub(ROUND);
        FloatVector r = remainder(x, n);
        FloatVector y = r.mul(r.fma(expTail(r), ONE));
        FloatVector scale = powerOf2(sum.reinterpretAsInts().sub(ROUND_BITS + 1));
        return scale.fma(y, scale.sub(0.5f)).mul(2).blend(y, n.eq(0));
    }

    private static FloatVector remainder(FloatVector x, FloatVector n) {
        return n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
    }

    private static FloatVector expTail(FloatVector r) {
        return EXP_5.fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2).fma(r, EXP_1)
                .fma(r, EXP_0);
    }

    private static FloatVector powerOf2(IntVector exponent) {
        return exponent.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
    }

    /** The smaller of x and a limit; NaN stays NaN. */
    private static FloatVector atMost(FloatVector x, float limit) {
        return x.blend(limit, x.compare(VectorOperators.GT, limit));
    }

    private static FloatVector withSign(FloatVector size, FloatVector sign) {
        return size.reinterpretAsInts().and(Integer.MAX_VALUE).or(sign.reinterpretAsInts().and(Integer.MIN_VALUE))
                .reinterpretAsFloats();
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}
