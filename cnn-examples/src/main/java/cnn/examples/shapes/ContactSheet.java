package cnn.examples.shapes;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Writes a PNG with many pictures of the shapes data set side by side: one easy row, then three of full difficulty,
 * then two drawn by hand.
 *
 * <p>{@code ContactSheet [FILE] [SEED]}; without arguments, {@code docs/images/shapes.png} by seed 1.
 */
public final class ContactSheet {
    private static final int COLUMNS = 16;
    private static final int CELL = 34;

    private ContactSheet() {
    }

    /** Writes the file. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "docs/images/shapes.png");
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        DataSource.Request request = new DataSource.Request(folder, 0, 0, 0, false, seed, note -> {
        });
        BufferedImage sheet = new BufferedImage(COLUMNS * CELL + 2, 6 * CELL + 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < sheet.getWidth() * sheet.getHeight(); i++) {
            sheet.setRGB(i % sheet.getWidth(), i / sheet.getWidth(), 0xFFFFFF);
        }
        paste(ShapesData.of(Difficulty.EASY).channels(3).open(request).train(), sheet, 0, 1);
        paste(ShapesData.of(Difficulty.FULL).open(request).train(), sheet, 1, 3);
        paste(ShapesData.of(Difficulty.FULL).drawn(1).open(request).train(), sheet, 4, 2);
        ImageIO.write(sheet, "png", file.toFile());
        System.out.println("Wrote " + file);
    }

    private static void paste(DataSet pictures, BufferedImage sheet, int firstRow, int rows) {
        Image image = Image.of(pictures.shape());
        for (int i = 0; i < rows * COLUMNS; i++) {
            pictures.read(i, image);
            for (int pixel = 0; pixel < image.height() * image.width(); pixel++) {
                int red = Math.round(image.pixels()[3 * pixel] * 255);
                int green = Math.round(image.pixels()[3 * pixel + 1] * 255);
                int blue = Math.round(image.pixels()[3 * pixel + 2] * 255);
                sheet.setRGB(i % COLUMNS * CELL + 2 + pixel % image.width(),
                        (firstRow + i / COLUMNS) * CELL + 2 + pixel / image.width(), red << 16 | green << 8 | blue);
            }
        }
    }
}
