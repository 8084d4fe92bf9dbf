package cnn.layers.noise;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.layers.chance.NoiseOp;

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

    private static final class Shaking extends NoiseOp {
        private static final int COST = 30;

        private final float deviation;

        Shaking(int size, float deviation) {
            super(size, COST);
            this.deviation = deviation;
        }

        @Override
        protected void disturb(Forward pass, int example, int first) {
            float[] x = pass.input();
            float[] y = pass.output();
            long key = Rng.key(pass.randomKey(), example);
            for (int i = 0; i < size(); i++) {
                y[first + i] = x[first + i] + deviation * (float) Normal.quantile(Normal.probability(Rng.bits(key, i)));
            }
        }

        @Override
        protected void disturbGradient(Backward pass, int example, int first) {
            System.arraycopy(pass.outputGradient(), first, pass.inputGradient(), first, size());
        }
    }
}
