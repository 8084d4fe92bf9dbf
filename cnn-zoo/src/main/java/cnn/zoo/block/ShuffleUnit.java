package cnn.zoo.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Concat;
import cnn.layers.activation.Relu;
import cnn.layers.block.Sequential;
import cnn.layers.shape.ChannelShuffle;
import cnn.layers.shape.ChannelSlice;
import java.util.List;

/**
 * ShuffleNet-v2's unit. With stride 1 half of the channels stay as they are and the other half goes through a 1×1, a
 * depthwise 3×3 and a 1×1 convolution; with a larger one all channels go through these, and beside them through a
 * depthwise 3×3 and a 1×1 convolution. Both halves are put side by side and their channels shuffled, so that the next unit
 * mixes them. (H, W, C) → (⌈H / stride⌉, ⌈W / stride⌉, filters); with stride 1 filters are C.
 *
 * <p>Ma, Zhang, Zheng and Sun, "ShuffleNet V2: practical guidelines for efficient CNN architecture design", ECCV 2018,
 * figure 3 (c) and (d).
 *
 * @param filters channels of the output, even
 * @param stride of the depthwise convolutions, 1 or more
 */
@Id("shuffle-unit")
public record ShuffleUnit(int filters, @Default("1") int stride) implements Block {
    public ShuffleUnit {
        if (filters < 2 || filters % 2 != 0) {
            throw new IllegalArgumentException("ShuffleUnit filters is " + filters
                    + " but an even number is needed, of which each branch gives half. Give for example 116.");
        }
        Checks.atLeastOne("ShuffleUnit", "stride", stride, 1);
    }

    /** With so many channels, stride 1. */
    public static ShuffleUnit of(int filters) {
        return new ShuffleUnit(filters, 1);
    }

    /** With another stride. */
    public ShuffleUnit stride(int pixels) {
        return new ShuffleUnit(filters, pixels);
    }

    @Override
    public Signal expand(Expansion in) {
        int channels = in.image().channels();
        if (stride == 1 && channels != filters) {
            throw in.reject("with stride 1 it keeps the channels, but was given " + channels + " and is to give "
                    + filters, "Give it " + channels + " filters, or a stride of 2");
        }
        int half = filters / 2;
        Entry reduce = Entry.of("reduce", ConvNorm.of(half, 1).activation(new Relu()));
        Entry depthwise = Entry.of("depthwise", ConvNorm.of(half, 3).stride(stride).groups(half));
        Entry expand = Entry.of("expand", ConvNorm.of(half, 1).activation(new Relu()));
        Signal beside = in.add("branch1", stride == 1
                ? ChannelSlice.of(0, half)
                : new Sequential(List.of(
                        Entry.of("depthwise", ConvNorm.of(channels, 3).stride(stride).groups(channels)), expand)),
                in.input());
        Signal through = stride == 1 ? in.add("take", ChannelSlice.of(half, half), in.input()) : in.input();
        Signal end = in.add("branch2", new Sequential(List.of(reduce, depthwise, expand)), through);
        in.add("concat", new Concat(), beside, end);
        return in.add("shuffle", ChannelShuffle.of(2));
    }
}
