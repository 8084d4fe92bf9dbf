package cnn.layers.noise;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Pass;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
        Rate.check("DropPath", rate);
    }

    /** Drops the given share of examples. */
    public static DropPath of(double rate) {
        return new DropPath(rate);
    }

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Dropping(in.input().size(), (float) rate));
    }

    private static final class Dropping implements Op {
        private final int size;
        private final float rate;
        private final float kept;
        private final ForwardTask forwardExample = this::forwardExample;
        private final BackwardTask backwardExample = this::backwardExample;

        Dropping(int size, float rate) {
            this.size = size;
            this.rate = rate;
            kept = 1 / (1 - rate);
        }

        @Override
        public void forward(Forward pass) {
            pass.run(pass.batch(), (long) pass.batch() * size, forwardExample);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                pass.run(pass.batch(), (long) pass.batch() * size, backwardExample);
            }
        }

        @Override
        public @Nullable Epilogue epilogue(Epilogue.Place place) {
            return place.training() ? null : new Epilogue.Identity();
        }

        private void forwardExample(Forward pass, int example) {
            keepOrDrop(pass, example, pass.input(), pass.output());
        }

        private void backwardExample(Backward pass, int example) {
            keepOrDrop(pass, example, pass.outputGradient(), pass.inputGradient());
        }

        /** The key is the same in both passes, and so is the choice. */
        private void keepOrDrop(Pass pass, int example, float[] from, float[] to) {
            int first = example * size;
            if (!pass.training()) {
                System.arraycopy(from, first, to, first, size);
            } else if (Rng.uniform(pass.randomKey(), example) < rate) {
                Arrays.fill(to, first, first + size, 0);
            } else {
                for (int i = first; i < first + size; i++) {
                    to[i] = kept * from[i];
                }
            }
        }
    }
}
