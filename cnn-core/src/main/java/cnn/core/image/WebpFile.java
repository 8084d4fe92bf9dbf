package cnn.core.image;

import cnn.core.text.Count;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks a WebP file's structure and reduces it to the chunks that pixels depend on; of an animation that is the first
 * frame, which lies on the whole picture. Profiles stay outside, so that samples are taken as they are stored.
 *
 * <p>The format has no checksum: where the coded pixels themselves were changed, the picture is another one.
 *
 * <p>Source: RFC 9649, section 2.
 */
final class WebpFile {
    private static final int VP8X = 0x58385056;
    private static final int VP8 = 0x20385056;
    private static final int VP8L = 0x4C385056;
    private static final int ALPH = 0x48504C41;
    private static final int ANMF = 0x464D4E41;
    private static final int EXIF = 0x46495845;
    /** More bytes than a decoder reads ahead. */
    private static final int BEHIND = 64;
    /** Bytes that the decoder of lossless codes has read behind the one that it is in: it holds 8. */
    private static final int AHEAD = 7;
    private static final int HAS_ALPHA = 0x10;
    private static final int HAS_ANIMATION = 0x02;

    private final ByteBuffer file;
    private boolean extended;
    private boolean animated;
    private int width;
    private int height;
    private int left;
    private int top;
    private int frameWidth;
    private int frameHeight;
    private int orientation;
    private @Nullable ByteBuffer alpha;
    private @Nullable ByteBuffer pixels;
    private int kind;

    private WebpFile(byte[] bytes) {
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteImage decode(byte[] bytes) throws IOException, DecodeException {
        WebpFile webp = new WebpFile(bytes);
        webp.walk();
        BufferedImage image = webp.complete();
        if (image == null) {
            image = Readers.read(new WebPImageReaderSpi(), webp.still(0).bytes, reader -> reader.read(0));
            webp.checkComplete(image);
        }
        return Orientation.upright(Pixels.of(image, webp.width, webp.height, webp.left, webp.top), webp.orientation);
    }

    private void walk() throws DecodeException {
        if (file.limit() < 20) {
            throw new DecodeException("it is cut short");
        }
        long end = 8 + (file.getInt(4) & 0xFFFF_FFFFL);
        if (end > file.limit()) {
            throw new DecodeException("it is cut short: it says it has " + Count.of(end, "byte") + ", and there are "
                    + Count.of(file.limit()));
        }
        chunks(12, (int) end, false);
        if (pixels == null) {
            throw new DecodeException("it holds no pixels");
        }
        if (!extended) {
            width = frameWidth;
            height = frameHeight;
        }
        if (frameWidth + left > width || frameHeight + top > height
                || !animated && (frameWidth != width || frameHeight != height)) {
            throw new DecodeException("it is damaged: its parts differ in size");
        }
        ImageDecoder.checkSize(width, height);
    }

    private void chunks(int from, int end, boolean frame) throws DecodeException {
        for (int at = from; at + 8 <= end;) {
            int type = file.getInt(at);
            long length = file.getInt(at + 4) & 0xFFFF_FFFFL;
            if (at + 8 + length > end) {
                throw new DecodeException("it is cut short");
            }
            chunk(type, at + 8, (int) length, frame, at == from && !frame);
            at += 8 + (int) length + (int) (length & 1);
        }
    }

    private void chunk(int type, int at, int length, boolean frame, boolean first) throws DecodeException {
        ByteBuffer content = file.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
        boolean wanted = pixels == null && (frame || !animated);
        switch (type) {
            case VP8X -> {
                if (!first || length != 10) {
                    throw new DecodeException("its header is damaged");
                }
                extended = true;
                animated = (content.get(0) & HAS_ANIMATION) != 0;
                width = 1 + u24(content, 4);
                height = 1 + u24(content, 7);
                ImageDecoder.checkSize(width, height);
            }
            case ANMF -> {
                if (animated && pixels == null) {
                    if (length < 24) {
                        throw new DecodeException("it is cut short");
                    }
                    left = 2 * u24(content, 0);
                    top = 2 * u24(content, 3);
                    chunks(at + 16, at + length, true);
                    if (pixels != null && (frameWidth != 1 + u24(content, 6) || frameHeight != 1 + u24(content, 9))) {
                        throw new DecodeException("it is damaged: its parts differ in size");
                    }
                }
            }
            case ALPH -> {
                if (wanted && length > 0 && (content.get(0) & 3) == 0) {
                    throw new DecodeException("it is a WebP with transparency that is not compressed, which is not "
                            + "read");
                }
                alpha = wanted ? content : alpha;
            }
            case VP8, VP8L -> {
                if (wanted) {
                    pixels = content;
                    kind = type;
                    size(content);
                }
            }
            case EXIF -> {
                // programs write the block with JPEG's mark before it, or without
                int skip = length > 6 && content.getInt(0) == 0x66697845 ? 6 : 0;
                orientation = Orientation.inExif(file.array(), at + skip, at + length);
            }
            default -> {
                // profiles, texts, other frames
            }
        }
    }

    private void size(ByteBuffer content) throws DecodeException {
        if (kind == VP8) {
            if (content.limit() < 10 || (content.get(0) & 1) != 0 || u24(content, 3) != 0x2A019D
                    || 10 + (u24(content, 0) >> 5) > content.limit()) {
                throw new DecodeException("it is damaged: its picture has a wrong header, or is cut short");
            }
            frameWidth = content.getShort(6) & 0x3FFF;
            frameHeight = content.getShort(8) & 0x3FFF;
        } else {
            if (content.limit() < 5 || content.get(0) != 0x2F) {
                throw new DecodeException("it is damaged: its picture has a wrong header");
            }
            int sizes = content.getInt(1);
            frameWidth = 1 + (sizes & 0x3FFF);
            frameHeight = 1 + (sizes >> 14 & 0x3FFF);
        }
        ImageDecoder.checkSize(frameWidth, frameHeight);
    }

    /**
     * The picture, where its decoder has read nothing behind its codes: then they are all there. Null where it has, or
     * where anything is wrong, which is said of the file as it is.
     */
    private @Nullable BufferedImage complete() {
        Still still = still(BEHIND);
        WatchedBytes input = new WatchedBytes(still.bytes, still.behind);
        try {
            BufferedImage image = Readers.read(new WebPImageReaderSpi(), input, reader -> reader.read(0));
            return input.isEntered() ? null : image;
        } catch (IOException | DecodeException | RuntimeException e) {
            return null;
        }
    }

    /**
     * Where codes end too early the decoder goes on with zeros and does not say so. With ones behind them it then finds
     * another picture. One lossless file in eight looks as if they did: its codes end with a whole byte.
     */
    private void checkComplete(BufferedImage image) throws IOException, DecodeException {
        BufferedImage other = Readers.read(new WebPImageReaderSpi(), still(BEHIND).bytes, reader -> reader.read(0));
        Raster one = image.getRaster();
        int[] row = new int[one.getWidth() * one.getNumBands()];
        int[] second = new int[row.length];
        for (int y = 0; y < one.getHeight(); y++) {
            if (!Arrays.equals(one.getPixels(0, y, one.getWidth(), 1, row),
                    other.getRaster().getPixels(0, y, one.getWidth(), 1, second))) {
                throw new DecodeException("it is cut short: its codes end before its pixels");
            }
        }
    }

    /**
     * A file of the picture alone.
     *
     * @param behind where a decoder reads nothing that is behind codes: the first byte, and the one behind the last, by turns
     */
    private record Still(byte[] bytes, int[] behind) {
    }

    /** A file of the picture alone, with so many bytes of ones behind its codes. */
    private Still still(int behind) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int[] places = new int[4];
        boolean withAlpha = alpha != null && kind == VP8;
        if (withAlpha) {
            ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
            header.put(0, (byte) HAS_ALPHA);
            // three bytes each; the fourth is overwritten or 0
            header.putInt(4, frameWidth - 1);
            header.putShort(7, (short) (frameHeight - 1));
            put(body, VP8X, header, 0);
            places[0] = end(body, alpha) + AHEAD;
            places[1] = end(body, alpha) + behind;
            put(body, ALPH, alpha, behind);
        }
        places[2] = end(body, pixels) + (kind == VP8 ? 0 : AHEAD);
        places[3] = end(body, pixels) + behind;
        put(body, kind, pixels, behind);
        ByteBuffer whole = ByteBuffer.allocate(12 + body.size()).order(ByteOrder.LITTLE_ENDIAN);
        whole.putInt(0x46464952).putInt(4 + body.size()).putInt(0x50424557).put(body.toByteArray());
        return new Still(whole.array(), places);
    }

    /** Where the content of the next chunk ends in the file. */
    private static int end(ByteArrayOutputStream body, ByteBuffer content) {
        return 12 + body.size() + 8 + content.limit();
    }

    private static void put(ByteArrayOutputStream body, int type, ByteBuffer content, int behind) {
        int length = content.limit() + behind;
        ByteBuffer chunk = ByteBuffer.allocate(8 + length + (length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        chunk.putInt(type).putInt(length).put(content.duplicate().rewind());
        while (chunk.position() < 8 + length) {
            chunk.put((byte) 0xFF);
        }
        body.writeBytes(chunk.array());
    }

    private static int u24(ByteBuffer content, int at) {
        return content.getShort(at) & 0xFFFF | (content.get(at + 2) & 0xFF) << 16;
    }
}
