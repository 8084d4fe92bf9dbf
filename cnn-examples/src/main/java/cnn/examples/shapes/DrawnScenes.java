package cnn.examples.shapes;

import cnn.api.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures as a hand draws them. Lines wobble, have gaps, miss their ends or run past them; corners are round, or two lines that
 * cross; circles become ellipses and squares rectangles, up to {@link #SLENDER} times as long as wide.
 */
final class DrawnScenes {
    /** The largest ratio of a figure's sides. */
    static final float SLENDER = 8;
    /** A figure's smallest and largest extent, as shares of the picture's side. */
    static final float MIN_EXTENT = 0.4f;
    static final float MAX_EXTENT = 0.95f;
    /** The least height of a figure across its longer side, as a share of the picture's side. */
    static final float MIN_HEIGHT = 0.105f;
    /** The width of the lines as a share of the picture's side; never below {@link #MIN_WIDTH} pixels. */
    static final float THINNEST = 0.025f;
    static final float THICKEST = 0.08f;
    static final float MIN_WIDTH = 0.85f;

    private static final int STEPS = 12;

    private DrawnScenes() {
    }

    static Scene draw(int label, int size, int channels, Rng random) {
        Scene.Paint paint = random.nextBoolean(0.5) ? paper(channels, random) : FullScenes.paint(channels, random);
        float contrast = paint.contrast();
        List<Mark> marks = new ArrayList<>();
        if (random.nextBoolean(0.25)) {
            marks.add(FullScenes.mark(size, channels, contrast, random));
        }
        float noise = random.nextBoolean(0.5) ? 0 : Math.min(0.08f, 0.2f * contrast) * random.nextFloat();
        return new Scene(label, size, figure(label, size, random), 0, paint, marks, noise);
    }

    private static Trace figure(int label, int size, Rng random) {
        float extent = size * random.nextFloat(MIN_EXTENT, MAX_EXTENT);
        // Even in the logarithm of the ratio, from a square one to the slenderest that can still be told.
        double slenderest = Math.min(SLENDER, extent / (MIN_HEIGHT * size));
        double ratio = StrictMath.exp(-random.nextFloat() * StrictMath.log(slenderest));
        float thick = Math.min(THICKEST * size, (float) (0.3 * extent * ratio));
        float thin = Math.max(MIN_WIDTH, THINNEST * size);
        float width = Math.max(thin, thin + (thick - thin) * random.nextFloat());
        double unit = 2 / extent;
        double wobble = 0.04 * random.nextFloat() * (0.3 + 0.7 * ratio);
        double skips = random.nextBoolean(0.3) ? 0.08 * random.nextFloat() : 0;
        Pen pen = new Pen(width * unit, wobble, 0.35 * random.nextFloat(), skips, random);
        double turn = random.nextBoolean(0.5) ? 2 * Math.PI * random.nextFloat() : 0.2 * random.nextGaussian();
        Place place = new Place(ratio, random.nextFloat(-0.2f, 0.2f), turn);
        double[][] corners = corners(label, random);
        for (int times = random.nextBoolean(0.08) ? 2 : 1; times > 0; times--) {
            if (corners.length == 0) {
                oval(pen, place, random);
            } else {
                outline(pen, place, ratio, corners[0], corners[1], random);
            }
        }
        Trace trace = pen.trace();
        float[] bounds = trace.bounds();
        float drawn = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
        return Scene.place(trace, Math.min(extent / 2, (size - 3) / drawn), size, random);
    }

    /** Flattens, slants and turns a figure that reaches from −1 to 1. */
    private record Place(double ratio, double slant, double cosine, double sine) {
        Place(double ratio, double slant, double turn) {
            this(ratio, slant, StrictMath.cos(turn), StrictMath.sin(turn));
        }

        double y(double v, double u) {
            return sine * (u + slant * ratio * v) + cosine * ratio * v;
        }

        double x(double v, double u) {
            return cosine * (u + slant * ratio * v) - sine * ratio * v;
        }
    }

    /** One line around, which ends before its beginning or after it, a little farther in or out. */
    private static void oval(Pen pen, Place place, Rng random) {
        double start = 2 * Math.PI * random.nextFloat();
        double sweep = (2 * Math.PI + random.nextFloat(-0.35f, 0.6f)) * (random.nextBoolean(0.5) ? 1 : -1);
        double drift = 0.08 * random.nextGaussian();
        double egg = random.nextFloat(-0.12f, 0.12f);
        double eggTurn = 2 * Math.PI * random.nextFloat();
        int count = 4 * STEPS;
        for (int i = 0; i <= count; i++) {
            double angle = start + sweep * i / count;
            double radius = 1 + drift * (i - count / 2.0) / count + egg * StrictMath.cos(angle - eggTurn);
            double v = radius * StrictMath.sin(angle);
            double u = radius * StrictMath.cos(angle);
            if (i == 0) {
                pen.lift(place.y(v, u), place.x(v, u));
            } else {
                pen.draw(place.y(v, u), place.x(v, u), Math.abs(sweep) / count);
            }
        }
    }

    /** Where the corners are, about −1 to 1 downwards and to the right; none where the figure is round. */
    private static double[][] corners(int label, Rng random) {
        return switch (label) {
            case 0 -> {
                double top = random.nextFloat(-1.1f, 1.1f);
                yield new double[][] {jittered(random, 1, 1, -1), jittered(random, -1, 1, top)};
            }
            case 1 -> {
                double taper = random.nextFloat(-0.12f, 0.12f);
                yield new double[][] {jittered(random, 1, 1, -1, -1),
                    jittered(random, -1 + taper, 1 - taper, 1 + taper, -1 - taper)};
            }
            default -> new double[0][];
        };
    }

    private static double[] jittered(Rng random, double... corners) {
        for (int i = 0; i < corners.length; i++) {
            corners[i] += random.nextFloat(-0.09f, 0.09f);
        }
        return corners;
    }

    /** The sides, in one go with corners that may be round, or each for itself, too short or too long. */
    private static void outline(Pen pen, Place place, double ratio, double[] v, double[] u, Rng random) {
        int count = v.length;
        boolean oneGo = random.nextBoolean(0.6);
        double round = oneGo && random.nextBoolean(0.6) ? random.nextFloat(0, 0.22f) : 0;
        int first = random.nextInt(count);
        boolean back = random.nextBoolean(0.5);
        for (int side = 0; side < count; side++) {
            int from = Math.floorMod(back ? first - side : first + side, count);
            int to = Math.floorMod(back ? from - 1 : from + 1, count);
            int next = Math.floorMod(back ? to - 1 : to + 1, count);
            boolean last = side == count - 1;
            double length = Math.sqrt(square(u[to] - u[from]) + square(ratio * (v[to] - v[from])));
            // In units of the figure, so that short sides do not miss by more than long ones.
            double begin = oneGo && side > 0 ? round : miss(random) / length;
            double end = 1 - (oneGo && !last ? round : miss(random) / length);
            double bow = 0.05 * random.nextGaussian() * Math.min(1, ratio * 2);
            for (int i = oneGo && side > 0 ? 1 : 0; i <= STEPS; i++) {
                double along = begin + (end - begin) * i / STEPS;
                double aside = bow * 4 * along * (1 - along);
                double y = v[from] + (v[to] - v[from]) * along + aside * (u[to] - u[from]) / 2;
                double x = u[from] + (u[to] - u[from]) * along - aside * (v[to] - v[from]) / 2;
                if (i == 0) {
                    pen.lift(place.y(y, x), place.x(y, x));
                } else {
                    pen.draw(place.y(y, x), place.x(y, x), length / STEPS);
                }
            }
            for (int i = 1; round > 0 && !last && i <= 4; i++) {
                corner(pen, place, v, u, from, to, next, round, i / 4.0);
            }
        }
    }

    /** A quadratic Bézier curve around a corner. */
    private static void corner(Pen pen, Place place, double[] v, double[] u, int from, int at, int next, double round,
            double along) {
        double before = (1 - along) * (1 - along) * round;
        double after = along * along * round;
        double y = v[at] + before * (v[from] - v[at]) + after * (v[next] - v[at]);
        double x = u[at] + before * (u[from] - u[at]) + after * (u[next] - u[at]);
        pen.draw(place.y(y, x), place.x(y, x), round / 4);
    }

    /** How far a line falls short of a corner, or runs past it where negative. */
    private static double miss(Rng random) {
        return random.nextFloat(-0.16f, 0.12f);
    }

    private static double square(double value) {
        return value * value;
    }

    /** A dark pen on white paper. */
    private static Scene.Paint paper(int channels, Rng random) {
        float[] white = new float[channels];
        float[] ink = new float[channels];
        float page = random.nextFloat(0.85f, 1);
        float pen = random.nextFloat(0, 0.3f);
        for (int channel = 0; channel < channels; channel++) {
            white[channel] = page;
            ink[channel] = pen;
        }
        return new Scene.Paint(ink, white, white, 1, 0);
    }
}
