package cnn.layers.shape;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.Size;
import cnn.layers.resampling.Resampling;
import cnn.layers.resampling.SampledAxis;

/**
 * An image enlarged by whole factors: (H, W, C) → (H · factor, W · factor, C). To the nearest pixel,
 * y[i, j, c] = x[⌊i / factor⌋, ⌊j / factor⌋, c]; or bilinear, a pixel at (i + 1/2) / factor − 1/2 of the image being mixed
 * of the two beside it along each axis, the nearer the more, and of one alone beyond the image's edge. A factor may differ
 * between rows and columns.
 *
 * <p>ONNX's Resize in the modes nearest and linear, with half_pixel coordinates; PyTorch's Upsample without
 * align_corners.
 *
 * @param factor how many times as high and as wide
 * @param mode how pixels between pixels are found
 */
@Id("upsample2d")
public record Upsample2d(Size factor, @Default("nearest") Mode mode) implements Layer {
    /** How pixels between pixels are found. */
    public enum Mode {
        /** The nearest pixel. */
        NEAREST,
        /** Mixed of the four around. */
        BILINEAR
    }

    /** So many times as high and as wide, to the nearest pixel. */
    public static Upsample2d of(int factor) {
        return of(Size.of(factor));
    }

    /** So many times as high and as wide, to the nearest pixel. */
    public static Upsample2d of(Size factor) {
        return new Upsample2d(factor, Mode.NEAREST);
    }

    /** With another mode. */
    public Upsample2d mode(Mode between) {
        return new Upsample2d(factor, between);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        Resampling.checkOutput(in, (long) image.height() * factor.height(), (long) image.width() * factor.width(),
                "Use a smaller factor");
        return Resampling.bind(in, axis(image.height(), factor.height()), axis(image.width(), factor.width()));
    }

    private SampledAxis axis(int length, int times) {
        int out = length * times;
        if (mode == Mode.NEAREST) {
            return SampledAxis.picking(length, out, position -> position / times);
        }
        SampledAxis.Builder axis = new SampledAxis.Builder(length, out);
        for (int i = 0; i < out; i++) {
            double at = Math.clamp((i + 0.5) / times - 0.5, 0, length - 1);
            int below = (int) at;
            double above = at - below;
            axis.add(below, 1 - above);
            if (above > 0) {
                axis.add(below + 1, above);
            }
            axis.next();
        }
        return axis.build();
    }
}
