package cnn.core.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes WebP files that are lossless and not compressed: every sample has a code of 8 bits.
 *
 * <p>Source: RFC 9649, section 3.
 */
final class Vp8l {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int held;
    private int count;

    private Vp8l() {
    }

    static byte[] of(BufferedImage image) {
        byte[] content = new Vp8l().picture(image);
        return riff(chunk("VP8L", content));
    }

    static byte[] riff(byte[]... chunks) {
        int size = 4;
        for (byte[] chunk : chunks) {
            size += chunk.length;
        }
        ByteBuffer file = ByteBuffer.allocate(8 + size).order(ByteOrder.LITTLE_ENDIAN).put(Encoded.ascii("RIFF"))
                .putInt(size).put(Encoded.ascii("WEBP"));
        for (byte[] chunk : chunks) {
            file.put(chunk);
        }
        return file.array();
    }

    static byte[] chunk(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + (content.length & 1)).order(ByteOrder.LITTLE_ENDIAN)
                .put(Encoded.ascii(type)).putInt(content.length).put(content).array();
    }

    /** The picture as the content of a chunk VP8L. */
    static byte[] content(BufferedImage image) {
        return new Vp8l().picture(image);
    }

    private byte[] picture(BufferedImage image) {
        put(0x2F, 8);
        put(image.getWidth() - 1, 14);
        put(image.getHeight() - 1, 14);
        put(image.getColorModel().hasAlpha() ? 1 : 0, 1);
        put(0, 3);
        // no transform, no cache of colours, one group of codes
        put(0, 1);
        put(0, 1);
        put(0, 1);
        eightBits(256 + 24);
        eightBits(256);
        eightBits(256);
        eightBits(256);
        // distances: a simple code with the one symbol 0
        put(1, 1);
        put(0, 1);
        put(0, 1);
        put(0, 1);
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            int argb = image.getRGB(i % image.getWidth(), i / image.getWidth());
            for (int shift : new int[] {8, 16, 0, 24}) {
                // codes come with their first bit first
                put(Integer.reverse(argb >> shift & 0xFF) >>> 24, 8);
            }
        }
        put(0, 7);
        return bytes.toByteArray();
    }

    /** The first 256 symbols have 8 bits, the others none. */
    private void eightBits(int symbols) {
        put(0, 1);
        // lengths of the codes for lengths, in the order 17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8: 0 and 8 have 1 bit
        put(12 - 4, 4);
        for (int i = 0; i < 12; i++) {
            put(i == 2 || i == 11 ? 1 : 0, 3);
        }
        put(0, 1);
        for (int i = 0; i < symbols; i++) {
            put(i < 256 ? 1 : 0, 1);
        }
    }

    private void put(int value, int width) {
        for (int i = 0; i < width; i++) {
            held |= (value >> i & 1) << count++;
            if (count == 8) {
                bytes.write(held);
                held = 0;
                count = 0;
            }
        }
    }
}
