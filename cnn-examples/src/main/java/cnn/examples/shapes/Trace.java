package cnn.examples.shapes;

import java.util.Arrays;

/**
 * The ink that a pen leaves: straight pieces with round ends, piece i from (y[i], x[i]) to (toY[i], toX[i]).
 *
 * @param y the pieces' first ends, rows in pixels
 * @param x their columns
 * @param toY the second ends' rows
 * @param toX their columns
 * @param radius half of each piece's width in pixels
 */
record Trace(float[] y, float[] x, float[] toY, float[] toX, float[] radius) implements Figure {
    @Override
    public float distance(float py, float px) {
        float nearest = Float.POSITIVE_INFINITY;
        for (int i = 0; i < y.length; i++) {
            float down = toY[i] - y[i];
            float right = toX[i] - x[i];
            float dy = py - y[i];
            float dx = px - x[i];
            float length = down * down + right * right;
            float along = length == 0 ? 0 : Math.clamp((dy * down + dx * right) / length, 0f, 1f);
            dy -= along * down;
            dx -= along * right;
            float square = dy * dy + dx * dx;
            float reach = nearest + radius[i]; // a square root only for pieces that may be the nearest
            if (reach > 0 && square < reach * reach) {
                nearest = (float) Math.sqrt(square) - radius[i];
            }
        }
        return nearest;
    }

    @Override
    public float[] bounds() {
        float[] bounds = {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
            Float.NEGATIVE_INFINITY};
        for (int i = 0; i < y.length; i++) {
            bounds[0] = Math.min(bounds[0], Math.min(y[i], toY[i]) - radius[i]);
            bounds[1] = Math.min(bounds[1], Math.min(x[i], toX[i]) - radius[i]);
            bounds[2] = Math.max(bounds[2], Math.max(y[i], toY[i]) + radius[i]);
            bounds[3] = Math.max(bounds[3], Math.max(x[i], toX[i]) + radius[i]);
        }
        return bounds;
    }

    @Override
    public Trace moved(float factor, float down, float right) {
        return new Trace(scaled(y, factor, down), scaled(x, factor, right), scaled(toY, factor, down),
                scaled(toX, factor, right), scaled(radius, factor, 0));
    }

    /** How many pieces it has. */
    int pieces() {
        return y.length;
    }

    private static float[] scaled(float[] values, float factor, float more) {
        float[] scaled = Arrays.copyOf(values, values.length);
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = values[i] * factor + more;
        }
        return scaled;
    }
}
