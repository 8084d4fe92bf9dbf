package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;

/**
 * ResNet-18: a 7×7 convolution and pooling that bring 224×224 to 56×56, four stages of two basic blocks with 64, 128, 256 and
 * 512 filters, global average pooling, scores. (224, 224, 3) → (1000) has 11,689,512 parameters.
 *
 * <p>He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, table 1.
 *
 * @param classes number of scores, 1 or more
 */
@Id("resnet18")
public record ResNet18(@Default("1000") int classes) implements Block {
    public ResNet18 {
        Classes.check("ResNet-18", classes);
    }

    /** For the thousand classes of ImageNet. */
    public static ResNet18 of() {
        return new ResNet18(1000);
    }

    @Override
    public Signal expand(Expansion in) {
        in.image();
        in.add("stem", new Convolution(Convolution.plain(64, 7, 2)));
        in.add("pool1", MaxPool2d.of(3).stride(2).padding(Padding.of(1)));
        in.add("stage1", BasicBlock.stage(64, 2, 1));
        in.add("stage2", BasicBlock.stage(128, 2, 2));
        in.add("stage3", BasicBlock.stage(256, 2, 2));
        in.add("stage4", BasicBlock.stage(512, 2, 2));
        in.add("pool2", new GlobalAveragePool2d());
        return in.add("scores", Dense.of(classes));
    }
}
