package cnn.layers.noise;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Pass;
import cnn.layers.chance.NoiseOp;
import cnn.layers.chance.Rate;
import java.util.Arrays;

/**
 * Drops a whole branch by chance, for each example: in training all of an example's y is 0 with probability {@code rate}
 * and otherwise x / (1 − rate), so that the mean stays; in prediction y = x. Any shape. As the last layer in the body of a
 * residual block it is stochastic depth: the example then takes the shortcut alone.
 *
 * <p>Huang, Sun, Liu, Sedra and Weinberger, "Deep networks with stochastic depth", ECCV 2016, where the whole batch is
 * dropped; Larsson, Maire and Shakhnarovich, "FractalNet", ICLR 2017, for the name.
 *
 * @param rate share of examples that is dropped, in [0, 1)
 */
@Id("drop-path")
public record DropPath(double rate) implements Layer {
    public DropPath {
        Rate.check("DropPath", rate, 0.1);
    }

    /** Drops the given share of examples. */
    public static DropPath of(double rate) {
        return new DropPath(rate);
    }

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Dropping(in.input().size(), (float) rate));
    }

    private static final class Dropping extends NoiseOp {
        private final float rate;
        private final float kept;

        Dropping(int size, float rate) {
            super(size, 1);
            this.rate = rate;
            kept = 1 / (1 - rate);
        }

        @Override
        protected void disturb(Forward pass, int example, int first) {
            keepOrDrop(pass, example, first, pass.input(), pass.output());
        }

        @Override
        protected void disturbGradient(Backward pass, int example, int first) {
            keepOrDrop(pass, example, first, pass.outputGradient(), pass.inputGradient());
        }

        /** The key is the same in both passes, and so is the choice. */
        private void keepOrDrop(Pass pass, int example, int first, float[] from, float[] to) {
            if (Rng.uniform(pass.randomKey(), example) < rate) {
                Arrays.fill(to, first, first + size(), 0);
            } else {
                for (int i = first; i < first + size(); i++) {
                    to[i] = kept * from[i];
                }
            }
        }
    }
}
