package cnn.core.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Image files in memory. */
final class Encoded {
    private Encoded() {
    }

    /** A file beside the tests. */
    static byte[] resource(String name) {
        try (InputStream file = Encoded.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Smooth and noisy at once, so that neither runs nor constant blocks hide a fault. */
    static BufferedImage noise(int width, int height, int type) {
        Random random = new Random(7);
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            int x = i % width;
            int y = i / width;
            image.setRGB(x, y, (3 * x + random.nextInt(60)) << 16 | (2 * y + random.nextInt(60)) << 8
                    | random.nextInt(60));
        }
        return image;
    }

    /** By Java's own writers. */
    static byte[] of(BufferedImage image, String format) {
        return of(image, format, null, false);
    }

    static byte[] of(BufferedImage image, String format, String compression, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (compression != null) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionType(compression);
            }
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A binary PPM file. */
    static byte[] ppm(BufferedImage image) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ascii("P6\n# noise\n" + image.getWidth() + " " + image.getHeight() + "\n255\n"));
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
            file.write(rgb >> 16);
            file.write(rgb >> 8);
            file.write(rgb);
        }
        return file.toByteArray();
    }

    /** Puts an Exif block, given in hexadecimal, behind a JPEG file's start mark. */
    static byte[] withExif(byte[] jpeg, String exif) {
        return withSegment(jpeg, 0xE1, "457869660000" + exif);
    }

    /** Puts a segment behind a JPEG file's start mark. */
    static byte[] withSegment(byte[] jpeg, int marker, String hex) {
        byte[] block = HexFormat.of().parseHex(hex);
        return ByteBuffer.allocate(jpeg.length + 4 + block.length).put(jpeg, 0, 2).putShort((short) (0xFF00 | marker))
                .putShort((short) (2 + block.length)).put(block).put(jpeg, 2, jpeg.length - 2).array();
    }

}
