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
import org.jspecify.annotations.Nullable;

/**
 * Shakes numbers in training: y = x + deviation · n, n being normal with mean 0 and standard deviation 1, drawn for each
 * number; in prediction y = x. Any shape.
 *
 * <p>Bishop, "Training with noise is equivalent to Tikhonov regularization", Neural Computation 7, 1995.
 *
 * @param deviation standard deviation of the noise, in the units of the numbers, 0 or more
 */
@Id("gaussian-noise")
public record GaussianNoise(double deviation) implements Layer {
    public GaussianNoise {
        if (!(deviation >= 0 && (float) deviation <= LARGEST)) {
            throw new IllegalArgumentException("GaussianNoise deviation is " + deviation
                    + " but must be from 0 to 10^30. Give for example 0.1.");
        }
    }

    /** Nothing that is drawn is beyond 9 deviations, so that sums stay finite. */
    private static final float LARGEST = 1e30f;

    /** With the given standard deviation. */
    public static GaussianNoise of(double deviation) {
        return new GaussianNoise(deviation);
    }

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Shaking(in.input().size(), (float) deviation));
    }

    private static final class Shaking implements Op {
        private static final int COST = 30;

        private final int size;
        private final float deviation;
        private final ForwardTask forwardExample = this::forwardExample;
        private final BackwardTask backwardExample = this::backwardExample;

        Shaking(int size, float deviation) {
            this.size = size;
            this.deviation = deviation;
        }

        @Override
        public void forward(Forward pass) {
            pass.run(pass.batch(), (long) pass.batch() * size * (pass.training() ? COST : 1), forwardExample);
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
            float[] x = pass.input();
            float[] y = pass.output();
            int first = example * size;
            if (!pass.training()) {
                System.arraycopy(x, first, y, first, size);
                return;
            }
            long key = Rng.key(pass.randomKey(), example);
            for (int i = 0; i < size; i++) {
                y[first + i] = x[first + i] + deviation * (float) Normal.quantile(Normal.probability(Rng.bits(key, i)));
            }
        }

        private void backwardExample(Backward pass, int example) {
            System.arraycopy(pass.outputGradient(), example * size, pass.inputGradient(), example * size, size);
        }
    }
}
