package cnn.layers.shape;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.Size;
import cnn.layers.resampling.Resampling;
import org.jspecify.annotations.Nullable;

/**
 * An image of another size: (H, W, C) → (height, width, C). Each output row and column stands at a place of the input, which
 * {@code places} says; what is there is the nearest pixel, or mixed of 2 pixels along each axis, or of 4 by a cubic. Beyond the image's
 * edge lies the pixel at the edge.
 *
 * <p>With s = {@code scale}, or else output size / input size, output i stands at (i + 1/2) / s − 1/2 (half-pixel, and what it is if
 * nothing is said), at 0 if it is the only one and else there (pytorch-half-pixel), at i / s (asymmetric), at
 * i · (H − 1) / (s·H − 1) (align-corners), at (i + 1/2) / s (tf-half-pixel-for-nn), half-pixel with the middles of both images
 * brought together (half-pixel-symmetric), or evenly from end to end of {@code region} (crop-and-resize), beyond the image being
 * {@code extrapolation}.
 *
 * <p>ONNX's Resize, whose description its options follow. Cubics: Keys, "Cubic convolution interpolation for digital image
 * processing", IEEE Transactions on Acoustics, Speech, and Signal Processing 29, 1981.
 *
 * @param size of the output
 * @param mode how pixels between pixels are found
 * @param places where output pixels stand
 * @param rounding which pixel is the nearest, in mode nearest
 * @param scale times as high and as wide, where that is not size / input size, because sizes were rounded
 * @param antialias whether an image that shrinks is mixed of all pixels, not in mode nearest
 * @param cubic the cubic's slope at its first zero, from −1 to 0: −0.75 as in PyTorch, or −0.5
 * @param excludeOutside whether pixels beyond the edge count nothing, rather than being those at the edge
 * @param region what is cut out, with places crop-and-resize
 * @param extrapolation number beyond the image, with places crop-and-resize
 */
@Id("resize2d")
public record Resize2d(Size size, @Default("nearest") Mode mode, @Default("half-pixel") Places places,
        @Default("round-prefer-floor") Rounding rounding, @Nullable Scale scale, @Default("false") boolean antialias,
        @Default("-0.75") double cubic, @Default("false") boolean excludeOutside, @Default("0,0,1,1") Region region,
        @Default("0") double extrapolation) implements Layer {
    /** How pixels between pixels are found. */
    public enum Mode {
        /** The nearest pixel. */
        NEAREST,
        /** Mixed of the two beside along each axis. */
        LINEAR,
        /** Mixed of the four beside along each axis. */
        CUBIC
    }

    /** Where output pixels stand in the input: ONNX's coordinate_transformation_mode. */
    public enum Places {
        /** Pixels are squares, and both images fill one. */
        HALF_PIXEL,
        /** The same, but a single output pixel stands at the edge. */
        PYTORCH_HALF_PIXEL,
        /** Pixels are points, and the first ones lie on each other. */
        ASYMMETRIC,
        /** Pixels are points, and first and last ones lie on each other. */
        ALIGN_CORNERS,
        /** Half a pixel beyond {@link #HALF_PIXEL}. */
        TF_HALF_PIXEL_FOR_NN,
        /** {@link #HALF_PIXEL}, the middles of both images brought together where the scale was rounded. */
        HALF_PIXEL_SYMMETRIC,
        /** From end to end of a region. */
        CROP_AND_RESIZE
    }

    /** Which of two pixels is the nearest. */
    public enum Rounding {
        /** The nearer one, of two as near the first. */
        ROUND_PREFER_FLOOR,
        /** The nearer one, of two as near the second. */
        ROUND_PREFER_CEIL,
        /** The first. */
        FLOOR,
        /** The second. */
        CEIL
    }

    public Resize2d {
        if (!(cubic >= -1 && cubic <= 0)) {
            throw new IllegalArgumentException(
                    "Resize2d cubic is " + cubic + " but must be from -1 to 0. Give for example "
                            + "-0.75.");
        }
        if (!Float.isFinite((float) extrapolation)) {
            throw new IllegalArgumentException("Resize2d extrapolation is " + extrapolation
                    + " but must be finite, as a float too. Give for example 0.");
        }
        if (antialias && mode == Mode.NEAREST) {
            throw new IllegalArgumentException(
                    "Resize2d was given antialias and mode nearest, which takes one pixel. Use "
                            + "mode linear or cubic.");
        }
        if (places != Places.CROP_AND_RESIZE && (!Region.WHOLE.equals(region) || extrapolation != 0)) {
            throw new IllegalArgumentException("Resize2d was given the region " + region + " and extrapolation "
                    + extrapolation + " but places " + places + ", which takes the whole image. Use places "
                    + "crop-and-resize, or leave both out.");
        }
    }

    /** To this size, to the nearest pixel. */
    public static Resize2d of(Size size) {
        return new Resize2d(size, Mode.NEAREST, Places.HALF_PIXEL, Rounding.ROUND_PREFER_FLOOR, null, false, -0.75,
                false,
                Region.WHOLE, 0);
    }

    /** With pixels between pixels found in another way. */
    public Resize2d mode(Mode between) {
        return new Resize2d(size, between, places, rounding, scale, antialias, cubic, excludeOutside, region,
                extrapolation);
    }

    /** With output pixels elsewhere. */
    public Resize2d places(Places where) {
        return new Resize2d(size, mode, where, rounding, scale, antialias, cubic, excludeOutside, region,
                extrapolation);
    }

    /** With another nearest pixel. */
    public Resize2d rounding(Rounding nearest) {
        return new Resize2d(size, mode, places, nearest, scale, antialias, cubic, excludeOutside, region,
                extrapolation);
    }

    /** With a scale that is not size / input size. */
    public Resize2d scale(Scale factor) {
        return new Resize2d(size, mode, places, rounding, factor, antialias, cubic, excludeOutside, region,
                extrapolation);
    }

    /** With an image that shrinks mixed of all pixels, or not. */
    public Resize2d antialias(boolean wanted) {
        return new Resize2d(size, mode, places, rounding, scale, wanted, cubic, excludeOutside, region, extrapolation);
    }

    /** With another cubic. */
    public Resize2d cubic(double slope) {
        return new Resize2d(size, mode, places, rounding, scale, antialias, slope, excludeOutside, region,
                extrapolation);
    }

    /** With pixels beyond the edge counting nothing, or not. */
    public Resize2d excludeOutside(boolean wanted) {
        return new Resize2d(size, mode, places, rounding, scale, antialias, cubic, wanted, region, extrapolation);
    }

    /** A part of the image, with this number where it reaches beyond. */
    public Resize2d crop(Region region, double extrapolation) {
        return new Resize2d(size, mode, Places.CROP_AND_RESIZE, rounding, scale, antialias, cubic, excludeOutside,
                region,
                extrapolation);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        Resampling.checkOutput(in, size.height(), size.width(), "Use a smaller size");
        double vertical = scale == null ? (double) size.height() / image.height() : scale.height();
        double horizontal = scale == null ? (double) size.width() / image.width() : scale.width();
        ResizedAxis rows = new ResizedAxis(this, image.height(), size.height(), vertical, region.top(),
                region.bottom());
        ResizedAxis columns = new ResizedAxis(this, image.width(), size.width(), horizontal, region.left(),
                region.right());
        rows.check(in);
        columns.check(in);
        return Resampling.bind(in, rows.sampled(), columns.sampled(), (float) extrapolation);
    }
}
