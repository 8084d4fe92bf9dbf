package cnn.layers.shape;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.resampling.Resampling;
import cnn.layers.resampling.SampledAxis;

/**
 * Cuts pixels off: y[i, j, c] = x[i + top, j + left, c]. (H, W, C) → (H − top − bottom, W − left − right, C). Rejects cuts
 * that leave nothing.
 *
 * @param sides pixels cut off at each side
 */
@Id("crop2d")
public record Crop2d(Sides sides) implements Layer {
    /** So many at every side. */
    public static Crop2d of(int pixels) {
        return new Crop2d(Sides.of(pixels));
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        return Resampling.bind(in, axis(in, image.height(), sides.top(), sides.bottom(), "rows"),
                axis(in, image.width(), sides.left(), sides.right(), "columns"));
    }

    private static SampledAxis axis(Binding in, int length, int before, int after, String what) {
        long left = (long) length - before - after;
        if (left < 1) {
            throw in.reject(
                    "cutting off " + before + " and " + after + " of " + length + " " + what + " leaves nothing",
                    "Cut off " + (length - 1) + " at most");
        }
        return SampledAxis.picking(length, (int) left, position -> position + before);
    }
}
