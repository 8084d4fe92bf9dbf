package cnn.layers;

import cnn.layers.Padding.Mode;
import java.util.StringJoiner;

/**
 * What surrounds a volume where a window reaches over its edge. Written {@code valid}, {@code same}, {@code 1} (voxels on
 * every side) or {@code 1,2,2,1,2,2} (front, top, left, back, bottom, right) in a pipeline.
 *
 * @param mode how the amounts are found
 * @param front slices before, 0 unless explicit
 * @param top rows above, 0 unless explicit
 * @param left columns to the left, 0 unless explicit
 * @param back slices behind, 0 unless explicit
 * @param bottom rows below, 0 unless explicit
 * @param right columns to the right, 0 unless explicit
 */
public record Padding3d(Mode mode, int front, int top, int left, int back, int bottom, int right) {
    /** No padding: windows stay inside the volume. */
    public static final Padding3d VALID = new Padding3d(Mode.VALID, 0, 0, 0, 0, 0, 0);
    /** Output size = input size / stride, rounded up. An odd voxel of padding goes behind, below and to the right. */
    public static final Padding3d SAME = new Padding3d(Mode.SAME, 0, 0, 0, 0, 0, 0);
    /** As {@link #SAME}, but an odd voxel goes before, above and to the left. */
    public static final Padding3d SAME_LOWER = new Padding3d(Mode.SAME_LOWER, 0, 0, 0, 0, 0, 0);

    public Padding3d {
        if (Math.min(front, Math.min(top, left)) < 0 || Math.min(back, Math.min(bottom, right)) < 0) {
            throw new IllegalArgumentException("Padding cannot be negative but was given "
                    + sides(front, top, left, back, bottom, right)
                    + " (front, top, left, back, bottom, right). Use 0 or more.");
        }
        if (mode != Mode.EXPLICIT && (front | top | left | back | bottom | right) != 0) {
            throw new IllegalArgumentException(
                    "Padding " + mode + " finds its own amounts. Use mode EXPLICIT to give them.");
        }
    }

    /** The same number of voxels on every side. */
    public static Padding3d of(int voxels) {
        return of(voxels, voxels, voxels, voxels, voxels, voxels);
    }

    /** A number of voxels for each side. */
    public static Padding3d of(int front, int top, int left, int back, int bottom, int right) {
        return new Padding3d(Mode.EXPLICIT, front, top, left, back, bottom, right);
    }

    /**
     * Reads {@code valid}, {@code same}, {@code same-lower}, {@code 1} or {@code 1,2,2,1,2,2} (front, top, left, back,
     * bottom, right).
     */
    public static Padding3d parse(String text) {
        Mode named = Mode.named(text);
        if (named != null) {
            return new Padding3d(named, 0, 0, 0, 0, 0, 0);
        }
        String[] given = text.split(",", -1);
        try {
            int[] sides = new int[given.length];
            for (int i = 0; i < sides.length; i++) {
                sides[i] = Integer.parseInt(given[i].strip());
            }
            if (sides.length == 1) {
                return of(sides[0]);
            }
            if (sides.length == 6) {
                return of(sides[0], sides[1], sides[2], sides[3], sides[4], sides[5]);
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException("'" + text + "' is no padding of a volume. Write valid, same, a number of "
                + "voxels for every side (1), or front,top,left,back,bottom,right (1,2,2,1,2,2).");
    }

    private static String sides(int... voxels) {
        StringJoiner joined = new StringJoiner(",");
        for (int side : voxels) {
            joined.add(Integer.toString(side));
        }
        return joined.toString();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        if (mode != Mode.EXPLICIT) {
            return mode.word();
        }
        boolean cube = front == top && front == left && front == back && front == bottom && front == right;
        return cube ? Integer.toString(front) : sides(front, top, left, back, bottom, right);
    }
}
