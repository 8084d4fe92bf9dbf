package cnn.core.image;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
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
        check(bytes);
        return Pixels.withDoubtfulAlpha(Readers.read(new BMPImageReaderSpi(), bytes, reader -> reader.read(0)));
    }

    private static void check(byte[] bytes) throws DecodeException {
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
            throw new DecodeException("BMP has no pictures of " + depth + " bits, compression " + compression + " and "
                    + planes + " planes, or they are not read");
        }
        if (offset < FILE_HEADER + header || offset > bytes.length) {
            throw new DecodeException(offset > bytes.length ? "it is cut short" : "its header is damaged");
        }
        long row = (depth * width + 31) / 32 * 4;
        if ((compression == 0 || depth >= 16) && offset + row * height > bytes.length) {
            throw new DecodeException("it is cut short: " + height + " rows of " + row + " bytes are due from byte "
                    + offset + ", and the file has " + bytes.length);
        }
        if (compression == 1 || compression == 2) {
            checkRuns(bytes, (int) offset, width, height, compression == 2);
        }
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
