package cnn.examples.shapes;

import cnn.api.Rng;
import java.util.ArrayList;
import java.util.List;

/** Pictures with all the variety that leaves a figure easy to tell for a human. */
final class FullScenes {
    /** A figure's smallest and largest extent, as shares of the picture's side. */
    static final float MIN_EXTENT = 0.25f;
    static final float MAX_EXTENT = 0.9f;
    /** The least radius of a figure's inscribed circle: slender triangles are drawn larger. */
    static final float MIN_INRADIUS = 0.085f;
    /** The least angle of a triangle, in degrees. */
    static final float MIN_ANGLE = 30;
    /** The least difference in lightness between figure and background. */
    static final float MIN_CONTRAST = 0.25f;
    /** A mark's largest part of that difference. */
    static final float MARK = 0.3f;

    private FullScenes() {
    }

    static Scene draw(int label, int size, int channels, Rng random) {
        Figure.Solid figure = figure(label, size, random);
        float stroke = 0;
        if (random.nextBoolean(0.5)) {
            float thin = Math.max(1.2f, 0.035f * size);
            stroke = random.nextFloat(thin, Math.max(thin, Math.min(0.12f * size, 0.65f * figure.inradius())));
        }
        Scene.Paint paint = paint(channels, random);
        float contrast = paint.contrast();
        List<Mark> marks = new ArrayList<>();
        for (int count = random.nextInt(5); count > 1; count--) {
            marks.add(mark(size, channels, contrast, random));
        }
        float noise = Math.min(0.1f, 0.25f * contrast) * random.nextFloat();
        return new Scene(label, size, figure, stroke, paint, marks, noise);
    }

    private static Figure.Solid figure(int label, int size, Rng random) {
        double turn = 2 * Math.PI * random.nextFloat();
        Figure.Solid unit = switch (label) {
            case 0 -> triangle(turn, random);
            case 1 -> Figure.Polygon.of(turn, turn + Math.PI / 2, turn + Math.PI, turn + 3 * Math.PI / 2);
            default -> new Figure.Disc(0, 0, 1);
        };
        float[] bounds = unit.bounds();
        float extent = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
        float factor = random.nextFloat(MIN_EXTENT * size, Math.min(MAX_EXTENT * size, size - 3)) / extent;
        return Scene.place(unit, Math.max(factor, MIN_INRADIUS * size / unit.inradius()), size, random);
    }

    /** All triangles whose angles are at least {@link #MIN_ANGLE}, each as often. */
    private static Figure.Solid triangle(double turn, Rng random) {
        float low = random.nextFloat();
        float high = random.nextFloat();
        float spare = 180 - 3 * MIN_ANGLE;
        double first = Math.toRadians(MIN_ANGLE + spare * Math.min(low, high));
        double second = Math.toRadians(MIN_ANGLE + spare * Math.abs(high - low));
        // An arc of the circle through the corners is twice the angle opposite to it.
        return Figure.Polygon.of(turn, turn + 2 * first, turn + 2 * (first + second));
    }

    static Scene.Paint paint(int channels, Rng random) {
        float direction = random.nextFloat(-1, 1);
        float down = random.nextBoolean(0.5) ? 1 - Math.abs(direction) : Math.abs(direction) - 1;
        while (true) { // a third of all pairs of colours has the contrast
            float gradient = random.nextBoolean(0.5) ? random.nextFloat(0, 0.4f) : 0;
            float[] figure = new float[channels];
            float[] from = new float[channels];
            float[] to = new float[channels];
            for (int channel = 0; channel < channels; channel++) {
                figure[channel] = random.nextFloat();
                from[channel] = random.nextFloat();
                to[channel] = Math.clamp(from[channel] + gradient * random.nextFloat(-1, 1), 0f, 1f);
            }
            Scene.Paint paint = new Scene.Paint(figure, from, to, down, direction);
            if (paint.contrast() >= MIN_CONTRAST) {
                return paint;
            }
        }
    }

    static Mark mark(int size, int channels, float contrast, Rng random) {
        float y = size * random.nextFloat();
        float x = size * random.nextFloat();
        boolean line = random.nextBoolean(0.5);
        float down = line ? size * random.nextFloat(-1, 1) : 0;
        float right = line ? size * random.nextFloat(-1, 1) : 0;
        float radius = line ? size * random.nextFloat(0.012f, 0.025f) : size * random.nextFloat(0.02f, 0.05f);
        float strength = MARK * contrast * (random.nextBoolean(0.5) ? 1 : -1);
        float[] change = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            change[channel] = strength * random.nextFloat(0.5f, 1);
        }
        return new Mark(y, x, down, right, radius, change);
    }
}
