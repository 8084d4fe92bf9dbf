package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.block.Sequential;
import cnn.layers.init.TruncatedNormal;
import cnn.layers.noise.DropPath;
import cnn.layers.normalization.LayerNorm;
import cnn.zoo.block.ConvNextBlock;
import cnn.zoo.published.Timm;
import cnn.zoo.published.Torchvision;
import java.util.List;

/**
 * ConvNeXt: patches of 4×4 pixels, four stages of {@linkplain ConvNextBlock blocks}, each with twice the channels of the one
 * before and half its height and width, global average pooling, layer normalisation, scores. Images of 32×32 and more.
 *
 * <p>(224, 224, 3) → (1000) has, tiny: 28,589,128 parameters and 4,456 million multiply-adds; small, blocks
 * [3, 3, 27, 3]: 50,223,688 and 8,684; base, the same blocks and 128 channels: 88,591,464 and 15,355; large, 192 channels:
 * 197,767,336 and 34,361: torchvision's counts. The paper drops 0.1, 0.4, 0.5 and 0.5 of the examples in the last block.
 *
 * <p>Liu and others, "A ConvNet for the 2020s", CVPR 2022, section 3.
 *
 * @param channels of the first stage, 1 or more; each further stage has twice as many
 * @param blocks how many each stage has, 1 or more each; as many stages as there are numbers
 * @param classes number of scores, 1 or more
 * @param dropPath share of examples that the last block drops in training, in [0, 1); those before drop fewer
 */
@Id("convnext")
public record ConvNext(@Default("96") int channels, @Default("[3, 3, 9, 3]") List<Integer> blocks,
        @Default("1000") int classes, @Default("0.1") double dropPath) implements Block, Published {
    private static final int MOST_STAGES = 8;
    private static final TruncatedNormal START = TruncatedNormal.of(0.02);

    public ConvNext {
        Checks.atLeastOne("ConvNext", "channels", channels, 96);
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty() || blocks.size() > MOST_STAGES || blocks.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("ConvNext blocks is " + blocks + " but must name from 1 to "
                    + MOST_STAGES + " stages of 1 block or more each. Give for example [3, 3, 9, 3].");
        }
        Classes.check("ConvNext", classes);
        DropPath.of(dropPath); // refuses what is no rate
    }

    /** ConvNeXt-T for the thousand classes of ImageNet. */
    public static ConvNext of() {
        return new ConvNext(96, List.of(3, 3, 9, 3), 1000, 0.1);
    }

    /** With so many channels in the first stage. */
    public ConvNext channels(int first) {
        return new ConvNext(first, blocks, classes, dropPath);
    }

    /** With so many blocks in each stage. */
    public ConvNext blocks(Integer... numbers) {
        return new ConvNext(channels, List.of(numbers), classes, dropPath);
    }

    /** For another number of classes. */
    public ConvNext classes(int number) {
        return new ConvNext(channels, blocks, number, dropPath);
    }

    /** With so large a share of examples dropped by the last block. */
    public ConvNext dropPath(double rate) {
        return new ConvNext(channels, blocks, classes, rate);
    }

    @Override
    public List<PublishedNames> published() {
        int[] numbers = blocks.stream().mapToInt(Integer::intValue).toArray();
        return List.of(Torchvision.convNext(numbers), Timm.convNext(numbers));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("stem", new Sequential(List.of(Entry.of("conv", patches(channels, 4)), Entry.of("norm", norm()))));
        DropRates drops = new DropRates(dropPath, blocks.stream().mapToInt(number -> number).sum());
        int filters = channels;
        for (int i = 0; i < blocks.size(); i++) {
            if (i > 0) {
                filters = Math.multiplyExact(2, filters);
                in.add("downsample" + (i + 1), new Sequential(List.of(Entry.of("norm", norm()),
                        Entry.of("conv", patches(filters, 2)))));
            }
            in.add("stage" + (i + 1), Stage.of(blocks.get(i),
                    block -> ConvNextBlock.of().dropPath(drops.next())));
        }
        in.add("pool", new GlobalAveragePool2d());
        in.add("norm", norm());
        return in.add("scores", Dense.of(classes).init(START));
    }

    /** Squares side by side. */
    private static Conv2d patches(int filters, int side) {
        return Conv2d.of(filters, side).stride(side).init(START);
    }

    private static LayerNorm norm() {
        return LayerNorm.of().epsilon(1e-6);
    }
}
