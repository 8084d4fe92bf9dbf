package cnn.layers;

/**
 * Height and width of a kernel, a stride or a dilation, in pixels. Written {@code 3} or {@code 3x5} in a pipeline.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Size(int height, int width) {
    public Size {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "A size needs at least 1 row and 1 column but was given " + height + "x" + width + ".");
        }
    }

    /** A square. */
    public static Size of(int side) {
        return new Size(side, side);
    }

    /** Reads {@code 3} or {@code 3x5} (height x width). */
    public static Size parse(String text) {
        String[] sides = text.strip().split("x", -1);
        try {
            if (sides.length <= 2) {
                int height = Integer.parseInt(sides[0].strip());
                return new Size(height, sides.length == 1 ? height : Integer.parseInt(sides[1].strip()));
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no size. Write one number for a square (3) or height x width (3x5).");
    }

    /** Number of positions. */
    public int area() {
        return Math.multiplyExact(height, width);
    }

    /** {@code 3x5}. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
