package cnn.testkit;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import java.util.List;

/**
 * A layer with inputs that it takes: one row of a {@link LayerContract}.
 *
 * @param layer the layer's record
 * @param inputs shapes of one example of each input
 * @param low least input value
 * @param high greatest input value
 * @param random whether the layer draws numbers in training, as dropout does
 */
public record LayerCase(Layer layer, List<Shape> inputs, float low, float high, boolean random) {
    public LayerCase {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty() || !(low < high)) {
            throw new IllegalArgumentException("A layer case needs at least one input shape and values from low to "
                    + "high, but was given " + inputs + " and " + low + " to " + high + ".");
        }
    }

    /** A layer and the shapes of its inputs, with values from −2 to 2. */
    public static LayerCase of(Layer layer, Shape... inputs) {
        return new LayerCase(layer, List.of(inputs), -2, 2, false);
    }

    /** Input values of another range: for a layer that takes logarithms, say. */
    public LayerCase between(float least, float greatest) {
        return new LayerCase(layer, inputs, least, greatest, random);
    }

    /** Says that the layer draws numbers in training: another key must then give another output. */
    public LayerCase withChance() {
        return new LayerCase(layer, inputs, low, high, true);
    }

    /** {@code Scale[factor=2.0] on (5, 4, 3)}. */
    @Override
    public String toString() {
        return layer + " on " + BoundLayer.list(inputs);
    }
}
