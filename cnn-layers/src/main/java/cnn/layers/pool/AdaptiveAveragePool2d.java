package cnn.layers.pool;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.Size;
import cnn.layers.resampling.Resampling;
import cnn.layers.resampling.SampledAxis;

/**
 * The mean of each feature map over as many regions as are wanted, so that images of any size give outputs of one:
 * (H, W, C) → (H', W', C) with H' × W' = {@code size}. Region (i, j) has the rows ⌊i · H / H'⌋ … ⌈(i + 1) · H / H'⌉ − 1 and
 * the columns likewise; regions overlap by a row or column where H' does not divide H.
 *
 * <p>PyTorch's AdaptiveAvgPool2d; of size 1 it is global average pooling that keeps the axes.
 *
 * @param size rows and columns of the output
 */
@Id("adaptive-average-pool2d")
public record AdaptiveAveragePool2d(Size size) implements Layer {
    /** To a square of so many rows and columns. */
    public static AdaptiveAveragePool2d of(int size) {
        return new AdaptiveAveragePool2d(Size.of(size));
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        Resampling.checkOutput(in, size.height(), size.width(), "Use a smaller size");
        return Resampling.bind(in, axis(new Region(image.height(), size.height())),
                axis(new Region(image.width(), size.width())));
    }

    private static SampledAxis axis(Region regions) {
        SampledAxis.Builder axis = new SampledAxis.Builder(regions.length(), regions.parts());
        for (int part = 0; part < regions.parts(); part++) {
            double share = 1.0 / (regions.end(part) - regions.start(part));
            for (int i = regions.start(part); i < regions.end(part); i++) {
                axis.add(i, share);
            }
            axis.next();
        }
        return axis.build();
    }
}
