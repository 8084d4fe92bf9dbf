package cnn.core.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Counts the bytes that a PNG file's data stands for, without keeping them, and checks their sum. The decoder takes as many
 * as the header tells of and looks at neither the rest nor the sum: of a picture whose header lies it would give a part.
 * That takes two fifths of the time that reading takes in all: 24 of 60 ms for 1600 × 1200 noisy pixels.
 *
 * <p>Source: W3C, Portable Network Graphics (PNG) Specification, sections 7, 8 and 10.
 */
final class PngData implements AutoCloseable {
    private final Inflater inflater = new Inflater();
    private final byte[] out = new byte[1 << 14];
    private final long wanted;

    /** Data that is to stand for so many bytes, see {@link #bytes}. */
    PngData(long wanted) {
        this.wanted = wanted;
    }

    /** Takes the data of the next IDAT chunk. */
    void add(byte[] file, int from, int length) throws DecodeException {
        inflater.setInput(file, from, length);
        try {
            while (!inflater.finished() && !inflater.needsInput()) {
                if (inflater.inflate(out) == 0 && inflater.needsDictionary()) {
                    throw new DecodeException("it is damaged: its data needs a dictionary");
                }
                if (inflater.getBytesWritten() > wanted) { // a small file may stand for terabytes
                    throw new DecodeException("it is damaged: its data stands for more bytes than the " + wanted
                            + " that its header tells of");
                }
            }
        } catch (DataFormatException e) {
            throw new DecodeException("its data is damaged (" + e.getMessage() + ")");
        }
    }

    /** Checks that the data has come to its end, and is as long as the header says. */
    void checkComplete() throws DecodeException {
        long found = inflater.getBytesWritten();
        if (found != wanted || !inflater.finished()) {
            throw new DecodeException("it is cut short: " + (found < wanted
                    ? "its data stands for " + found + " bytes, and its header tells of " + wanted
                    : "the checksum of its data is missing"));
        }
    }

    /** Bytes of all rows, each with the one that tells its filter. */
    static long bytes(int width, int height, int bits, boolean interlaced) {
        if (!interlaced) {
            return rows(width, height, bits);
        }
        long sum = 0;
        // the seven passes: first column and row, step across and down
        for (int[] pass : new int[][] {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4},
            {1, 0, 2, 2}, {0, 1, 1, 2}}) {
            sum += rows(Math.ceilDiv(width - pass[0], pass[2]), Math.ceilDiv(height - pass[1], pass[3]), bits);
        }
        return sum;
    }

    private static long rows(int width, int height, int bits) {
        return width < 1 || height < 1 ? 0 : height * (1 + ((long) width * bits + 7) / 8);
    }

    @Override
    public void close() {
        inflater.close();
    }
}
