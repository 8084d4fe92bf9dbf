package cnn.core.pipeline;

/**
 * Height and width of an image in pixels. Written {@code 28} or {@code 28x32} in a pipeline.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record ImageSize(int height, int width) {
    public ImageSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("An image needs at least 1 row and 1 column but was given " + height
                    + "x" + width + ".");
        }
    }

    /** Reads {@code 28} (a square) or {@code 28x32} (height x width). */
    public static ImageSize parse(String text) {
        String[] sides = text.strip().split("x", -1);
        try {
            if (sides.length <= 2) {
                int height = Integer.parseInt(sides[0].strip());
                return new ImageSize(height, sides.length == 1 ? height : Integer.parseInt(sides[1].strip()));
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException("'" + text
                + "' is no image size. Write one number for a square (28) or height x width (28x32).");
    }

    /** {@code 28x32}. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
