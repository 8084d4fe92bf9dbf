package cnn.layers.pool;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * The highest number of each feature map: y[c] = max over (i, j) of x[i, j, c]. (H, W, C) → (C). The gradient goes to the
 * first maximum, row by row; a map with NaN in it gives NaN.
 *
 * <p>Oquab, Bottou, Laptev and Sivic, "Is object localization for free?", CVPR 2015.
 */
@Id("global-max-pool2d")
public record GlobalMaxPool2d() implements Layer {
    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        return Bound.of(Shape.vector(image.channels()), new RegionMaximum(image, 1, 1));
    }
}
