package cnn.cli;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.image.PngBytes;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Images of one shape in rows with names, as a picture. Small ones are enlarged by a whole number, so that their pixels show;
 * large ones are made smaller.
 */
final class ContactSheet {
    /** The side of what is shown of an image, about; the longer one counts. */
    private static final int SIDE = 96;
    private static final int GAP = 4;
    private static final int MARGIN = 16;
    private static final int HEADING = 34;
    private static final int LONGEST = 24;
    private static final Color PAPER = Color.WHITE;
    private static final Color FRAME = new Color(0xDD, 0xDD, 0xDD);
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Font NAMES = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font HEADINGS = new Font(Font.SANS_SERIF, Font.BOLD, 15);

    private final int width;
    private final int height;
    private final List<Row> rows = new ArrayList<>();

    /** Images with a name, or a heading where there are none. */
    private record Row(String name, List<BufferedImage> images) {
        boolean isHeading() {
            return images.isEmpty();
        }
    }

    /** For images of this shape. */
    ContactSheet(Shape shape) {
        int side = Math.max(shape.height(), shape.width());
        double scale = side <= SIDE ? Math.max(1, SIDE / side) : (double) SIDE / side;
        width = (int) Math.max(1, Math.round(scale * shape.width()));
        height = (int) Math.max(1, Math.round(scale * shape.height()));
    }

    /** Begins a part. */
    void heading(String text) {
        rows.add(new Row(text, List.of()));
    }

    /** Adds a row of images, at least one; they may be changed afterwards. */
    void row(String name, List<Image> images) {
        rows.add(new Row(name, images.stream().map(ContactSheet::picture).toList()));
    }

    /** The picture as a PNG file. */
    byte[] png() {
        int columns = rows.stream().mapToInt(row -> row.images.size()).max().orElse(0);
        int names = namesWidth();
        int high = MARGIN;
        for (Row row : rows) {
            high += row.isHeading() ? HEADING : height + GAP;
        }
        BufferedImage sheet = new BufferedImage(2 * MARGIN + names + columns * (width + GAP), high + MARGIN,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setColor(PAPER);
            pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            draw(pen, names);
        } finally {
            pen.dispose();
        }
        return PngBytes.of(sheet);
    }

    private void draw(Graphics2D pen, int names) {
        int top = MARGIN;
        for (Row row : rows) {
            pen.setColor(INK);
            if (row.isHeading()) {
                pen.setFont(HEADINGS);
                pen.drawString(row.name, MARGIN, top + HEADING * 2 / 3);
                top += HEADING;
                continue;
            }
            pen.setFont(NAMES);
            pen.drawString(shortened(row.name), MARGIN, top + height / 2 + NAMES.getSize() / 2 - 1);
            int left = MARGIN + names;
            for (BufferedImage image : row.images) {
                boolean larger = width >= image.getWidth();
                pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, larger
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
                pen.drawImage(image, left, top, width, height, null);
                pen.setColor(FRAME); // where an image is as white as the paper
                pen.drawRect(left - 1, top - 1, width + 1, height + 1);
                left += width + GAP;
            }
            top += height + GAP;
        }
    }

    private int namesWidth() {
        BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = scratch.createGraphics();
        try {
            FontMetrics metrics = pen.getFontMetrics(NAMES);
            return rows.stream().filter(row -> !row.isHeading())
                    .mapToInt(row -> metrics.stringWidth(shortened(row.name))).max().orElse(0) + 3 * GAP;
        } finally {
            pen.dispose();
        }
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
    }

    /** Red, green and blue where there are three channels, else the first one as grey. */
    private static BufferedImage picture(Image image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        boolean coloured = image.channels() == 3;
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < image.width(); column++) {
                int at = image.index(row, column);
                int red = level(image.pixels()[at]);
                int green = coloured ? level(image.pixels()[at + 1]) : red;
                int blue = coloured ? level(image.pixels()[at + 2]) : red;
                picture.setRGB(column, row, red << 16 | green << 8 | blue);
            }
        }
        return picture;
    }

    private static int level(float value) {
        return Math.clamp(Math.round(255 * value), 0, 255);
    }
}
