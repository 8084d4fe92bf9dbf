package cnn.vision;

/**
 * A rectangle of a picture, by its corners, in pixels.
 *
 * @param left x of the left edge
 * @param top y of the upper edge
 * @param right x of the right edge, not less than {@code left}
 * @param bottom y of the lower edge, not less than {@code top}
 */
public record Box(float left, float top, float right, float bottom) {
    public Box {
        if (!(left <= right && top <= bottom) || !Float.isFinite(right - left) || !Float.isFinite(bottom - top)) {
            throw new IllegalArgumentException(
                    "A box needs finite edges, left before right and top before bottom, but was "
                            + "given " + left + ", " + top + ", " + right + ", " + bottom
                            + ". Use ofCentre for a centre and lengths, "
                            + "spanning for any two corners.");
        }
    }

    /** The box around a point, with the lengths of its sides; negative ones count as 0. */
    public static Box ofCentre(float x, float y, float width, float height) {
        float across = Math.max(0, width) / 2;
        float down = Math.max(0, height) / 2;
        return new Box(x - across, y - down, x + across, y + down);
    }

    /** The box between two opposite corners, whichever they are. */
    public static Box spanning(float x1, float y1, float x2, float y2) {
        return new Box(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2));
    }

    /** From left to right. */
    public float width() {
        return right - left;
    }

    /** From top to bottom. */
    public float height() {
        return bottom - top;
    }

    /** In square pixels. */
    public double area() {
        return ((double) right - left) * ((double) bottom - top);
    }

    /**
     * Intersection over union, in [0, 1]: {@code |A ∩ B| / |A ∪ B|}; 0 where neither box has an area.
     */
    public double overlap(Box other) {
        double union = union(other);
        return union > 0 ? intersection(other) / union : 0;
    }

    /**
     * Generalised intersection over union, in [−1, 1]: {@code |A ∩ B| / |A ∪ B| − (|C| − |A ∪ B|) / |C|}, where C is the smallest box
     * around both. Unlike {@link #overlap} it tells boxes that are far apart from those that are near.
     *
     * <p>Source: Rezatofighi et al., Generalized Intersection over Union, 2019.
     */
    public double generalizedOverlap(Box other) {
        double around = ((double) Math.max(right, other.right) - Math.min(left, other.left))
                * ((double) Math.max(bottom, other.bottom) - Math.min(top, other.top));
        return around > 0 ? overlap(other) - (around - union(other)) / around : 0;
    }

    private double intersection(Box other) {
        double across = (double) Math.min(right, other.right) - Math.max(left, other.left);
        double down = (double) Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return across > 0 && down > 0 ? across * down : 0;
    }

    private double union(Box other) {
        return area() + other.area() - intersection(other);
    }

    /** What of this box lies in a picture of that size; a box without area at its edge where nothing does. */
    public Box within(int width, int height) {
        return new Box(Math.clamp(left, 0f, width), Math.clamp(top, 0f, height), Math.clamp(right, 0f, width),
                Math.clamp(bottom, 0f, height));
    }
}
