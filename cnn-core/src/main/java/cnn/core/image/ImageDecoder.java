package cnn.core.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads image files: PNG, JPEG, BMP and GIF (its first frame), told by their content. Transparent parts become white, as
 * on paper; 16-bit samples are rounded to 8; palettes and CMYK become red, green, blue; colour profiles and gamma are
 * not applied; a JPEG photograph is turned upright as its Exif block says. The picture has 1 channel where every pixel
 * is grey, else 3.
 *
 * <p>Whatever the file holds, the end is a picture or an {@link ImageException}. A file that is cut short or whose
 * checksums are wrong is an error, never half a picture. Sizes are read and limited before any pixel is decoded.
 */
public final class ImageDecoder {
    /** Pixels that a picture may have at most: 100 million. */
    public static final int MAX_PIXELS = 100_000_000;
    private static final long MAX_BYTES = 500_000_000;
    private static final String MEND = "Save the picture anew, or remove the file";

    static {
        // decoding needs no display, and must not look for one
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private ImageDecoder() {
    }

    /** Reads a file. */
    public static ByteImage decode(Path file) {
        String name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                throw new ImageException(name, "it is a folder", "Give an image file", null);
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new ImageException(name, "it has " + Files.size(file) + " bytes, and the limit is " + MAX_BYTES,
                        "Save the picture smaller", null);
            }
            return decode(name, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new ImageException(name, "there is no such file", "Check the path", e);
        } catch (AccessDeniedException e) {
            throw new ImageException(name, "permission denied", "Give yourself the right to read it", e);
        } catch (IOException e) {
            throw new ImageException(name, "the disk gave an error (" + e.getMessage() + ")", "Try again", e);
        } catch (OutOfMemoryError e) {
            throw tooLittleMemory(name, e);
        }
    }

    /**
     * Reads a file that is already in memory.
     *
     * @param name what to call it in messages
     * @param bytes the whole file
     */
    public static ByteImage decode(String name, byte[] bytes) {
        if (bytes.length == 0) {
            throw new ImageException(name, "the file is empty", "Remove it", null);
        }
        ImageFormat format = ImageFormat.of(bytes).orElseThrow(() -> new ImageException(name,
                "it is neither PNG nor JPEG, BMP or GIF", "Convert it to one of these, or remove it", null));
        try {
            return switch (format) {
                case PNG -> png(bytes);
                case GIF -> gif(bytes);
                case BMP -> Pixels.withDoubtfulAlpha(read("bmp", bytes));
                case JPEG -> Orientation.upright(Pixels.of(read("jpeg", bytes)), Orientation.of(bytes));
            };
        } catch (DecodeException e) {
            throw new ImageException(name, e.getMessage(), MEND, e);
        } catch (OutOfMemoryError e) {
            throw tooLittleMemory(name, e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // decoders meet damage in many ways: array bounds, negative sizes, endless nesting
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new ImageException(name, "the " + format + " file is damaged (" + reason + ")", MEND, e);
        }
    }

    private static ImageException tooLittleMemory(String name, Throwable e) {
        return new ImageException(name, "there is too little memory for it",
                "Save the picture smaller, or give Java more memory, for example -Xmx4g", e);
    }

    private static ByteImage png(byte[] bytes) throws IOException, DecodeException {
        PngFile.Essentials png = PngFile.read(bytes);
        checkSize(png.width(), png.height());
        return Pixels.of(read("png", png.bytes()));
    }

    private static ByteImage gif(byte[] bytes) throws IOException, DecodeException {
        GifFile.Frame frame = GifFile.read(bytes);
        checkSize(frame.width(), frame.height());
        checkSize(frame.frameWidth(), frame.frameHeight());
        return Pixels.of(frame.ordered(read("gif", frame.bytes())), frame.width(), frame.height(), frame.left(),
                frame.top());
    }

    private static void checkSize(long width, long height) throws DecodeException {
        if (width < 1 || height < 1) {
            throw new DecodeException("it says it is " + width + "×" + height + " pixels large");
        }
        if (width * height > MAX_PIXELS) {
            throw new DecodeException("it is " + width + "×" + height + " pixels large, and the limit is "
                    + MAX_PIXELS / 1_000_000 + " million");
        }
    }

    private static BufferedImage read(String format, byte[] bytes) throws IOException, DecodeException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            checkSize(reader.getWidth(0), reader.getHeight(0));
            BufferedImage image = reader.read(0);
            for (String warning : warnings) {
                // what a decoder shrugs off by filling the rest with grey
                if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                    throw new DecodeException("it is cut short");
                }
            }
            return image;
        } finally {
            reader.dispose();
        }
    }
}
