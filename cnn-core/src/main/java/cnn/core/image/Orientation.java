package cnn.core.image;

import cnn.api.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, as an Exif block or a TIFF file tells: 1 is upright, 2 to 8 are the turned and mirrored ones.
 *
 * <p>Source: CIPA DC-008, Exif 2.32, section 4.6.4, tag 274; Adobe, TIFF 6.0, section 2.
 */
final class Orientation {
    private static final int TAG = 0x0112;

    private Orientation() {
    }

    /**
     * The orientation in an Exif block, 0 where it tells none. That of the first directory counts; later ones describe a
     * thumbnail. Never throws: what a camera notes wrongly leaves the picture as it is. That is a block without a byte
     * order mark and the number 42, another count than 1, a value beyond 8.
     *
     * @param from where the block's byte order mark is
     * @param to end of the block
     */
    static int inExif(byte[] file, int from, int to) {
        if (to - from < 8) {
            return 0;
        }
        ByteBuffer exif = ByteBuffer.wrap(file, from, to - from).slice();
        boolean little = exif.getShort(0) == 0x4949;
        if (!little && exif.getShort(0) != 0x4D4D) {
            return 0;
        }
        exif.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (exif.getShort(2) != 42) {
            return 0;
        }
        long directory = exif.getInt(4) & 0xFFFF_FFFFL;
        if (directory + 2 > exif.limit()) {
            return 0;
        }
        int entries = exif.getShort((int) directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > exif.limit()) {
                return 0;
            }
            if ((exif.getShort((int) entry) & 0xFFFF) == TAG) {
                return value(exif, (int) entry);
            }
        }
        return 0;
    }

    /**
     * The standard says one SHORT. Programs write it in any width; but of several what stands here may be where they are.
     */
    private static int value(ByteBuffer exif, int entry) {
        if (exif.getInt(entry + 4) != 1) {
            return 0;
        }
        long value = switch (exif.getShort(entry + 2)) {
            case 1, 6 -> exif.get(entry + 8);
            case 3, 8 -> exif.getShort(entry + 8);
            case 4, 9 -> exif.getInt(entry + 8);
            default -> 0;
        };
        return value >= 1 && value <= 8 ? (int) value : 0;
    }

    /** The picture as it was seen. */
    static ByteImage upright(ByteImage image, int orientation) {
        if (orientation <= 1) {
            return image;
        }
        int height = image.shape().height();
        int width = image.shape().width();
        int channels = image.shape().channels();
        boolean turned = orientation >= 5;
        int outHeight = turned ? width : height;
        int outWidth = turned ? height : width;
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        byte[] out = new byte[image.pixels().length];
        for (int y = 0, to = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++) {
                int row = turned ? x : y;
                int column = turned ? y : x;
                int from = ((fromBottom ? height - 1 - row : row) * width
                        + (fromRight ? width - 1 - column : column)) * channels;
                for (int c = 0; c < channels; c++) {
                    out[to++] = image.pixels()[from + c];
                }
            }
        }
        return new ByteImage(Shape.image(outHeight, outWidth, channels), out);
    }
}
