package cnn.layers.shape;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.text.Count;

/**
 * Mixes groups of channels like cards: y[k · groups + g] = x[g · C / groups + k] for each position, so that what a grouped
 * convolution or a branch kept apart lies side by side. Any shape; channels are the last axis. Rejects channels that the
 * groups do not divide.
 *
 * <p>Zhang, Zhou, Lin and Sun, "ShuffleNet: an extremely efficient convolutional neural network for mobile devices", CVPR
 * 2018, section 3.1. PyTorch's ChannelShuffle.
 *
 * @param groups parts that are mixed, 1 or more
 */
@Id("channel-shuffle")
public record ChannelShuffle(int groups) implements Layer {
    public ChannelShuffle {
        if (groups < 1) {
            throw new IllegalArgumentException("ChannelShuffle groups is " + groups
                    + " but channels have at least 1 part. Give for example 2.");
        }
    }

    /** So many parts. */
    public static ChannelShuffle of(int groups) {
        return new ChannelShuffle(groups);
    }

    @Override
    public Bound bind(Binding in) {
        Shape shape = in.input();
        int channels = shape.channels();
        if (channels % groups != 0) {
            throw in.reject(Count.of(channels, "channel") + " cannot be cut into " + groups + " groups",
                    "Use a number of groups that divides the channels");
        }
        return Bound.of(shape, Selection.reordered(
                Shape.of(shape.size() / channels, groups, channels / groups), new int[] {0, 2, 1}));
    }
}
