package cnn.layers.shape;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.layers.resampling.Resampling;
import cnn.layers.resampling.SampledAxis;

/**
 * A frame around an image: of one number (0 if nothing else is said), of the image mirrored at its edges, of its edges
 * repeated, or of the image again and again, as tiles. (H, W, C) → (top + H + bottom, left + W + right, C). Rejects a mirrored frame as wide as the image or wider,
 * for the pixel at the edge is not repeated. The gradient of a pixel of the frame goes to the pixel that it shows.
 *
 * <p>ONNX's Pad.
 *
 * @param sides pixels at each side
 * @param mode what the frame shows
 * @param value the number of a constant frame, finite
 */
@Id("pad2d")
public record Pad2d(Sides sides, @Default("constant") Mode mode, @Default("0") double value) implements Layer {
    /** What a frame shows. */
    public enum Mode {
        /** One number. */
        CONSTANT,
        /** The image mirrored at its edge, which is not repeated: c b | a b c | b a. */
        REFLECT,
        /** The pixel at the edge, again and again: a a | a b c | c c. */
        EDGE,
        /** The image from its other end: b c | a b c | a b. */
        WRAP
    }

    public Pad2d {
        if (!Float.isFinite((float) value) || value != 0 && mode != Mode.CONSTANT) {
            throw new IllegalArgumentException("Pad2d value is " + value + (mode == Mode.CONSTANT
                    ? ". Give a number that is finite as a float, for example 0."
                    : " but a frame of mode " + mode + " shows pixels of the image. Leave the value out, or use mode "
                            + "CONSTANT."));
        }
    }

    /** So many zeros at every side. */
    public static Pad2d of(int pixels) {
        return of(Sides.of(pixels));
    }

    /** Zeros at each side. */
    public static Pad2d of(Sides sides) {
        return new Pad2d(sides, Mode.CONSTANT, 0);
    }

    /** With another kind of frame. */
    public Pad2d mode(Mode kind) {
        return new Pad2d(sides, kind, kind == Mode.CONSTANT ? value : 0);
    }

    /** With another number in a constant frame. */
    public Pad2d value(double number) {
        return new Pad2d(sides, mode, number);
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        Resampling.checkOutput(in, (long) sides.top() + image.height() + sides.bottom(),
                (long) sides.left() + image.width() + sides.right(), "Use a narrower frame");
        return Resampling.bind(in, axis(in, image.height(), sides.top(), sides.bottom(), "rows"),
                axis(in, image.width(), sides.left(), sides.right(), "columns"), (float) value);
    }

    private SampledAxis axis(Binding in, int length, int before, int after, String what) {
        if (mode == Mode.REFLECT && Math.max(before, after) >= length) {
            throw in.reject("a mirrored frame of " + Math.max(before, after) + " " + what + " does not fit an image of "
                    + length, "Use at most " + (length - 1) + ", or mode EDGE");
        }
        return SampledAxis.picking(length, before + length + after, position -> source(position - before, length));
    }

    private int source(int position, int length) {
        boolean inside = position >= 0 && position < length;
        return switch (mode) {
            case CONSTANT -> inside ? position : -1;
            case REFLECT -> inside ? position : position < 0 ? -position : 2 * (length - 1) - position;
            case EDGE -> Math.clamp(position, 0, length - 1);
            case WRAP -> Math.floorMod(position, length);
        };
    }
}
