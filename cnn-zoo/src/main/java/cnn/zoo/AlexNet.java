package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.zoo.published.Torchvision;
import java.util.List;

/**
 * AlexNet in one tower: five convolutions of 64, 192, 384, 256 and 256 filters, the first 11×11 with stride 4, pooling 3×3
 * behind the first, second and fifth; two dense layers with dropout before, scores. Images of 63×63 and more; what is left of
 * them is brought to 6×6. (224, 224, 3) → (1000) has 61,100,840 parameters and 714,188,480 multiply-adds: torchvision's
 * counts. The network of 2012 had its convolutions on two devices, 96 filters in the first, and local response normalisation.
 *
 * <p>Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014, after Krizhevsky, Sutskever and
 * Hinton, "ImageNet classification with deep convolutional neural networks", NIPS 2012.
 *
 * @param classes number of scores, 1 or more
 * @param hidden units of each of the two dense layers, 1 or more; with few classes fewer will do
 * @param dropout share of values dropped before each of them, in [0, 1); 0 for no such layers
 */
@Id("alexnet")
public record AlexNet(@Default("1000") int classes, @Default("4096") int hidden, @Default("0.5") double dropout)
        implements
            Block,
            Published {
    private static final int SIDE = 6;

    public AlexNet {
        Classes.check("AlexNet", classes);
        Checks.atLeastOne("AlexNet", "hidden", hidden, 4096);
        Dropout.of(dropout); // refuses what is no rate
    }

    /** For the thousand classes of ImageNet. */
    public static AlexNet of() {
        return new AlexNet(1000, 4096, 0.5);
    }

    /** For another number of classes. */
    public AlexNet classes(int number) {
        return new AlexNet(number, hidden, dropout);
    }

    /** With so many units in each of the two dense layers. */
    public AlexNet hidden(int units) {
        return new AlexNet(classes, units, dropout);
    }

    /** With so large a share of values dropped before the dense layers. */
    public AlexNet dropout(double rate) {
        return new AlexNet(classes, hidden, rate);
    }

    @Override
    public List<PublishedNames> published() {
        return List.of(Torchvision.alexNet());
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        conv(in, 1, Conv2d.of(64, 11).stride(4).padding(Padding.of(2)));
        in.add("pool1", MaxPool2d.of(3).stride(2));
        conv(in, 2, Conv2d.of(192, 5).padding(Padding.of(2)));
        in.add("pool2", MaxPool2d.of(3).stride(2));
        conv(in, 3, Conv2d.of(384, 3).padding(Padding.of(1)));
        conv(in, 4, Conv2d.of(256, 3).padding(Padding.of(1)));
        conv(in, 5, Conv2d.of(256, 3).padding(Padding.of(1)));
        Head.flatten(in, in.add("pool5", MaxPool2d.of(3).stride(2)), SIDE);
        for (int i = 1; i <= 2; i++) {
            if (dropout > 0) {
                in.add("dropout" + i, Dropout.of(dropout));
            }
            in.add("dense" + i, Dense.of(hidden));
            in.add("dense" + i + "-relu", new Relu());
        }
        return in.add("scores", Dense.of(classes));
    }

    private static void conv(Expansion in, int number, Conv2d conv) {
        in.add("conv" + number, conv);
        in.add("relu" + number, new Relu());
    }
}
