package cnn.examples.shapes;

import cnn.api.Rng;
import java.util.Arrays;

/**
 * A pen in an unsteady hand: it strays from the line that it is to follow by a sum of three waves in each direction,
 * its width changes with the pressure, and it may skip. Lines are in units of the figure, whose longer side is about 2.
 */
final class Pen {
    private static final int WAVES = 3;
    private static final int SKIPPED = 4;

    private final double radius;
    private final double pressure;
    private final double skips;
    private final Rng random;
    private final double[] strength = new double[2 * WAVES];
    private final double[] pace = new double[2 * WAVES];
    private final double[] phase = new double[2 * WAVES];
    private float[][] ends = new float[5][64];
    private int pieces;
    private int skipping;
    private double lastY;
    private double lastX;
    private double walked;

    /**
     * A pen.
     *
     * @param width of its lines
     * @param wobble how far it strays, root mean square
     * @param pressure how much the width changes, in [0, 1)
     * @param skips how likely each piece of a line begins a gap
     */
    Pen(double width, double wobble, double pressure, double skips, Rng random) {
        this.radius = width / 2;
        this.pressure = pressure;
        this.skips = skips;
        this.random = random;
        for (int i = 0; i < 2 * WAVES; i++) {
            // Slow waves are the strong ones, as in real hands.
            pace[i] = random.nextFloat(0.5f, 1.5f) * (1 + 1.7 * (i % WAVES));
            strength[i] = wobble * random.nextFloat(0.5f, 1.2f) / (1 + 1.2 * (i % WAVES));
            phase[i] = 2 * Math.PI * random.nextFloat();
        }
    }

    /** Begins a line. The hand has moved: it strays otherwise than at the end of the last. */
    void lift(double y, double x) {
        walked += 1.7;
        lastY = y + stray(0);
        lastX = x + stray(WAVES);
    }

    /** Draws on to a place. */
    void draw(double y, double x, double length) {
        walked += length;
        double toY = y + stray(0);
        double toX = x + stray(WAVES);
        if (skipping == 0 && random.nextBoolean(skips)) {
            skipping = 1 + random.nextInt(SKIPPED);
        }
        if (skipping > 0) {
            skipping--;
        } else {
            add(toY, toX);
        }
        lastY = toY;
        lastX = toX;
    }

    private void add(double toY, double toX) {
        if (pieces == ends[0].length) {
            for (int i = 0; i < ends.length; i++) {
                ends[i] = Arrays.copyOf(ends[i], 2 * pieces);
            }
        }
        ends[0][pieces] = (float) lastY;
        ends[1][pieces] = (float) lastX;
        ends[2][pieces] = (float) toY;
        ends[3][pieces] = (float) toX;
        ends[4][pieces] = (float) (radius * (1 + pressure * StrictMath.sin(1.9 * walked + phase[1])));
        pieces++;
    }

    /** All that was drawn. */
    Trace trace() {
        return new Trace(Arrays.copyOf(ends[0], pieces), Arrays.copyOf(ends[1], pieces),
                Arrays.copyOf(ends[2], pieces), Arrays.copyOf(ends[3], pieces), Arrays.copyOf(ends[4], pieces));
    }

    private double stray(int first) {
        double sum = 0;
        for (int i = first; i < first + WAVES; i++) {
            sum += strength[i] * StrictMath.sin(pace[i] * walked + phase[i]);
        }
        return sum;
    }
}
