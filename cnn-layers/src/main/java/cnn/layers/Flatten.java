package cnn.layers;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * An image as a vector: (H, W, C) → (H · W · C), row by row, all channels of a pixel side by side. Any shape. A view:
 * nothing is copied.
 */
@Id("flatten")
public record Flatten() implements Layer {
    @Override
    public Bound bind(Binding in) {
        return Bound.view(Shape.vector(in.input().size()));
    }
}
