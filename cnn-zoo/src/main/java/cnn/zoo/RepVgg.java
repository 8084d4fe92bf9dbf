package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.zoo.block.RepVggBlock;
import cnn.zoo.published.Timm;
import java.util.List;

/**
 * RepVGG: rows of {@link RepVggBlock}s, which train with three branches and predict as plain 3×3 convolutions; global average
 * pooling, scores. A stem and four stages, each of which halves height and width first. The model file keeps the branches;
 * whoever predicts merges them.
 *
 * <p>(224, 224, 3) → (1000) has while training, and once merged, parameters:
 * <table>
 * <caption>Parameters, in millions as published</caption>
 * <tr><th>variant</th><th>training</th><th>merged</th></tr>
 * <tr><td>A0</td><td>9,108,968 (9.11)</td><td>8,309,384 (8.31)</td></tr>
 * <tr><td>A1</td><td>14,092,264 (14.09)</td><td>12,789,864 (12.79)</td></tr>
 * <tr><td>A2</td><td>28,210,600 (28.21)</td><td>25,499,944 (25.50)</td></tr>
 * <tr><td>B0</td><td>15,817,960 (15.82)</td><td>14,339,048 (14.34)</td></tr>
 * </table>
 *
 * <p>Ding and others, "RepVGG: making VGG-style ConvNets great again", CVPR 2021, tables 2 and 3.
 *
 * @param variant how deep and wide it is
 * @param classes number of scores, 1 or more
 */
@Id("rep-vgg")
public record RepVgg(@Default("a0") Variant variant, @Default("1000") int classes) implements Block, Published {
    /** The networks of the paper that have no groups, by depth and width. */
    public enum Variant {
        /** 2, 4, 14 and 1 blocks of 48, 96, 192 and 1280 filters. */
        A0(new int[] {2, 4, 14, 1}, new int[] {48, 96, 192, 1280}),
        /** 2, 4, 14 and 1 blocks of 64, 128, 256 and 1280 filters. */
        A1(new int[] {2, 4, 14, 1}, new int[] {64, 128, 256, 1280}),
        /** 2, 4, 14 and 1 blocks of 96, 192, 384 and 1408 filters. */
        A2(new int[] {2, 4, 14, 1}, new int[] {96, 192, 384, 1408}),
        /** 4, 6, 16 and 1 blocks of 64, 128, 256 and 1280 filters. */
        B0(new int[] {4, 6, 16, 1}, new int[] {64, 128, 256, 1280});

        private final int[] blocks;
        private final int[] filters;

        Variant(int[] blocks, int[] filters) {
            this.blocks = blocks;
            this.filters = filters;
        }
    }

    private static final int MOST_STEM_FILTERS = 64;

    public RepVgg {
        Classes.check("RepVGG", classes);
    }

    /** A0, the smallest, for the thousand classes of ImageNet. */
    public static RepVgg of() {
        return of(Variant.A0);
    }

    /** For the thousand classes of ImageNet. */
    public static RepVgg of(Variant variant) {
        return new RepVgg(variant, 1000);
    }

    /** For another number of classes. */
    public RepVgg classes(int number) {
        return new RepVgg(variant, number);
    }

    @Override
    public List<PublishedNames> published() {
        return List.of(Timm.repVgg(variant.blocks));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("stem", RepVggBlock.of(Math.min(MOST_STEM_FILTERS, variant.filters[0])).stride(2));
        for (int i = 0; i < variant.blocks.length; i++) {
            RepVggBlock block = RepVggBlock.of(variant.filters[i]);
            in.add("stage" + (i + 1), Stage.of(variant.blocks[i], index -> block.stride(index == 0 ? 2 : 1)));
        }
        return Head.average(in, 0, classes);
    }
}
