package cnn.explain;

import cnn.explain.colour.ColourMap;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntFunction;

/** Small pictures of numbers, and many of them in rows. */
final class Tiles {
    private static final int GAP = 2;
    /** Between tiles, on dark and light paper alike. */
    private static final Color PAPER = new Color(0x80, 0x80, 0x80);
    /** So many times as wide as high a sheet is, about. */
    private static final double ASPECT = 2;

    private Tiles() {
    }

    /** Numbers row by row in colours, the mean of several that share a pixel. */
    static BufferedImage picture(int height, int width, float[] values, float strength, ColourMap colours, int side) {
        BufferedImage picture = Pictures.canvas(height, width, side);
        for (int y = 0; y < picture.getHeight(); y++) {
            int top = y * height / picture.getHeight();
            int bottom = Math.max(top + 1, (y + 1) * height / picture.getHeight());
            for (int x = 0; x < picture.getWidth(); x++) {
                int left = x * width / picture.getWidth();
                int right = Math.max(left + 1, (x + 1) * width / picture.getWidth());
                double sum = 0;
                for (int i = 0; i < (bottom - top) * (right - left); i++) {
                    sum += values[(top + i / (right - left)) * width + left + i % (right - left)];
                }
                double mean = sum / ((bottom - top) * (right - left));
                picture.setRGB(x, y, colours.rgb(strength == 0 ? 0 : mean / strength));
            }
        }
        return picture;
    }

    /** Pictures of one size in rows, about twice as wide as high together, the first at the top left. */
    static BufferedImage sheet(int count, IntFunction<BufferedImage> tiles) {
        return grid(count, tiles, ASPECT, GAP);
    }

    /** The same, about as wide as high and close together. */
    static BufferedImage square(int count, IntFunction<BufferedImage> tiles) {
        return grid(count, tiles, 1, 1);
    }

    /** Pictures of any sizes beside each other. */
    static BufferedImage row(List<BufferedImage> pictures) {
        int width = pictures.stream().mapToInt(one -> one.getWidth() + GAP).sum() - GAP;
        int height = pictures.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
        BufferedImage row = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = row.createGraphics();
        pen.setColor(PAPER);
        pen.fillRect(0, 0, width, height);
        int left = 0;
        for (BufferedImage picture : pictures) {
            pen.drawImage(picture, left, 0, null);
            left += picture.getWidth() + GAP;
        }
        pen.dispose();
        return row;
    }

    private static BufferedImage grid(int count, IntFunction<BufferedImage> tiles, double aspect, int gap) {
        BufferedImage first = tiles.apply(0);
        int width = first.getWidth() + gap;
        int height = first.getHeight() + gap;
        int columns = Math.clamp(Math.round(Math.sqrt(aspect * count * height / width)), 1, count);
        int rows = (count + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(columns * width - gap, rows * height - gap, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        try {
            pen.setColor(PAPER);
            pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            for (int i = 0; i < count; i++) {
                pen.drawImage(i == 0 ? first : tiles.apply(i), i % columns * width, i / columns * height, null);
            }
        } finally {
            pen.dispose();
        }
        return sheet;
    }
}
