package cnn.layers.shape;

/**
 * How many times as high and as wide an image becomes. Written {@code 0.5} (both) or {@code 0.5x2} (height x width) in a pipeline.
 *
 * @param height rows of the output for each of the input, above 0
 * @param width columns of the output for each of the input, above 0
 */
public record Scale(double height, double width) {
    public Scale {
        if (!fits(height) || !fits(width)) {
            throw new IllegalArgumentException("A scale is " + height + "x" + width
                    + " but must be from 1.0E-6 to 1.0E6 along both axes. Give for example 0.5x2 (height x width).");
        }
    }

    private static boolean fits(double factor) {
        return factor >= 1e-6 && factor <= 1e6;
    }

    /** The same both ways. */
    public static Scale of(double factor) {
        return new Scale(factor, factor);
    }

    /** Reads {@code 0.5} or {@code 0.5x2} (height x width). */
    public static Scale parse(String text) {
        String[] factors = text.strip().split("x", -1);
        try {
            if (factors.length <= 2) {
                double height = Double.parseDouble(factors[0].strip());
                return new Scale(height, factors.length == 1 ? height : Double.parseDouble(factors[1].strip()));
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no scale. Write one number for both axes (0.5) or height x width (0.5x2).");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
