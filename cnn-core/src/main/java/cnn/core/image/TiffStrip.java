package cnn.core.image;

import cnn.core.text.Count;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Checks that a strip or tile of a TIFF file holds as many bytes as its rows need. The decoder takes what it needs and does
 * not look at the rest: neither at a checksum behind it nor at what is left over.
 *
 * <p>Source: Adobe, TIFF 6.0, sections 9 and 13; Technical Notes (2002) for deflate.
 */
final class TiffStrip {
    private TiffStrip() {
    }

    static void check(byte[] file, int start, int length, int compression, long wanted) throws DecodeException {
        switch (compression) {
            case 1 -> {
                if (length < wanted) {
                    throw wrong(length, wanted);
                }
            }
            case 5 -> {
                // codes of the first, little-endian kind begin with a 0; they are as good as unknown
                if (file[start] != 0) {
                    LzwCodes codes = LzwCodes.tiff(wanted);
                    codes.add(file, start, length);
                    codes.checkComplete();
                }
            }
            case 8, 32_946 -> inflate(file, start, length, wanted);
            case 32_773 -> runs(file, start, length, wanted);
            default -> {
                // a fax ends with its rows, which the decoder counts
            }
        }
    }

    private static void inflate(byte[] file, int start, int length, long wanted) throws DecodeException {
        byte[] out = new byte[8192];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(file, start, length);
            while (!inflater.finished()) {
                if (inflater.inflate(out) == 0 && (inflater.needsInput() || inflater.needsDictionary())
                        || inflater.getBytesWritten() > wanted) {
                    break;
                }
            }
            if (!inflater.finished() || inflater.getBytesWritten() != wanted) {
                throw wrong(inflater.getBytesWritten(), wanted);
            }
        } catch (DataFormatException e) {
            throw new DecodeException("it is damaged (" + e.getMessage() + ")");
        }
    }

    private static void runs(byte[] file, int start, int length, long wanted) throws DecodeException {
        long bytes = 0;
        int end = start + length;
        for (int at = start; at < end && bytes < wanted;) {
            int head = file[at];
            if (head >= 0) {
                bytes += Math.min(head + 1, end - at - 1);
                at += head + 2;
            } else {
                bytes += head == -128 || at + 1 >= end ? 0 : 1 - head;
                at += head == -128 ? 1 : 2;
            }
        }
        if (bytes != wanted) {
            throw wrong(bytes, wanted);
        }
    }

    private static DecodeException wrong(long bytes, long wanted) {
        return new DecodeException("it is damaged: a part of it has "
                + (bytes < wanted ? Count.of(bytes, "byte") : "more than " + Count.of(wanted, "byte"))
                + ", and its rows need " + Count.of(wanted));
    }
}
