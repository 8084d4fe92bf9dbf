package cnn.augment.quality;

import cnn.api.data.Image;
import cnn.augment.pixel.Luma;

/**
 * An image of red, green and blue as JPEG files have it: light, and the differences of blue and of red from it, of which 2 × 2
 * pixels share one mean (4:2:0).
 *
 * <p>JFIF 1.02, 1992: Cb = (B − Y)/1.772 and Cr = (R − Y)/1.402, here without the 128 that make them positive.
 */
record ColourPlanes(Plane light, Plane blue, Plane red) {
    private static final float BLUE = 1.772f;
    private static final float RED = 1.402f;
    /** Shares of the blue and the red difference in green: 0.114·1.772/0.587 and 0.299·1.402/0.587. */
    private static final float BLUE_IN_GREEN = 0.344136f;
    private static final float RED_IN_GREEN = 0.714136f;
    private static final float OWN = 0.75f;
    private static final float OTHER = 0.25f;

    static ColourPlanes of(Image image) {
        int height = image.height();
        int width = image.width();
        ColourPlanes planes = new ColourPlanes(Plane.of(height, width), Plane.of((height + 1) / 2, (width + 1) / 2),
                Plane.of((height + 1) / 2, (width + 1) / 2));
        float[] pixels = image.pixels();
        for (int row = 0, i = 0; row < height; row++) {
            for (int column = 0; column < width; column++, i++) {
                float light = 255 * Luma.of(pixels, Luma.CHANNELS * i);
                int half = row / 2 * planes.blue.width() + column / 2;
                // the last row and column of odd sides count twice, so that each mean is of four
                float weight = (row == height - 1 && row % 2 == 0 ? 0.5f : 0.25f)
                        * (column == width - 1 && column % 2 == 0 ? 2 : 1);
                planes.light.values()[i] = light - 128;
                planes.blue.values()[half] += weight * (255 * pixels[Luma.CHANNELS * i + 2] - light) / BLUE;
                planes.red.values()[half] += weight * (255 * pixels[Luma.CHANNELS * i] - light) / RED;
            }
        }
        return planes;
    }

    /** As a file of this quality keeps them, in place. */
    ColourPlanes coded(int quality) {
        light.coded(Quantization.light(quality));
        float[] colours = Quantization.colours(quality);
        blue.coded(colours);
        red.coded(colours);
        return this;
    }

    /**
     * Overwrites an image. Between the means of colours lie straight lines, as codecs draw them: a pixel takes three quarters from
     * its own mean and a quarter from the nearest other one, down and across.
     */
    void write(Image image) {
        float[] pixels = image.pixels();
        float[] bluer = new float[blue.width()];
        float[] redder = new float[red.width()];
        for (int row = 0, i = 0; row < light.height(); row++) {
            enlarge(blue, row, bluer);
            enlarge(red, row, redder);
            for (int column = 0; column < light.width(); column++, i++) {
                int own = column / 2;
                int other = other(column, blue.width());
                float grey = light.values()[i] + 128;
                float towardsBlue = OWN * bluer[own] + OTHER * bluer[other];
                float towardsRed = OWN * redder[own] + OTHER * redder[other];
                int at = Luma.CHANNELS * i;
                pixels[at] = value(grey + RED * towardsRed);
                pixels[at + 1] = value(grey - BLUE_IN_GREEN * towardsBlue - RED_IN_GREEN * towardsRed);
                pixels[at + 2] = value(grey + BLUE * towardsBlue);
            }
        }
    }

    /** The means at the height of a row of pixels. */
    private static void enlarge(Plane means, int row, float[] line) {
        int own = row / 2 * means.width();
        int other = other(row, means.height()) * means.width();
        for (int i = 0; i < line.length; i++) {
            line[i] = OWN * means.values()[own + i] + OTHER * means.values()[other + i];
        }
    }

    /** The mean that is nearest to a row or column, its own apart; its own at the edge. */
    private static int other(int index, int means) {
        return Math.min(Math.max(index / 2 + (index % 2 == 0 ? -1 : 1), 0), means - 1);
    }

    private static float value(float level) {
        return Math.min(Math.max(level * (1 / 255f), 0), 1);
    }
}
