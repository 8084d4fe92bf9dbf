package cnn.layers;

/**
 * Depth, height and width of a kernel, a stride or a dilation, in voxels. Written {@code 3} or {@code 1x3x5} in a pipeline.
 *
 * @param depth slices, at least 1
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Size3d(int depth, int height, int width) {
    public Size3d {
        if (depth < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("A size needs at least 1 slice, 1 row and 1 column but was given "
                    + depth + "x" + height + "x" + width + ".");
        }
    }

    /** A cube. */
    public static Size3d of(int side) {
        return new Size3d(side, side, side);
    }

    /** Reads {@code 3} or {@code 1x3x5} (depth x height x width). */
    public static Size3d parse(String text) {
        String[] sides = text.strip().split("x", -1);
        try {
            if (sides.length == 1) {
                return of(Integer.parseInt(sides[0].strip()));
            }
            if (sides.length == 3) {
                return new Size3d(Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()),
                        Integer.parseInt(sides[2].strip()));
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no size. Write one number for a cube (3) or depth x height x width (1x3x5).");
    }

    /** {@code 1x3x5}. */
    @Override
    public String toString() {
        return depth + "x" + height + "x" + width;
    }
}
