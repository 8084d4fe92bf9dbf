package cnn.bench.networks;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;

/**
 * Residual networks of two-layer blocks. Where a block changes the shape, a 1×1 convolution with batch normalisation
 * brings its input to the new one (the paper's option B). He, Zhang, Ren and Sun, "Deep residual learning for image
 * recognition", CVPR 2016.
 */
public final class ResNet {
    private final Network.Builder net;
    private Node end;

    private ResNet(Shape input, int filters, int kernel, int stride) {
        net = Network.builder(input);
        net.add(convolution(filters, kernel, stride));
        net.add(BatchNorm.of());
        end = net.add(new Relu());
    }

    /** ResNet-20 for CIFAR-10, section 4.2: (32, 32, 3) → (10), 272,474 parameters. */
    public static Network twenty() {
        ResNet resNet = new ResNet(Shape.image(32, 32, 3), 16, 3, 1);
        resNet.stage(16, 3, 1);
        resNet.stage(32, 3, 2);
        resNet.stage(64, 3, 2);
        return resNet.build(10);
    }

    /** ResNet-18 for ImageNet, table 1: (224, 224, 3) → (1000), 11,689,512 parameters. */
    public static Network eighteen() {
        ResNet resNet = new ResNet(Shape.image(224, 224, 3), 64, 7, 2);
        resNet.end = resNet.net.add(MaxPool2d.of(3).stride(2).padding(Padding.of(1)));
        resNet.stage(64, 2, 1);
        resNet.stage(128, 2, 2);
        resNet.stage(256, 2, 2);
        resNet.stage(512, 2, 2);
        return resNet.build(1000);
    }

    /** Blocks of which the first may halve the image. */
    private void stage(int filters, int blocks, int firstStride) {
        for (int i = 0; i < blocks; i++) {
            block(filters, i == 0 ? firstStride : 1);
        }
    }

    private void block(int filters, int stride) {
        Node shortcut = end;
        if (stride > 1 || end.output().channels() != filters) {
            net.add(convolution(filters, 1, stride), end);
            shortcut = net.add(BatchNorm.of());
        }
        net.add(convolution(filters, 3, stride), end);
        net.add(BatchNorm.of());
        net.add(new Relu());
        net.add(convolution(filters, 3, 1));
        Node branch = net.add(BatchNorm.of());
        net.add(new Add(), branch, shortcut);
        end = net.add(new Relu());
    }

    private static Conv2d convolution(int filters, int kernel, int stride) {
        return Conv2d.of(filters, kernel).stride(stride).padding(Padding.of(kernel / 2)).bias(false);
    }

    private Network build(int classes) {
        net.add(new GlobalAveragePool2d());
        net.add(Dense.of(classes));
        return net.build();
    }
}
