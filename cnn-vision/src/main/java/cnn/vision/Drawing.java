package cnn.vision;

import cnn.core.image.ByteImage;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A copy of a picture with boxes and masks on it. A class has the same colour everywhere, and its label is written in black or
 * white, whichever can be read on it.
 *
 * {@snippet :
 * BufferedImage shown = Drawing.on(picture).boxes(found).image();
 * }
 */
public final class Drawing {
    private static final int LEAST_TEXT = 10;
    /** The picture's shorter side is so many lines wide, and so many rows of text high. */
    private static final int LINES = 200;
    private static final int ROWS = 30;

    private final BufferedImage image;

    private Drawing(BufferedImage image) {
        this.image = image;
    }

    /** The picture itself stays as it is. */
    public static Drawing on(BufferedImage picture) {
        BufferedImage copy = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = copy.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, copy.getWidth(), copy.getHeight());
        pen.drawImage(picture, 0, 0, null);
        pen.dispose();
        return new Drawing(copy);
    }

    /** The same of a picture that {@link cnn.core.image.ImageDecoder} has read. */
    public static Drawing on(ByteImage picture) {
        ByteImage colours = picture.withChannels(3);
        byte[] bytes = colours.pixels();
        BufferedImage copy = new BufferedImage(picture.shape().width(), picture.shape().height(),
                BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < bytes.length; i += 3) {
            int pixel = i / 3;
            copy.setRGB(pixel % copy.getWidth(), pixel / copy.getWidth(),
                    (bytes[i] & 0xFF) << 16 | (bytes[i + 1] & 0xFF) << 8 | bytes[i + 2] & 0xFF);
        }
        return new Drawing(copy);
    }

    /** What has been drawn. */
    public BufferedImage image() {
        return image;
    }

    /** Draws a frame around everything that was found, in the picture's pixels, with label and score; the surest lies on top. */
    public Drawing boxes(List<Detection> found) {
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int side = Math.min(image.getWidth(), image.getHeight());
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.max(LEAST_TEXT, side / ROWS)));
        int line = Math.max(1, side / LINES);
        found.stream().sorted((one, other) -> Float.compare(one.score(), other.score()))
                .forEach(one -> box(pen, one, line));
        pen.dispose();
        return this;
    }

    private void box(Graphics2D pen, Detection one, int line) {
        Color colour = colour(one.index());
        Box box = one.box().within(image.getWidth(), image.getHeight());
        int left = Math.round(box.left());
        int top = Math.round(box.top());
        int width = Math.max(line, Math.round(box.right()) - left);
        int height = Math.max(line, Math.round(box.bottom()) - top);
        pen.setColor(colour);
        pen.fillRect(left, top, width, line);
        pen.fillRect(left, top + height - line, width, line);
        pen.fillRect(left, top, line, height);
        pen.fillRect(left + width - line, top, line, height);
        String text = one.label() + " " + Math.round(one.score() * 100) + " %";
        FontMetrics font = pen.getFontMetrics();
        int textWidth = font.stringWidth(text) + 2 * line;
        int textLeft = Math.clamp(left, 0, Math.max(0, image.getWidth() - textWidth));
        int textTop = top >= font.getHeight() ? top - font.getHeight() : top; // above the box, or within where there is no room
        pen.fillRect(textLeft, textTop, textWidth, font.getHeight());
        pen.setColor(Palette.textOn(colour));
        pen.drawString(text, textLeft + line, textTop + font.getAscent());
    }

    /** A box's colour: that of the class behind it in the palette, as black frames are hard to see. */
    static Color colour(int label) {
        return Palette.of(label + 1);
    }

    /**
     * Tints every pixel with its class's colour; those of class 0, the background, stay as they are.
     *
     * @param map of the picture's own size
     * @param opacity how much of the colour is seen, in [0, 1]
     */
    public Drawing map(ClassMap map, double opacity) {
        checkSize(map.height(), map.width(), opacity);
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                if (map.at(y, x) != 0) {
                    tint(x, y, Palette.of(map.at(y, x)), opacity);
                }
            }
        }
        return this;
    }

    /**
     * Tints the pixels of a mask.
     *
     * @param mask of the picture's own size
     * @param opacity how much of the colour is seen, in [0, 1]
     */
    public Drawing mask(Mask mask, Color colour, double opacity) {
        checkSize(mask.height(), mask.width(), opacity);
        for (int i = mask.pixels().nextSetBit(0); i >= 0; i = mask.pixels().nextSetBit(i + 1)) {
            tint(i % mask.width(), i / mask.width(), colour, opacity);
        }
        return this;
    }

    private void checkSize(int height, int width, double opacity) {
        if (height != image.getHeight() || width != image.getWidth()) {
            throw new IllegalArgumentException("The picture has " + image.getHeight() + "×" + image.getWidth()
                    + " pixels, but what is to be drawn on it has " + height + "×" + width
                    + ". Bring it to the picture's size first, with FittedPicture.toPicture.");
        }
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException(
                    "An opacity is from 0 to 1 but was given as " + opacity + ". Use for example 0.5.");
        }
    }

    private void tint(int x, int y, Color colour, double opacity) {
        int pixel = image.getRGB(x, y);
        int red = mixed(pixel >> 16 & 0xFF, colour.getRed(), opacity);
        int green = mixed(pixel >> 8 & 0xFF, colour.getGreen(), opacity);
        int blue = mixed(pixel & 0xFF, colour.getBlue(), opacity);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
    }

    private static int mixed(int under, int over, double opacity) {
        return (int) Math.round(under + opacity * (over - under));
    }
}
