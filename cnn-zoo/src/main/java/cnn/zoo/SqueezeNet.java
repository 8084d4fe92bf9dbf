package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.Conv2d;
import cnn.layers.Dropout;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.activation.Relu;
import cnn.layers.init.TruncatedNormal;
import cnn.zoo.block.Fire;
import cnn.zoo.published.Torchvision;
import java.util.List;
import java.util.Set;

/**
 * SqueezeNet: a convolution, eight {@linkplain Fire fire modules}, pooling after some, dropout, a 1×1 convolution to the
 * classes, ReLU, the mean of each class' feature map. Images of 21×21 and more, version 1.1 of 17×17. Layers are numbered as
 * in the paper: {@code conv1}, {@code fire2} … {@code fire9}, {@code conv10}.
 *
 * <p>(224, 224, 3) → (1000) has, 1.0: 1,248,424 parameters and 819 million multiply-adds; 1.1: 1,235,496 and 349 million:
 * torchvision's counts. Weights of the last convolution begin as a truncated normal of deviation 0.01, near the normal one of the
 * authors: scores that begin below 0 have no gradient behind the last ReLU.
 *
 * <p>Iandola and others, "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and &lt;0.5MB model size", 2016, table
 * 1; 1.1 from the authors' repository, as accurate with 2.4 times less computation.
 *
 * @param version which of the two
 * @param classes number of scores, 1 or more
 * @param dropout share of values dropped before the last convolution, in [0, 1); 0 for no such layer
 */
@Id("squeezenet")
public record SqueezeNet(@Default("v1-1") Version version, @Default("1000") int classes,
        @Default("0.5") double dropout) implements Block, Published {
    /** Where the network begins and pools. */
    public enum Version {
        /** 96 filters of 7×7, pooling before the second, fifth and ninth layer. */
        V1_0(Conv2d.of(96, 7).stride(2), Set.of(1, 4, 8)),
        /** 64 filters of 3×3, pooling earlier. */
        V1_1(Conv2d.of(64, 3).stride(2), Set.of(1, 3, 5));

        private final Conv2d first;
        private final Set<Integer> pools;

        Version(Conv2d first, Set<Integer> pools) {
            this.first = first;
            this.pools = pools;
        }
    }

    private static final int LAST_FIRE = 9;

    public SqueezeNet {
        Classes.check("SqueezeNet", classes);
        Dropout.of(dropout); // refuses what is no rate
    }

    /** For the thousand classes of ImageNet. */
    public static SqueezeNet of(Version version) {
        return new SqueezeNet(version, 1000, 0.5);
    }

    /** For another number of classes. */
    public SqueezeNet classes(int number) {
        return new SqueezeNet(version, number, dropout);
    }

    /** With so large a share of values dropped before the last convolution. */
    public SqueezeNet dropout(double rate) {
        return new SqueezeNet(version, classes, rate);
    }

    @Override
    public List<PublishedNames> published() {
        return List.of(Torchvision.squeezeNet(version.pools));
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("conv1", version.first);
        in.add("relu1", new Relu());
        pool(in, 1);
        for (int number = 2; number <= LAST_FIRE; number++) {
            int step = number / 2; // 16 channels between and 64 of each kind behind more for every second module
            in.add("fire" + number, Fire.of(16 * step, 64 * step));
            pool(in, number);
        }
        if (dropout > 0) {
            in.add("dropout", Dropout.of(dropout));
        }
        in.add("conv10", Conv2d.of(classes, 1).init(TruncatedNormal.of(0.01)));
        in.add("relu10", new Relu());
        return in.add("pool10", new GlobalAveragePool2d());
    }

    private void pool(Expansion in, int behind) {
        if (version.pools.contains(behind)) {
            in.add("pool" + behind, MaxPool2d.of(3).stride(2).roundUp(true));
        }
    }
}
