package cnn.core.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts the first frame out of a GIF file, so that the rest of an animation is neither read nor trusted, and finds where
 * the frame lies on the picture.
 *
 * <p>Source: CompuServe, Graphics Interchange Format, version 89a, sections 18 to 23.
 */
final class GifFile {
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int FRAME = 0x2C;
    private static final int END = 0x3B;
    private static final int INTERLACED = 0x40;

    private final ByteBuffer file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private GifFile(byte[] bytes) {
        file = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The first frame.
     *
     * @param bytes a GIF file that holds it alone
     * @param width columns of the whole picture
     * @param height rows of the whole picture
     * @param left first column of the frame
     * @param top first row of the frame
     * @param frameWidth columns of the frame
     * @param frameHeight rows of the frame
     * @param interlaced whether its rows come in the order of interlacing and not from top to bottom
     */
    record Frame(byte[] bytes, int width, int height, int left, int top, int frameWidth, int frameHeight,
            boolean interlaced) {
        /** Puts the rows in order. The JDK's reader loses some of an interlaced picture with fewer than 5 rows. */
        BufferedImage ordered(BufferedImage image) {
            if (!interlaced) {
                return image;
            }
            Raster from = image.getRaster();
            WritableRaster to = from.createCompatibleWritableRaster();
            int[] row = new int[image.getWidth() * from.getNumBands()];
            int read = 0;
            for (int[] pass : new int[][] {{0, 8}, {4, 8}, {2, 4}, {1, 2}}) {
                for (int y = pass[0]; y < image.getHeight(); y += pass[1]) {
                    to.setPixels(0, y, image.getWidth(), 1, from.getPixels(0, read++, image.getWidth(), 1, row));
                }
            }
            return new BufferedImage(image.getColorModel(), to, false, null);
        }
    }

    static Frame read(byte[] bytes) throws DecodeException {
        try {
            return new GifFile(bytes).frame();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new DecodeException("it is cut short");
        }
    }

    private Frame frame() throws DecodeException {
        file.position(6);
        int width = file.getShort() & 0xFFFF;
        int height = file.getShort() & 0xFFFF;
        int colours = palette(file.get(), 2);
        int transparent = -1;
        keep(0);
        while (true) {
            int start = file.position();
            int kind = file.get() & 0xFF;
            if (kind == EXTENSION) {
                boolean control = (file.get() & 0xFF) == GRAPHIC_CONTROL;
                blocks();
                if (control) {
                    keep(start);
                    transparent = (file.get(start + 3) & 1) != 0 ? file.get(start + 6) & 0xFF : -1;
                }
            } else if (kind == FRAME) {
                int left = file.getShort() & 0xFFFF;
                int top = file.getShort() & 0xFFFF;
                int frameWidth = file.getShort() & 0xFFFF;
                int frameHeight = file.getShort() & 0xFFFF;
                ImageDecoder.checkSize(frameWidth, frameHeight);
                int flags = file.position();
                boolean interlaced = (file.get() & INTERLACED) != 0;
                int own = palette(file.get(flags), 0);
                LzwCodes codes = LzwCodes.gif(file.get() & 0xFF, (long) frameWidth * frameHeight,
                        own > 0 ? own : colours, transparent);
                blocks(codes);
                codes.checkComplete();
                file.put(flags, (byte) (file.get(flags) & ~INTERLACED));
                keep(start);
                kept.write(END);
                return new Frame(kept.toByteArray(), Math.max(width, left + frameWidth),
                        Math.max(height, top + frameHeight), left, top, frameWidth, frameHeight,
                        interlaced);
            } else {
                throw new DecodeException(kind == END ? "it holds no pixels" : "it is damaged");
            }
        }
    }

    /** Skips what follows a descriptor's flags: some bytes, and the palette that the flags announce, whose size it returns. */
    private int palette(int flags, int more) {
        int colours = (flags & 0x80) != 0 ? 1 << (flags & 7) + 1 : 0;
        file.position(file.position() + more + 3 * colours);
        return colours;
    }

    /** Runs over blocks up to the empty one. */
    private void blocks(LzwCodes codes) throws DecodeException {
        for (int length = file.get() & 0xFF; length > 0; length = file.get() & 0xFF) {
            int start = file.position();
            file.position(start + length);
            codes.add(file.array(), start, length);
        }
    }

    /** Skips blocks up to the empty one. */
    private void blocks() {
        for (int length = file.get() & 0xFF; length > 0; length = file.get() & 0xFF) {
            file.position(file.position() + length);
        }
    }

    private void keep(int from) {
        kept.write(file.array(), from, file.position() - from);
    }
}
