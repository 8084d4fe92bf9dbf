package cnn.examples.photos;

import cnn.api.Rng;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/**
 * Writes a folder of JPEG files in ten classes, 500×375 pixels at quality 90, as an image folder: {@code beach/0.jpg} … The
 * same files for the same number and Java.
 *
 * <p>{@code PhotoFolder DIR [COUNT]}; without a count 20,000, which take 0.9 GB and some minutes. DIR must not be there yet.
 */
public final class PhotoFolder {
    private static final int HEIGHT = 375;
    private static final int WIDTH = 500;
    private static final float QUALITY = 0.9f;
    private static final int COUNT = 20_000;
    private static final long SEED = 2012;

    private PhotoFolder() {
    }

    /** Writes the folder. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("Give the folder to write, and perhaps a number of files: PhotoFolder DIR [COUNT].");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]);
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : COUNT;
        write(folder, count);
        System.out.println("Wrote " + count + " pictures into " + folder);
    }

    /** Writes so many pictures, the classes in turn, on all processors. */
    static void write(Path folder, int count) throws IOException {
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null,
                    "the folder of the pictures must be a new one");
        }
        Landscape[] kinds = Landscape.values();
        for (Landscape kind : kinds) {
            Files.createDirectories(folder.resolve(name(kind)));
        }
        IntStream.range(0, count).parallel().forEach(i -> {
            Landscape kind = kinds[i % kinds.length];
            write(Photograph.of(kind, HEIGHT, WIDTH, Rng.key(SEED, i)),
                    folder.resolve(name(kind)).resolve(i / kinds.length + ".jpg"));
        });
    }

    private static String name(Landscape kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void write(BufferedImage image, Path file) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + file + "' (" + e.getMessage()
                    + "). Free some space, or name another folder.", e);
        } finally {
            writer.dispose();
        }
    }
}
