package cnn.core.image;

import cnn.core.text.Count;
import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Checks that a BMP file holds what its header says. The format has no checksum: a pixel that was changed cannot be told
 * from one that is meant.
 *
 * <p>Source: Microsoft, [MS-WMF], section 2.2.2.9 and BITMAPFILEHEADER.
 */
final class BmpFile {
    private static final int FILE_HEADER = 14;
    private static final int CORE = 12;

    private BmpFile() {
    }

    static ByteImage decode(byte[] bytes) throws IOException, DecodeException {
        int colours = check(bytes);
        BufferedImage image = Readers.read(new BMPImageReaderSpi(), bytes, reader -> reader.read(0));
        Palette.check(image, colours);
        return Pixels.withDoubtfulAlpha(image);
    }

    /** The number of colours in its palette; 0 without one. */
    private static int check(byte[] bytes) throws DecodeException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < FILE_HEADER + CORE) {
            throw new DecodeException("it is cut short");
        }
        long offset = file.getInt(10) & 0xFFFF_FFFFL;
        long header = file.getInt(14) & 0xFFFF_FFFFL;
        if (header < CORE || FILE_HEADER + header > bytes.length || header != CORE && header < 16) {
            throw new DecodeException("its header is damaged");
        }
        boolean core = header == CORE;
        long width = core ? file.getShort(18) & 0xFFFF : file.getInt(18);
        long height = core ? file.getShort(20) & 0xFFFF : Math.abs((long) file.getInt(22));
        int planes = file.getShort(core ? 22 : 26);
        int depth = file.getShort(core ? 24 : 28) & 0xFFFF;
        ImageDecoder.checkSize(width, height);
        int compression = header < 20 ? 0 : file.getInt(30);
        if (compression == 4 || compression == 5 || depth == 0) {
            throw new DecodeException("it holds a picture of another format, which is not read");
        }
        boolean known = switch (depth) {
            case 1, 2, 24 -> compression == 0;
            case 4 -> compression == 0 || compression == 2;
            case 8 -> compression == 0 || compression == 1;
            case 16, 32 -> compression == 0 || compression == 3 || compression == 6;
            default -> false;
        };
        if (!known || planes != 1) {
            throw new DecodeException(
                    "BMP has no pictures of " + Count.of(depth, "bit") + ", compression " + compression + " and "
                            + Count.of(planes, "plane") + ", or they are not read");
        }
        if (offset < FILE_HEADER + header || offset > bytes.length) {
            throw new DecodeException(offset > bytes.length ? "it is cut short" : "its header is damaged");
        }
        long row = (depth * width + 31) / 32 * 4;
        if (compression == 0 || depth >= 16) {
            checkRows(file, offset, row, height, header);
        }
        if (compression == 3 || compression == 6) {
            checkMasks(file);
        }
        if (compression == 1 || compression == 2) {
            checkRuns(bytes, (int) offset, width, height, compression == 2);
        }
        return depth > 8
                ? 0
                : colours(1 << depth, offset - FILE_HEADER - header, core ? 3 : 4, header < 36
                        ? 0
                        : file.getInt(46) & 0xFFFF_FFFFL);
    }

    /** Rows of the length that the width needs, and no row that is left over before the end that the file tells of. */
    private static void checkRows(ByteBuffer file, long offset, long row, long height, long header)
            throws DecodeException {
        long end = offset + row * height;
        if (end > file.limit()) {
            throw new DecodeException("it is cut short: " + Count.of(height, "row") + " of " + Count.of(row, "byte")
                    + " are due from byte "
                    + Count.of(offset) + ", and the file has " + Count.of(file.limit()));
        }
        boolean profile = header >= 124 && file.getInt(FILE_HEADER + 116) != 0;
        if (!profile && (file.getInt(2) & 0xFFFF_FFFFL) == file.limit() && file.limit() - end >= row) {
            throw new DecodeException(
                    "it is damaged: " + Count.of(height, "row") + " of " + Count.of(row, "byte") + " end at byte "
                            + Count.of(end) + ", and the file, as it says itself, at " + Count.of(file.limit()));
        }
    }

    private static void checkMasks(ByteBuffer file) throws DecodeException {
        int red = file.getInt(54);
        int green = file.getInt(58);
        int blue = file.getInt(62);
        if (red == 0 || green == 0 || blue == 0 || (red & green | red & blue | green & blue) != 0) {
            throw new DecodeException("its header is damaged: its colours share bits or have none");
        }
    }

    /** Colours between header and pixels. Where the header tells no number, fewer than the depth allows will do. */
    private static int colours(int most, long room, int each, long told) throws DecodeException {
        if (told > room / each || room < each) {
            throw new DecodeException("its header is damaged: its palette of "
                    + Count.of(told == 0 ? most : told, "colour") + " reaches into its pixels");
        }
        return (int) Math.min(Math.min(most, told == 0 ? most : told), room / each);
    }

    /** Runs end with an end mark, or fill all rows; none lies outside of the picture. */
    private static void checkRuns(byte[] bytes, int offset, long width, long height, boolean halves)
            throws DecodeException {
        long x = 0;
        long y = 0;
        int at = offset;
        while (at + 1 < bytes.length) {
            int count = bytes[at] & 0xFF;
            int value = bytes[at + 1] & 0xFF;
            at += 2;
            if (count > 0 || value > 2) {
                if (y >= height) {
                    throw new DecodeException("it is damaged: there are pixels below the last row");
                }
                x += count > 0 ? count : value;
                at += count > 0 ? 0 : ((halves ? (value + 1) / 2 : value) + 1) / 2 * 2;
                if (x > width) {
                    throw new DecodeException("it is damaged: a run goes beyond the end of its row");
                }
            } else if (value == 0) {
                x = 0;
                y++;
            } else if (value == 1) {
                return;
            } else if (at + 1 < bytes.length) {
                x += bytes[at] & 0xFF;
                y += bytes[at + 1] & 0xFF;
                at += 2;
            }
        }
        if (y < height - 1 || y == height - 1 && x < width) {
            throw new DecodeException("it is cut short");
        }
    }
}
