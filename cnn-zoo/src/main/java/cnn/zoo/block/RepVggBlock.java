package cnn.zoo.block;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.activation.Relu;
import java.util.ArrayList;
import java.util.List;

/**
 * The block that trains with branches and predicts without: y = relu(norm(conv3×3(x)) + norm(conv1×1(x)) + norm(x)), the last
 * only where the output has the input's shape. In prediction all of it is one 3×3 convolution with ReLU. (H, W, C) →
 * (⌈H / stride⌉, ⌈W / stride⌉, filters). Its branches are {@code conv3x3}, {@code conv1x1} and {@code norm}.
 *
 * <p>Ding and others, "RepVGG: making VGG-style ConvNets great again", CVPR 2021, sections 3.2 and 3.3.
 *
 * @param filters channels of the output, 1 or more
 * @param stride of both convolutions, 1 or more
 * @param groups parts of both convolutions that do not see each other; they divide the filters and the channels
 */
@Id("rep-vgg-block")
public record RepVggBlock(int filters, @Default("1") int stride, @Default("1") int groups) implements Block {
    public RepVggBlock {
        Checks.atLeastOne("RepVggBlock", "filters", filters, 64);
        Checks.atLeastOne("RepVggBlock", "stride", stride, 1);
        if (groups < 1 || filters % groups != 0) {
            throw new IllegalArgumentException("RepVggBlock groups is " + groups + " but must divide the " + filters
                    + " filters. Give for example 1.");
        }
    }

    /** With so many filters, a stride of 1 and one group. */
    public static RepVggBlock of(int filters) {
        return new RepVggBlock(filters, 1, 1);
    }

    /** With another stride. */
    public RepVggBlock stride(int pixels) {
        return new RepVggBlock(filters, pixels, groups);
    }

    /** In another number of groups. */
    public RepVggBlock groups(int parts) {
        return new RepVggBlock(filters, stride, parts);
    }

    @Override
    public Signal expand(Expansion in) {
        List<Signal> branches = new ArrayList<>();
        branches.add(in.add("conv3x3", ConvNorm.of(filters, 3).stride(stride).groups(groups), in.input()));
        branches.add(in.add("conv1x1", ConvNorm.of(filters, 1).stride(stride).groups(groups), in.input()));
        if (stride == 1 && in.image().channels() == filters) {
            branches.add(in.add("norm", BatchNorm.of(), in.input()));
        }
        in.add("add", new Add(), branches.toArray(Signal[]::new));
        return in.add("relu", new Relu());
    }
}
