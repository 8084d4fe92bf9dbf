package cnn.examples.shapes;

/**
 * A faint line or dot behind the figure, there to distract.
 *
 * @param y one end's row in pixels
 * @param x one end's column
 * @param down rows to the other end; 0 for a dot
 * @param right columns to the other end
 * @param radius half its width in pixels
 * @param change what it adds to each channel
 */
record Mark(float y, float x, float down, float right, float radius, float[] change) {
    /** How much of the pixel it covers, 0 to 1. */
    float cover(float py, float px) {
        float dy = py - y;
        float dx = px - x;
        float length = down * down + right * right;
        float along = length == 0 ? 0 : Math.clamp((dy * down + dx * right) / length, 0f, 1f);
        dy -= along * down;
        dx -= along * right;
        float inside = radius + 0.5f;
        float square = dy * dy + dx * dx;
        return square >= inside * inside ? 0 : Math.min(1, inside - (float) Math.sqrt(square));
    }
}
