package cnn.core.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A drawn picture as the bytes of a PNG file, made in memory alone: {@link ImageIO#write} keeps what it makes for a stream in
 * a file of the system's temporary folder meanwhile, and fails where that is full.
 */
public final class PngBytes {
    private PngBytes() {
    }

    /** The whole file. */
    public static byte[] of(BufferedImage picture) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            writer.setOutput(out);
            writer.write(new IIOImage(picture, null, null));
        } catch (IOException e) {
            throw new UncheckedIOException("A picture of " + picture.getWidth() + " × " + picture.getHeight()
                    + " pixels cannot be made a PNG file (" + e.getMessage() + ").", e); // memory does not fail
        } finally {
            writer.dispose();
        }
        return png.toByteArray();
    }
}
