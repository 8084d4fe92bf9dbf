package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.layers.noise.DropPath;
import cnn.zoo.block.BasicBlock;
import cnn.zoo.block.Bottleneck;
import cnn.zoo.block.ConvNorm;
import cnn.zoo.published.Timm;
import cnn.zoo.published.Torchvision;
import java.util.Arrays;
import java.util.List;

/**
 * The residual networks for ImageNet: a 7×7 convolution and pooling that bring 224×224 to 56×56, four stages of residual
 * blocks with 64, 128, 256 and 512 filters, global average pooling, scores. Depths 18 and 34 have {@linkplain BasicBlock basic
 * blocks}, the others {@linkplain Bottleneck bottlenecks}, which give four times the filters.
 *
 * <p>(224, 224, 3) → (1000) has, with millions of multiply-adds: 18: 11,689,512, 1,814; 34: 21,797,672, 3,664; 50:
 * 25,557,032, 4,089; 101: 44,549,160, 7,801; 152: 60,192,808, 11,514: torchvision's counts.
 *
 * <p>With {@code smallImages} the network begins with a 3×3 convolution of stride 1 and without pooling, as is usual for
 * images of 32×32: (32, 32, 3) → (10) at depth 18 has 11,173,962.
 *
 * <p>He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, table 1.
 *
 * @param depth layers with weights on the longest way: 18, 34, 50, 101 or 152
 * @param classes number of scores, 1 or more
 * @param smallImages whether it begins for images of about 32 pixels a side rather than 224
 * @param dropPath share of examples that the last block drops in training, in [0, 1); those before drop fewer
 */
@Id("resnet")
public record ResNet(@Default("50") int depth, @Default("1000") int classes, @Default("false") boolean smallImages,
        @Default("0") double dropPath) implements Block, Published {
    private static final int FIRST_DEEP = 50;

    public ResNet {
        blocks(depth); // refuses other depths
        Classes.check("ResNet", classes);
        DropPath.of(dropPath); // refuses what is no rate
    }

    /** For the thousand classes of ImageNet. */
    public static ResNet of(int depth) {
        return new ResNet(depth, 1000, false, 0);
    }

    /** For another number of classes. */
    public ResNet classes(int number) {
        return new ResNet(depth, number, smallImages, dropPath);
    }

    /** With or without the beginning for small images. */
    public ResNet smallImages(boolean small) {
        return new ResNet(depth, classes, small, dropPath);
    }

    /** With so large a share of examples dropped by the last block. */
    public ResNet dropPath(double rate) {
        return new ResNet(depth, classes, smallImages, rate);
    }

    private static int[] blocks(int depth) {
        return switch (depth) {
            case 18 -> new int[] {2, 2, 2, 2};
            case 34, FIRST_DEEP -> new int[] {3, 4, 6, 3};
            case 101 -> new int[] {3, 4, 23, 3};
            case 152 -> new int[] {3, 8, 36, 3};
            default -> throw Checks.depth("ResNet", "18, 34, 50, 101 or 152", depth, 18);
        };
    }

    @Override
    public List<PublishedNames> published() {
        int[] blocks = blocks(depth);
        boolean deep = depth >= FIRST_DEEP;
        return List.of(Torchvision.resNet(blocks, deep), Timm.resNet(blocks, deep));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("stem", (smallImages ? ConvNorm.of(64, 3) : ConvNorm.of(64, 7).stride(2)).activation(new Relu()));
        if (!smallImages) {
            in.add("pool1", MaxPool2d.of(3).stride(2).padding(Padding.of(1)));
        }
        int[] blocks = blocks(depth);
        DropRates drops = new DropRates(dropPath, Arrays.stream(blocks).sum());
        for (int stage = 0; stage < blocks.length; stage++) {
            int filters = 64 << stage;
            int stride = stage == 0 ? 1 : 2;
            in.add("stage" + (stage + 1), Stage.of(blocks[stage], i -> block(filters, i == 0 ? stride : 1, drops)));
        }
        in.add("pool2", new GlobalAveragePool2d());
        return in.add("scores", Dense.of(classes));
    }

    private Block block(int filters, int stride, DropRates drops) {
        return depth < FIRST_DEEP
                ? new BasicBlock(filters, stride, drops.next())
                : new Bottleneck(4 * filters, filters, stride, drops.next());
    }
}
