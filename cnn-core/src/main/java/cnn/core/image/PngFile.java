package cnn.core.image;

import cnn.core.text.Count;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads PNG files, and checks all that the format lets a reader check: chunk lengths, checksums, header fields, the length
 * and the sum of the data. The JDK's reader takes these on trust; to check them beside it would be to inflate twice, two
 * fifths of the time. Texts, profiles and animations are passed over and can do no harm.
 *
 * <p>Source: W3C, Portable Network Graphics (PNG) Specification, sections 5 and 11.
 */
final class PngFile implements AutoCloseable {
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int TRNS = 0x74524E53;
    private static final int EXIF = 0x65584966;
    private static final int ANCILLARY = 0x20000000;

    /** As many bytes may one byte of deflate's codes stand for: 258 for every 2 bits. */
    private static final long MOST_BYTES = 1032;

    private final ByteBuffer file;
    private final PngHeader header;
    private byte[] palette = {};
    private byte[] transparency = {};
    private @Nullable PngSamples samples;
    private @Nullable PngData data;
    private int orientation = 1;

    private PngFile(byte[] bytes) throws DecodeException {
        file = ByteBuffer.wrap(bytes);
        header = PngHeader.of(file);
        file.position(8);
    }

    /** The picture. Throws {@link DecodeException} where the file is damaged. */
    static ByteImage decode(byte[] bytes) throws DecodeException {
        try (PngFile png = new PngFile(bytes)) {
            while (png.chunk()) {
                // all work is done there
            }
            if (png.data == null) {
                throw new DecodeException("it holds no pixels");
            }
            png.data.checkComplete();
            return Orientation.upright(png.samples.picture(), png.orientation);
        }
    }

    /** Takes the next chunk; false after the last one. */
    private boolean chunk() throws DecodeException {
        int start = file.position();
        if (file.remaining() < 12) {
            // a missing end mark loses no pixels
            return false;
        }
        int length = file.getInt();
        int type = file.getInt();
        if (length < 0 || length > file.remaining() - 4) {
            if (data != null && type != IDAT) {
                return false;
            }
            throw new DecodeException("it is cut short");
        }
        int from = start + 8;
        int to = from + length;
        file.position(to + 4);
        // of every part: one whose kind or length was changed hides what the picture needs
        CRC32 sum = new CRC32();
        sum.update(file.array(), start + 4, length + 4);
        if ((int) sum.getValue() != file.getInt(to)) {
            throw new DecodeException("a checksum is wrong");
        }
        switch (type) {
            case IHDR -> {
                if (start != 8) {
                    throw new DecodeException("it has two headers");
                }
            }
            case PLTE -> palette(Arrays.copyOfRange(file.array(), from, to));
            case TRNS -> transparency(Arrays.copyOfRange(file.array(), from, to));
            case IDAT -> pixels(from, length);
            case EXIF -> orientation = Math.max(1, Orientation.inExif(file.array(), from, to));
            case IEND -> {
                return false;
            }
            default -> {
                if ((type & ANCILLARY) == 0) {
                    throw new DecodeException("it has a part of unknown kind");
                }
            }
        }
        return true;
    }

    private void palette(byte[] colours) throws DecodeException {
        int count = colours.length / 3;
        if (colours.length % 3 != 0 || count < 1 || count > 256) {
            throw new DecodeException("its palette has "
                    + Count.of(colours.length, "byte") + ", and 3 for each of 1 to 256 colours are due");
        }
        if (!header.indexed()) {
            return; // a hint for screens that show few colours
        }
        if (palette.length > 0) {
            throw new DecodeException("it is damaged: it has two palettes");
        }
        if (count > 1 << header.depth()) {
            throw new DecodeException(
                    "it is damaged: its palette has " + Count.of(count, "colour") + ", and its pixels tell "
                            + (1 << header.depth()) + " apart");
        }
        palette = colours;
    }

    private void transparency(byte[] content) throws DecodeException {
        if (data != null || header.indexed() && palette.length == 0) {
            throw new DecodeException("it is damaged: its transparency stands "
                    + (data != null ? "behind its pixels" : "before its palette"));
        }
        boolean fits = switch (header.colour()) {
            case 0 -> content.length == 2;
            case 2 -> content.length == 6;
            case 3 -> content.length <= palette.length / 3;
            default -> false;
        };
        if (!fits) {
            throw new DecodeException("it is damaged: its transparency has "
                    + Count.of(content.length, "byte") + ", which do not fit colour type " + header.colour());
        }
        transparency = content;
    }

    private void pixels(int from, int length) throws DecodeException {
        if (header.indexed() && palette.length == 0) {
            throw new DecodeException("its palette is missing");
        }
        if (data == null) {
            long wanted = header.bytes();
            // a file that cannot hold them costs no memory for them
            boolean possible = wanted <= MOST_BYTES * file.limit();
            samples = possible ? new PngSamples(header, palette, transparency) : null;
            data = new PngData(wanted, possible ? new PngRows(header, samples) : null);
        }
        data.add(file.array(), from, length);
    }

    @Override
    public void close() {
        if (data != null) {
            data.close();
        }
    }
}
