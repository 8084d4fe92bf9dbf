package cnn.augment.pixel;

import cnn.api.Shape;
import cnn.api.data.Image;

/** The checks of configuration that augmenters share. */
public final class Checks {
    private Checks() {
    }

    /** Rejects what is outside [low, high], or no number. */
    public static void range(String augmenter, String key, double value, double low, double high, String unit) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("Augmenter '" + augmenter + "' cannot have " + key + " " + text(value)
                    + ". Use " + unit + " from " + text(low) + " to " + text(high) + ".");
        }
    }

    /** Rejects a parameter of the beta distribution that is not above 0, or so large that nothing varies. */
    public static void alpha(String augmenter, double value) {
        if (!(value > 0 && value <= 1000)) {
            throw new IllegalArgumentException("Augmenter '" + augmenter + "' cannot have alpha " + text(value)
                    + ". Use a number above 0, up to 1000, for example 0.2 or 1.");
        }
    }

    /** Rejects what is outside [0, 1]. */
    public static void probability(String augmenter, double value) {
        range(augmenter, "probability", value, 0, 1, "a number");
    }

    /** Rejects low > high. */
    public static void order(String augmenter, String lowKey, double low, String highKey, double high) {
        if (low > high) {
            throw new IllegalArgumentException("Augmenter '" + augmenter + "' has " + lowKey + " " + text(low)
                    + " above " + highKey + " " + text(high) + ". Exchange the two.");
        }
    }

    /** Rejects images that have no colours to change. */
    public static void colours(String augmenter, Shape image) {
        if (image.channels() != Luma.CHANNELS) {
            throw new IllegalArgumentException("Augmenter '" + augmenter + "' cannot change an image of shape " + image
                    + ": it has no red, green and blue. Leave the augmenter out, or set preprocess.channels to 3.");
        }
    }

    /** Whether both are the shape that the contract asks for. Kernels trust their caller, so this is for assert. */
    public static boolean sameShape(Image source, Image target) {
        return source.shape().equals(target.shape()) && source.pixels() != target.pixels();
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
