package cnn.core.image;

import cnn.api.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, as a JPEG file's Exif block tells: 1 is upright, 2 to 8 are the turned and mirrored ones.
 *
 * <p>Source: CIPA DC-008, Exif 2.32, section 4.6.4, tag 274.
 */
final class Orientation {
    private static final int TAG = 0x0112;

    private Orientation() {
    }

    /** The orientation of a JPEG file, 1 where it tells none. Never throws. */
    static int of(byte[] jpeg) {
        ByteBuffer file = ByteBuffer.wrap(jpeg);
        int at = 2;
        while (at + 4 <= jpeg.length && (jpeg[at] & 0xFF) == 0xFF) {
            int marker = jpeg[at + 1] & 0xFF;
            int length = file.getShort(at + 2) & 0xFFFF;
            if (marker == 0xDA || length < 2 || at + 2 + length > jpeg.length) {
                return 1;
            }
            if (marker == 0xE1 && length >= 16 && file.getInt(at + 4) == 0x45786966) {
                return inExif(file.slice(at + 10, length - 8));
            }
            at += 2 + length;
        }
        return 1;
    }

    private static int inExif(ByteBuffer exif) {
        exif.order(exif.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = exif.getInt(4) & 0xFFFF_FFFFL;
        if (directory + 2 > exif.limit()) {
            return 1;
        }
        int entries = exif.getShort((int) directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > exif.limit()) {
                return 1;
            }
            if ((exif.getShort((int) entry) & 0xFFFF) == TAG) {
                int value = exif.getShort((int) entry + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    /** The picture as it was seen. */
    static ByteImage upright(ByteImage image, int orientation) {
        if (orientation == 1) {
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
