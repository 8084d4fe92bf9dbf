package com.example.serving;

import java.nio.ByteBuffer;

/**
 * What a picture's header says, before anything is decoded: a file of some kilobytes may say that it is a picture of some
 * gigabytes.
 *
 * <p>Sources: PNG, third edition, section 11.2.1 (IHDR); ITU-T T.81, annex B (markers, SOF).
 *
 * @param width columns
 * @param height rows
 */
record PictureFile(long width, long height) {
    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    private static final int START_OF_SCAN = 0xDA;
    private static final PictureFile UNKNOWN = new PictureFile(0, 0);

    /**
     * Checks that these bytes are a PNG or JPEG file of at most so many pixels. That all of it is in order only the decoder can
     * tell.
     *
     * @param name what to call the picture in messages
     * @throws Refusal with status 415 for another kind of file, 413 for too large a picture, 400 for a damaged one
     */
    static void check(String name, byte[] bytes, int pixels) throws Refusal {
        boolean png = isPng(bytes);
        if (!png && !isJpeg(bytes)) {
            throw new Refusal(415, "not-a-picture", bytes.length == 0
                    ? "There is nothing in " + name + ". Send a PNG or JPEG file."
                    : Text.sentence(name) + " is neither a PNG nor a JPEG file. Send one of these.");
        }
        PictureFile size = png ? png(bytes) : jpeg(bytes);
        if (size.width < 1 || size.height < 1) {
            throw new Refusal(400, "damaged-picture", Text.sentence(name)
                    + " is a damaged file: its header tells no size. Save the picture anew.");
        }
        if (size.width > pixels / size.height) { // the product may have 64 bits
            throw new Refusal(413, "picture-too-large", Text.sentence(name) + " is " + size.width + "×" + size.height
                    + " pixels large, and the limit is " + pixels + " pixels. Send it smaller.");
        }
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length >= 8 && ByteBuffer.wrap(bytes).getLong() == PNG;
    }

    private static boolean isJpeg(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xD8 && bytes[2] == (byte) 0xFF;
    }

    private static PictureFile png(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        return bytes.length < 24 || file.getInt(12) != IHDR
                ? UNKNOWN
                : new PictureFile(Integer.toUnsignedLong(file.getInt(16)), Integer.toUnsignedLong(file.getInt(20)));
    }

    /** The frame's header, which stands before the first scan. */
    private static PictureFile jpeg(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = 2;
        while (at + 4 <= bytes.length && bytes[at] == (byte) 0xFF) {
            int marker = bytes[at + 1] & 0xFF;
            if (marker == 0xFF) { // a marker may be filled up in front
                at++;
                continue;
            }
            if (marker == START_OF_SCAN || marker == 0 || marker >= 0xD0 && marker <= 0xD9) {
                return UNKNOWN;
            }
            if (isFrame(marker)) {
                return at + 9 > bytes.length
                        ? UNKNOWN
                        : new PictureFile(file.getShort(at + 7) & 0xFFFF, file.getShort(at + 5) & 0xFFFF);
            }
            at += 2 + (file.getShort(at + 2) & 0xFFFF);
        }
        return UNKNOWN;
    }

    /** SOF0 to SOF15, but not DHT, JPG and DAC, which lie between them. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
