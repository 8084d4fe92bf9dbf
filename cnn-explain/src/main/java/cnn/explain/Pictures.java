package cnn.explain;

import cnn.api.data.Image;
import java.awt.image.BufferedImage;

/** Pictures that are made larger so that one sees their pixels. */
final class Pictures {
    private Pictures() {
    }

    /** A black picture with these proportions: a whole number of pixels for each where there is room, else as many as fit. */
    static BufferedImage canvas(int height, int width, int side) {
        int longer = Math.max(height, width);
        double scale = longer <= side ? Math.max(1, side / longer) : (double) side / longer;
        return new BufferedImage((int) Math.max(1, Math.round(scale * width)),
                (int) Math.max(1, Math.round(scale * height)), BufferedImage.TYPE_INT_RGB);
    }

    /** An image as it is: red, green and blue where it has three channels, else the mean of all as grey. */
    static BufferedImage of(Image image, int side) {
        BufferedImage picture = canvas(image.height(), image.width(), side);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int row = y * image.height() / picture.getHeight();
                int column = x * image.width() / picture.getWidth();
                picture.setRGB(x, y, rgb(image, row, column));
            }
        }
        return picture;
    }

    private static int rgb(Image image, int row, int column) {
        if (image.channels() == 3) {
            int at = image.index(row, column);
            return level(image.pixels()[at]) << 16 | level(image.pixels()[at + 1]) << 8 | level(image.pixels()[at + 2]);
        }
        return grey(image, row, column) * 0x010101;
    }

    /** The mean of a pixel's channels, in 8 bits. */
    static int grey(Image image, int row, int column) {
        int at = image.index(row, column);
        float sum = 0;
        for (int c = 0; c < image.channels(); c++) {
            sum += image.pixels()[at + c];
        }
        return level(sum / image.channels());
    }

    private static int level(float value) {
        return Math.clamp(Math.round(255 * value), 0, 255);
    }
}
