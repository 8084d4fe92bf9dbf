package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Gives every channel mean 0 and variance 1, then a scale and a shift that are learnt:
 * y = scale · (x − mean) / √(variance + epsilon) + shift.
 *
 * <p>In training, mean and variance are those of the batch, over its examples and all positions; the variance divides
 * by their number n. In prediction they are running ones, which every training step moves:
 * running ← momentum · running + (1 − momentum) · batch's, where the variance divides by n − 1, as PyTorch has it
 * (ONNX divides by n here, too). PyTorch's {@code momentum} is 1 − this one.
 *
 * <p>Where training freezes its running mean and variance, it works as in prediction: it uses them and does not move
 * them, whether or not scale and shift learn.
 *
 * <p>A single value has the mean of itself and no variance, and every output would be the shift: where a channel has one
 * position, as behind flatten, batches in training need 2 examples or more, the last of an epoch included.
 *
 * <p>Any shape: channels are the last axis of (H, W, C), or each feature of (features). Parameters {@code scale} (C), 1
 * at first, and {@code shift} (C), 0 at first; states {@code mean} (C) and {@code variance} (C).
 *
 * <p>Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift",
 * ICML 2015.
 *
 * @param momentum share of the running mean and variance that stays in a step, in [0, 1)
 * @param epsilon keeps the division from exploding, above 0
 */
@Id("batch-norm")
public record BatchNorm(@Default("0.9") double momentum, @Default("1.0e-5") double epsilon) implements Layer {
    public BatchNorm {
        if (!(momentum >= 0 && (float) momentum < 1)) {
            throw new IllegalArgumentException("BatchNorm momentum is " + momentum
                    + " but must be in [0, 1), the share that stays, and so far below 1 that running numbers move. "
                    + "Give for example 0.9.");
        }
        if (!((float) epsilon > 0 && (float) epsilon < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "BatchNorm epsilon is " + epsilon + " but must be above 0"
                            + (epsilon > 0 ? " and finite, as a float too" : "") + ". Give for example 0.00001.");
        }
    }

    /** Momentum 0.9, epsilon 10⁻⁵. */
    public static BatchNorm of() {
        return new BatchNorm(0.9, 1e-5);
    }

    /** With another momentum. */
    public BatchNorm momentum(double share) {
        return new BatchNorm(share, epsilon);
    }

    /** With another epsilon. */
    public BatchNorm epsilon(double least) {
        return new BatchNorm(momentum, least);
    }

    @Override
    public Bound bind(Binding in) {
        boolean onePosition = in.input().size() == in.input().channels();
        return Bound.of(in.input(), new BatchNormOp(this, in)).leastBatch(onePosition ? 2 : 1);
    }
}
