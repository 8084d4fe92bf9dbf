package cnn.core.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads image files: PNG, JPEG, BMP, GIF, WebP, TIFF and PNM, told by their content; of an animation or of several pages the
 * first. The picture has 1 channel where every pixel is grey, else 3.
 *
 * <p>Samples are taken as they are stored, in every format: neither colour profiles nor gamma are applied, as the usual
 * loaders of training images do it. Transparent parts become white, as on paper; samples of other lengths are scaled to 8
 * bits and rounded; palettes become red, green, blue, and so does CMYK, by {@code (255 − C)(255 − K) / 255}; a photograph is
 * turned upright as its Exif block says (JPEG, PNG, WebP), or its orientation field (TIFF).
 *
 * <p>Whatever the file holds, the end is a picture or an {@link ImageException}. A file that is cut short, whose checksums
 * are wrong, or about which its decoder complains is an error, never half a picture; an end mark alone may be missing, and
 * what follows the picture is not looked at, but for PNM files, which have no other way to tell that their size is wrong. Sizes are read and limited before any pixel is decoded. Which decoder reads
 * does not depend on what else is on the class path. Where memory or stack ran out, {@link Exhaustion#in} tells it.
 */
public final class ImageDecoder {
    /** Pixels that a picture may have at most: 100 million. */
    public static final int MAX_PIXELS = 100_000_000;
    /** To be raised whenever a decoder or {@link Fitting} gives other pixels than before: pictures that are kept decoded go by it. */
    static final int VERSION = 2;
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

    /**
     * Names all that decides which pixels a file gives, besides the file: what was decoded under another name may differ.
     */
    public static String version() {
        return "decoders " + VERSION + ", TwelveMonkeys " + new WebPImageReaderSpi().getVersion() + ", Java "
                + Runtime.version();
    }

    /** Reads a file. */
    public static ByteImage decode(Path file) {
        return decode(file.toString(), content(file));
    }

    /** A file's bytes, where it is one that {@link #decode(String, byte[])} would look at. */
    public static byte[] content(Path file) {
        String name = file.toString();
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new ImageException(name, "it is a folder", "Give an image file", null);
            }
            if (!attributes.isRegularFile()) {
                // a pipe would block whoever opens it
                throw new ImageException(name, "it is a pipe, a device or the like",
                        "Give an image file; what a program writes, save to a file first", null);
            }
            if (attributes.size() > MAX_BYTES) {
                throw new ImageException(name, "it has " + attributes.size() + " bytes, and the limit is " + MAX_BYTES,
                        "Save the picture smaller", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ImageException(name, "there is no such file", "Check the path", e);
        } catch (AccessDeniedException e) {
            throw new ImageException(name, "permission denied", "Give yourself the right to read it", e);
        } catch (IOException e) {
            throw new ImageException(name, "the disk gave an error (" + e.getMessage() + ")", "Try again", e);
        } catch (OutOfMemoryError e) {
            throw exhausted(name, e);
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
                "it is not " + ImageFormat.NAMES, "Convert it to one of these, or remove it", null));
        try {
            return switch (format) {
                case PNG -> PngFile.decode(bytes);
                case GIF -> gif(bytes);
                case BMP -> BmpFile.decode(bytes);
                case JPEG -> jpeg(bytes);
                case WEBP -> WebpFile.decode(bytes);
                case TIFF, TIFF_BIG_ENDIAN -> TiffFile.decode(bytes);
                case BIG_TIFF, BIG_TIFF_BIG_ENDIAN -> throw new ImageException(name,
                        "it is a BigTIFF file, which is not read", "Save it as plain TIFF or PNG", null);
                case PNM -> PnmFile.decode(bytes);
            };
        } catch (ImageException | MissingReaderException e) { // they say what to do themselves
            throw e;
        } catch (DecodeException e) {
            throw new ImageException(name, e.getMessage(), MEND, e);
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (Exhaustion.in(e) != null) {
                throw exhausted(name, e);
            }
            // decoders meet damage in many ways: array bounds, negative sizes, endless nesting
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new ImageException(name, "the " + format + " file is damaged (" + reason + ")", MEND, e);
        }
    }

    /**
     * Reads a file from a stream, to its end. The stream is left open.
     *
     * @param name what to call it in messages
     */
    public static ByteImage decode(String name, InputStream stream) {
        byte[] bytes;
        try {
            bytes = stream.readNBytes((int) MAX_BYTES + 1);
        } catch (IOException e) {
            throw new ImageException(name, "the stream gave an error (" + e.getMessage() + ")", "Try again", e);
        } catch (OutOfMemoryError e) {
            throw exhausted(name, e);
        }
        if (bytes.length == 0) {
            throw new ImageException(name, "nothing is left to read in it",
                    "Give a stream that stands at the start of an image file", null);
        }
        if (bytes.length > MAX_BYTES) {
            throw new ImageException(name, "it has more than " + MAX_BYTES + " bytes, which is the limit",
                    "Save the picture smaller", null);
        }
        return decode(name, bytes);
    }

    private static ImageException exhausted(String name, Throwable e) {
        return Exhaustion.in(e) instanceof StackOverflowError
                ? new ImageException(name, "the thread's stack is too small for it",
                        "Save the picture anew, or give threads more, for example -Xss2m", e)
                : new ImageException(name, "there is too little memory for it",
                        "Save the picture smaller, or give Java more memory, for example -Xmx4g", e);
    }

    private static ByteImage gif(byte[] bytes) throws IOException, DecodeException {
        GifFile.Frame frame = GifFile.read(bytes);
        checkSize(frame.width(), frame.height());
        BufferedImage image = Readers.read(Readers.Native.GIF.provider(), frame.bytes(), reader -> reader.read(0));
        return Pixels.of(frame.ordered(image), frame.width(), frame.height(), frame.left(), frame.top());
    }

    private static ByteImage jpeg(byte[] bytes) throws IOException, DecodeException {
        JpegFile.Essentials jpeg = JpegFile.read(bytes);
        Raster samples = Readers.read(Readers.Native.JPEG.provider(), jpeg.bytes(),
                reader -> reader.readRaster(0, null));
        return Orientation.upright(JpegColours.of(samples, jpeg), jpeg.orientation());
    }

    static void checkSize(long width, long height) throws DecodeException {
        if (width < 1 || height < 1) {
            throw new DecodeException("it says it is " + width + "×" + height + " pixels large");
        }
        if (width * height > MAX_PIXELS) {
            throw new DecodeException("it is " + width + "×" + height + " pixels large, and the limit is "
                    + MAX_PIXELS / 1_000_000 + " million");
        }
    }
}
