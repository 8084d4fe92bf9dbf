package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;

/**
 * LeNet-5 with what is usual today in place of its scaled tanh, trained pooling and radial basis outputs: ReLU, maximum
 * pooling, a dense layer. (28, 28, 1) → (10) has 61,706 parameters.
 *
 * <p>LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", Proceedings of the IEEE
 * 1998, section II.B.
 *
 * @param classes number of scores, 1 or more
 */
@Id("lenet5")
public record LeNet5(@Default("10") int classes) implements Block {
    public LeNet5 {
        Classes.check("LeNet-5", classes);
    }

    /** For ten classes. */
    public static LeNet5 of() {
        return new LeNet5(10);
    }

    /** For another number of classes. */
    public LeNet5 classes(int number) {
        return new LeNet5(number);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("conv1", Conv2d.of(6, 5).padding(Padding.of(2)));
        in.add("relu1", new Relu());
        in.add("pool1", MaxPool2d.of(2));
        in.add("conv2", Conv2d.of(16, 5));
        in.add("relu2", new Relu());
        in.add("pool2", MaxPool2d.of(2));
        in.add("flatten", new Flatten());
        in.add("dense1", Dense.of(120));
        in.add("relu3", new Relu());
        in.add("dense2", Dense.of(84));
        in.add("relu4", new Relu());
        return in.add("scores", Dense.of(classes));
    }
}
