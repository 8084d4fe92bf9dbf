package cnn.explain.colour;

import java.awt.image.BufferedImage;
import java.util.function.DoubleUnaryOperator;

/**
 * Colours for numbers. Lightness grows or falls in even steps of OKLab, so that what looks twice as strong is, in print and to
 * eyes that tell few hues apart as well; computed, not copied from a table.
 */
public enum ColourMap {
    /** For numbers from 0 to 1: from nearly black over violet and orange to pale yellow. */
    EMBER(0, t -> 0.13 + 0.83 * t, t -> 0.19 * Math.sin(Math.PI * (0.12 + 0.8 * t)), t -> 285 + 185 * t),
    /** For numbers from −1 to 1: blue below 0, red above, and nearly white at 0. */
    POLAR(-1, t -> 0.97 - 0.45 * Math.abs(t), t -> 0.2 * Math.abs(t), t -> t < 0 ? 255 : 27);

    private static final int STEPS = 256;

    private final double least;
    private final int[] colours = new int[STEPS];

    ColourMap(double least, DoubleUnaryOperator lightness, DoubleUnaryOperator chroma, DoubleUnaryOperator hue) {
        this.least = least;
        for (int i = 0; i < STEPS; i++) {
            double value = least + (1 - least) * i / (STEPS - 1);
            colours[i] = OkLab.rgb(lightness.applyAsDouble(value), chroma.applyAsDouble(value),
                    hue.applyAsDouble(value));
        }
    }

    /** The smallest number that has a colour of its own: 0 or −1. */
    public double least() {
        return least;
    }

    /** Red, green and blue, 8 bits each; of a number beyond both ends that of the end, and of none that of the start. */
    public int rgb(double value) {
        double share = (value - least) / (1 - least);
        return colours[(int) Math.round((STEPS - 1) * Math.clamp(Double.isNaN(share) ? 0 : share, 0, 1))];
    }

    /** The scale as a picture: the smallest number at the left. */
    public BufferedImage scale(int width, int height) {
        BufferedImage scale = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            int colour = rgb(least + (1 - least) * x / Math.max(1, width - 1));
            for (int y = 0; y < height; y++) {
                scale.setRGB(x, y, colour);
            }
        }
        return scale;
    }
}
