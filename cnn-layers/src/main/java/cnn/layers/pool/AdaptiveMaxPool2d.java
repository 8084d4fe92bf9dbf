package cnn.layers.pool;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.Size;
import cnn.layers.resampling.Resampling;

/**
 * The highest number of each feature map in as many regions as are wanted, so that images of any size give outputs of one:
 * (H, W, C) → (H', W', C) with H' × W' = {@code size}. Region (i, j) has the rows ⌊i · H / H'⌋ … ⌈(i + 1) · H / H'⌉ − 1 and
 * the columns likewise. The gradient goes to the first maximum, row by row; a region with NaN in it gives NaN.
 *
 * <p>PyTorch's AdaptiveMaxPool2d.
 *
 * @param size rows and columns of the output
 */
@Id("adaptive-max-pool2d")
public record AdaptiveMaxPool2d(Size size) implements Layer {
    /** To a square of so many rows and columns. */
    public static AdaptiveMaxPool2d of(int size) {
        return new AdaptiveMaxPool2d(Size.of(size));
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        Resampling.checkOutput(in, size.height(), size.width(), "Use a smaller size");
        return Bound.of(Shape.image(size.height(), size.width(), image.channels()),
                new RegionMaximum(image, size.height(), size.width()));
    }
}
