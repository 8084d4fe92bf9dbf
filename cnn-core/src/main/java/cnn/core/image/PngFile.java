package cnn.core.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Checks a PNG file's structure, which the JDK's reader takes on trust: chunk lengths, checksums, header fields. What
 * goes to the decoder are only the chunks that pixels depend on, so that texts, profiles and animations can do no harm.
 *
 * <p>Source: W3C, Portable Network Graphics (PNG) Specification, sections 5 and 11.
 */
final class PngFile {
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int TRNS = 0x74524E53;
    private static final int EXIF = 0x65584966;
    private static final int ANCILLARY = 0x20000000;

    private final ByteBuffer file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int width;
    private int height;
    private int bits;
    private boolean interlaced;
    private boolean indexed;
    private boolean palette;
    private int colours;
    private boolean data;
    private int orientation = 1;

    private PngFile(byte[] bytes) {
        file = ByteBuffer.wrap(bytes);
    }

    /** The file reduced to what matters, and its size. Throws {@link DecodeException} where the file is damaged. */
    static Essentials read(byte[] bytes) throws DecodeException {
        PngFile png = new PngFile(bytes);
        png.keep(0, 8);
        png.file.position(8);
        png.header();
        try (PngData data = new PngData(PngData.bytes(png.width, png.height, png.bits, png.interlaced))) {
            while (png.chunk(data)) {
                // all work is done there
            }
            if (!png.data) {
                throw new DecodeException("it holds no pixels");
            }
            data.checkComplete();
        }
        return new Essentials(png.kept.toByteArray(), png.width, png.height, png.indexed ? png.colours : 0,
                png.orientation);
    }

    private void keep(int from, int to) {
        kept.write(file.array(), from, to - from);
    }

    private void header() throws DecodeException {
        if (file.remaining() < 25 || file.getInt(8) != 13 || file.getInt(12) != IHDR) {
            throw new DecodeException("its header is damaged");
        }
        width = file.getInt(16);
        height = file.getInt(20);
        int depth = file.get(24);
        int colour = file.get(25);
        boolean known = switch (colour) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            default -> false;
        };
        if (!known) {
            throw new DecodeException("PNG has no colour type " + colour + " with " + depth + " bits");
        }
        if (width < 1 || height < 1 || file.get(26) != 0 || file.get(27) != 0 || (file.get(28) & ~1) != 0) {
            throw new DecodeException("its header is damaged");
        }
        ImageDecoder.checkSize(width, height);
        bits = depth * switch (colour) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
        interlaced = file.get(28) == 1;
        indexed = colour == 3;
        palette = indexed;
    }

    /** Takes the next chunk; false after the last one. */
    private boolean chunk(PngData pixels) throws DecodeException {
        int start = file.position();
        if (file.remaining() < 12) {
            // a missing end mark loses no pixels
            return false;
        }
        int length = file.getInt();
        int type = file.getInt();
        if (length < 0 || length > file.remaining() - 4) {
            if (data && type != IDAT) {
                return false;
            }
            throw new DecodeException("it is cut short");
        }
        file.position(start + 8 + length + 4);
        // of every part: one whose kind or length was changed hides what the picture needs
        CRC32 sum = new CRC32();
        sum.update(file.array(), start + 4, length + 4);
        if ((int) sum.getValue() != file.getInt(start + 8 + length)) {
            throw new DecodeException("a checksum is wrong");
        }
        if (type == IHDR && start != 8) {
            throw new DecodeException("it has two headers");
        }
        if (type != IHDR && type != PLTE && type != IDAT && type != IEND && type != TRNS && type != EXIF) {
            if ((type & ANCILLARY) == 0) {
                throw new DecodeException("it has a part of unknown kind");
            }
            return true;
        }
        if (type == EXIF) {
            orientation = Math.max(1, Orientation.inExif(file.array(), start + 8, start + 8 + length));
            return true;
        }
        if (type == PLTE) {
            palette = false;
            colours = length / 3;
            if (length % 3 != 0 || colours < 1 || colours > 256) {
                throw new DecodeException(
                        "its palette has " + length + " bytes, and 3 for each of 1 to 256 colours are "
                                + "due");
            }
        }
        if (type == IDAT) {
            if (palette) {
                throw new DecodeException("its palette is missing");
            }
            data = true;
            pixels.add(file.array(), start + 8, length);
        }
        keep(start, file.position());
        return type != IEND;
    }

    /**
     * What is left of a file, the size that its header tells, the colours that its pixels choose from, 0 where they do not, and how the picture is turned,
     * see {@link Orientation}.
     */
    record Essentials(byte[] bytes, int width, int height, int colours, int orientation) {
    }
}
