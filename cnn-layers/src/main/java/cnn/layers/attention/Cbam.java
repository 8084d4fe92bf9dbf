package cnn.layers.attention;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Signal;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Conv2d;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.Multiply;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Sigmoid;
import cnn.layers.pool.ChannelPool;
import cnn.layers.pool.GlobalMaxPool2d;
import cnn.layers.shape.Crop2d;
import cnn.layers.shape.Reshape;
import cnn.layers.shape.Sides;

/**
 * Convolutional block attention: weighs channels by what the whole image shows, then places by what their channels show.
 * The channels' weights are sigmoid(M(mean) + M(maximum)) of each feature map's mean and maximum, M being two fully
 * connected layers, the same for both, with ReLU between; those of the places are the sigmoid of a convolution over each
 * pixel's mean and maximum, with batch normalisation. (H, W, C) → (H, W, C).
 *
 * <p>It has 2 · C² / r + C + C / r parameters for the channels, and 2 · kernel² + 2 for the places: ResNet-50 with one in each
 * of its sixteen blocks has 28,089,624, the 28.09 million of the paper's table 4.
 *
 * <p>Woo, Park, Lee and Kweon, "CBAM: convolutional block attention module", ECCV 2018.
 *
 * @param reduction r, what the channels are divided by, 1 or more
 * @param kernel rows and columns of the convolution over places, odd
 */
@Id("cbam")
public record Cbam(@Default("16") int reduction, @Default("7") int kernel) implements Block {
    public Cbam {
        Reduction.check("Cbam", reduction);
        if (kernel < 1 || kernel % 2 == 0) {
            throw new IllegalArgumentException("Cbam kernel is " + kernel
                    + " but an odd one is needed, which has a pixel in its middle. Give for example 7.");
        }
    }

    /** Channels divided by 16, a 7×7 kernel. */
    public static Cbam of() {
        return new Cbam(16, 7);
    }

    /** With channels divided by another number. */
    public Cbam reduction(int divisor) {
        return new Cbam(divisor, kernel);
    }

    /** With another kernel over places. */
    public Cbam kernel(int pixels) {
        return new Cbam(reduction, pixels);
    }

    @Override
    public Signal expand(Expansion in) {
        int channels = in.image().channels();
        Signal mean = in.add("mean", new GlobalAveragePool2d(), in.input());
        Signal maximum = in.add("maximum", new GlobalMaxPool2d(), in.input());
        in.add("both", new Concat(), mean, maximum);
        in.add("pixels", Reshape.of(1, 2, channels)); // one layer for both: they are two pixels of a 1×1 convolution
        in.add("reduce", Conv2d.of(Reduction.of(channels, reduction, 1), 1));
        in.add("relu", new Relu());
        Signal scores = in.add("expand", Conv2d.of(channels, 1));
        Signal ofMean = in.add("of-mean", new Crop2d(new Sides(0, 0, 0, 1)), scores);
        Signal ofMaximum = in.add("of-maximum", new Crop2d(new Sides(0, 1, 0, 0)), scores);
        in.add("sum", new Add(), ofMean, ofMaximum);
        Signal byChannel = in.add("channel-gate", new Sigmoid());
        Signal weighed = in.add("weigh-channels", new Multiply(), in.input(), byChannel);

        Signal highest = in.add("pixel-maximum", new ChannelPool(ChannelPool.Statistic.MAXIMUM), weighed);
        Signal average = in.add("pixel-mean", new ChannelPool(ChannelPool.Statistic.MEAN), weighed);
        in.add("places", new Concat(), highest, average);
        in.add("conv", Conv2d.of(1, kernel).padding(Padding.SAME).bias(false));
        in.add("norm", BatchNorm.of().momentum(0.99));
        Signal byPlace = in.add("place-gate", new Sigmoid());
        return in.add("weigh-places", new Multiply(), weighed, byPlace);
    }
}
