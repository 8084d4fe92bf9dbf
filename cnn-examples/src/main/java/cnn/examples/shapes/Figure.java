package cnn.examples.shapes;

/** What is painted. Places are in pixels; (0, 0) is the centre of the top left pixel. */
sealed interface Figure permits Figure.Solid, Trace {
    /** Pixels from the edge; negative where there is paint. Near the edge only: corners stay sharp, at a distance too. */
    float distance(float y, float x);

    /** The lowest y, the lowest x, the highest y, the highest x. */
    float[] bounds();

    /** The figure enlarged by a factor about (0, 0), then moved. */
    Figure moved(float factor, float down, float right);

    /** A figure with an inside. */
    sealed interface Solid extends Figure {
        /** Radius of the largest circle inside, in pixels. */
        float inradius();

        /** The area inside, in square pixels. */
        float area();

        @Override
        Solid moved(float factor, float down, float right);
    }

    /** A circle. */
    record Disc(float y, float x, float radius) implements Solid {
        @Override
        public float distance(float py, float px) {
            return (float) Math.sqrt((py - y) * (py - y) + (px - x) * (px - x)) - radius;
        }

        @Override
        public float inradius() {
            return radius;
        }

        @Override
        public float area() {
            return (float) Math.PI * radius * radius;
        }

        @Override
        public float[] bounds() {
            return new float[] {y - radius, x - radius, y + radius, x + radius};
        }

        @Override
        public Solid moved(float factor, float down, float right) {
            return new Disc(y * factor + down, x * factor + right, radius * factor);
        }
    }

    /**
     * A triangle or a square: all sides touch the inscribed circle.
     *
     * @param y the corners' rows, by ascending angle from the x axis to the y axis
     * @param x their columns
     * @param normalY row component of each side's outward normal, of length 1; side i starts at corner i
     * @param normalX its column component
     */
    record Polygon(float[] y, float[] x, float[] normalY, float[] normalX) implements Solid {
        /** The polygon with corners on a circle of radius 1 around (0, 0) at these angles, in radians, ascending. */
        static Polygon of(double... angles) {
            int count = angles.length;
            float[] y = new float[count];
            float[] x = new float[count];
            float[] normalY = new float[count];
            float[] normalX = new float[count];
            for (int i = 0; i < count; i++) {
                y[i] = (float) StrictMath.sin(angles[i]);
                x[i] = (float) StrictMath.cos(angles[i]);
                double next = i + 1 < count ? angles[i + 1] : angles[0] + 2 * Math.PI;
                normalY[i] = (float) StrictMath.sin((angles[i] + next) / 2);
                normalX[i] = (float) StrictMath.cos((angles[i] + next) / 2);
            }
            return new Polygon(y, x, normalY, normalX);
        }

        @Override
        public float distance(float py, float px) {
            float distance = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < y.length; i++) {
                distance = Math.max(distance, (py - y[i]) * normalY[i] + (px - x[i]) * normalX[i]);
            }
            return distance;
        }

        @Override
        public float inradius() {
            float perimeter = 0;
            for (int i = 0; i < y.length; i++) {
                int next = (i + 1) % y.length;
                float dy = y[next] - y[i];
                float dx = x[next] - x[i];
                perimeter += (float) Math.sqrt(dy * dy + dx * dx);
            }
            return 2 * area() / perimeter;
        }

        @Override
        public float area() {
            float twice = 0;
            for (int i = 0; i < y.length; i++) {
                int next = (i + 1) % y.length;
                twice += x[i] * y[next] - x[next] * y[i];
            }
            return twice / 2;
        }

        @Override
        public float[] bounds() {
            float[] bounds = {y[0], x[0], y[0], x[0]};
            for (int i = 1; i < y.length; i++) {
                bounds[0] = Math.min(bounds[0], y[i]);
                bounds[1] = Math.min(bounds[1], x[i]);
                bounds[2] = Math.max(bounds[2], y[i]);
                bounds[3] = Math.max(bounds[3], x[i]);
            }
            return bounds;
        }

        @Override
        public Solid moved(float factor, float down, float right) {
            float[] movedY = y.clone();
            float[] movedX = x.clone();
            for (int i = 0; i < y.length; i++) {
                movedY[i] = y[i] * factor + down;
                movedX[i] = x[i] * factor + right;
            }
            return new Polygon(movedY, movedX, normalY, normalX);
        }
    }
}
