package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;

/**
 * MobileNet-v1 1.0: a convolution, thirteen pairs of a depthwise 3×3 and a 1×1 convolution, each with batch normalisation and
 * ReLU, global average pooling, scores. (224, 224, 3) → (1000) has 4,231,976 parameters.
 *
 * <p>Howard and others, "MobileNets: efficient convolutional neural networks for mobile vision applications", 2017, table 1.
 *
 * @param classes number of scores, 1 or more
 */
@Id("mobilenet-v1")
public record MobileNetV1(@Default("1000") int classes) implements Block {
    private static final int[] FILTERS = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    private static final int[] STRIDES = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1};

    public MobileNetV1 {
        Classes.check("MobileNet", classes);
    }

    /** For the thousand classes of ImageNet. */
    public static MobileNetV1 of() {
        return new MobileNetV1(1000);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("stem", new Convolution(Convolution.plain(32, 3, 2)));
        for (int i = 0; i < FILTERS.length; i++) {
            in.add("pair" + (i + 1), new Pair(FILTERS[i], STRIDES[i]));
        }
        in.add("pool", new GlobalAveragePool2d());
        return in.add("scores", Dense.of(classes));
    }

    /** Each channel by itself, then all together. */
    private record Pair(int filters, int stride) implements Block {
        @Override
        public Signal expand(Expansion in) {
            in.add("depthwise", new Convolution(Convolution.plain(in.image().channels(), 3, stride)
                    .groups(in.image().channels())));
            return in.add("pointwise", new Convolution(Convolution.plain(filters, 1, 1)));
        }
    }
}
