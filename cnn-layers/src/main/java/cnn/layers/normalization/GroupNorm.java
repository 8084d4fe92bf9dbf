package cnn.layers.normalization;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.text.Count;

/**
 * Gives every group of channels mean 0 and variance 1 over an example, all positions together, then each channel a scale
 * and a shift that are learnt: y[i, j, c] = scale[c] · (x[i, j, c] − mean) / √(variance + epsilon) + shift[c], mean and
 * variance being those of the H · W · C / groups numbers of c's group; the variance divides by their number. The same in
 * training and in prediction, so that small batches do no harm.
 *
 * <p>Any shape: channels are the last axis of (H, W, C), or all of (features); group g has the channels
 * g · C / groups and those that follow. Parameters {@code scale} (C), 1 at first, and {@code shift} (C), 0 at first.
 * Rejects channels that cannot be cut into so many groups, and groups of a single number.
 *
 * <p>Wu and He, "Group normalization", ECCV 2018.
 *
 * @param groups parts of the channels, 1 or more
 * @param epsilon keeps the division from exploding, above 0
 */
@Id("group-norm")
public record GroupNorm(int groups, @Default("1.0e-5") double epsilon) implements Layer {
    public GroupNorm {
        if (groups < 1) {
            throw new IllegalArgumentException(
                    "GroupNorm needs at least 1 group but was given " + groups + ". Give for example 32.");
        }
        Checks.positive("GroupNorm", "epsilon", epsilon, "0.00001");
    }

    /** So many groups, epsilon 10⁻⁵. */
    public static GroupNorm of(int groups) {
        return new GroupNorm(groups, 1e-5);
    }

    /** With another epsilon. */
    public GroupNorm epsilon(double least) {
        return new GroupNorm(groups, least);
    }

    @Override
    public Bound bind(Binding in) {
        Shape shape = in.input();
        if (shape.channels() % groups != 0) {
            throw in.reject(Count.of(shape.channels(), "channel") + " cannot be cut into " + groups + " groups",
                    "Use a number of groups that divides the channels");
        }
        if (shape.size() == groups) {
            throw in.reject("a group has one number, which is its own mean, and every output would be the shift",
                    "Use fewer groups");
        }
        return Bound.of(shape, new GroupNormOp(in, groups, epsilon));
    }
}
