package cnn.layers.shape;

/**
 * Pixels at each side of an image. Written {@code 1} (every side) or {@code 1,2,1,2} (top, left, bottom, right) in a
 * pipeline.
 *
 * @param top rows at the top, 0 or more
 * @param left columns at the left, 0 or more
 * @param bottom rows at the bottom, 0 or more
 * @param right columns at the right, 0 or more
 */
public record Sides(int top, int left, int bottom, int right) {
    public Sides {
        if (Math.min(Math.min(top, left), Math.min(bottom, right)) < 0) {
            throw new IllegalArgumentException("Sides cannot have a negative number of pixels but were given " + top
                    + "," + left + "," + bottom + "," + right + " (top, left, bottom, right). Use 0 or more.");
        }
    }

    /** The same at every side. */
    public static Sides of(int pixels) {
        return new Sides(pixels, pixels, pixels, pixels);
    }

    /** Reads {@code 1} or {@code 1,2,1,2} (top, left, bottom, right). */
    public static Sides parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 1) {
                return of(Integer.parseInt(text.strip()));
            }
            if (parts.length == 4) {
                return new Sides(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()),
                        Integer.parseInt(parts[2].strip()), Integer.parseInt(parts[3].strip()));
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(
                "'" + text + "' are no sides. Write a number of pixels for every side (1), or "
                        + "top,left,bottom,right (1,2,1,2).");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return top == left && top == bottom && top == right
                ? Integer.toString(top)
                : top + "," + left + "," + bottom + "," + right;
    }
}
