package cnn.layers;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.layers.chance.NoiseOp;
import cnn.layers.chance.Rate;

/**
 * Drops single values by chance: in training y = 0 with probability {@code rate} and otherwise x / (1 − rate), so that
 * the mean stays; in prediction y = x. Any shape. What is dropped follows from the pass's key, the example and the
 * value's index alone. Each value gets 16 of a hash's 64 bits, so that the rate is met to within 1/131072.
 *
 * <p>Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks
 * from overfitting", JMLR 15, 2014; scaled while training ("inverted").
 *
 * @param rate share of values that is dropped, in [0, 1)
 */
@Id("dropout")
public record Dropout(double rate) implements Layer {
    public Dropout {
        Rate.check("Dropout", rate, 0.25);
    }

    /** Drops the given share of values. */
    public static Dropout of(double rate) {
        return new Dropout(rate);
    }

    @Override
    public Bound bind(Binding in) {
        int size = in.input().size();
        return Bound.of(in.input(), new Dropping(size, (float) rate, in.saved(size)));
    }

    private static final class Dropping extends NoiseOp {
        private static final int CHANCES = 1 << 16;

        private final int threshold;
        private final int keptBits;
        private final FloatSlot factors;

        Dropping(int size, float rate, FloatSlot factors) {
            super(size, 8);
            this.threshold = Math.min(CHANCES - 1, Math.round(rate * CHANCES));
            this.keptBits = Float.floatToIntBits(1 / (1 - rate));
            this.factors = factors;
        }

        @Override
        protected void disturb(Forward pass, int example, int first) {
            float[] factor = pass.floats(factors);
            long key = Rng.key(pass.randomKey(), example);
            int i = 0;
            for (; i < size() - 3; i += 4) { // unrolled: a hash for every value would take as long as all the rest
                long bits = Rng.bits(key, i / 4);
                factor[first + i] = factor(bits);
                factor[first + i + 1] = factor(bits >>> 16);
                factor[first + i + 2] = factor(bits >>> 32);
                factor[first + i + 3] = factor(bits >>> 48);
            }
            for (; i < size(); i++) {
                factor[first + i] = factor(Rng.bits(key, i / 4) >>> 16 * (i % 4));
            }
            multiply(pass.input(), factor, pass.output(), first);
        }

        /** 0 or 1 / (1 − rate), by a mask of bits: a branch that chance decides is mispredicted, at ten times the cost. */
        private float factor(long bits) {
            int chance = (int) bits & CHANCES - 1;
            return Float.intBitsToFloat(keptBits & threshold - 1 - chance >> 31);
        }

        @Override
        protected void disturbGradient(Backward pass, int example, int first) {
            multiply(pass.outputGradient(), pass.floats(factors), pass.inputGradient(), first);
        }

        private void multiply(float[] in, float[] factor, float[] out, int first) {
            for (int i = first; i < first + size(); i++) {
                out[i] = in[i] * factor[i];
            }
        }
    }
}
