package cnn.core.image;

import cnn.core.text.Count;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates a PNG file's data once, and checks that it is as long as the header says and that its checksum is right. What
 * is inflated goes on to the rows in pieces, so that no more of it is kept than two rows.
 *
 * <p>Source: W3C, Portable Network Graphics (PNG) Specification, section 10.
 */
final class PngData implements AutoCloseable {
    private static final int PIECE = 1 << 14;

    private final Inflater inflater = new Inflater();
    private final byte[] out;
    private final long wanted;
    private @Nullable PngRows rows;
    private @Nullable DecodeException fault;

    /**
     * Data that is to come.
     *
     * @param wanted bytes that it is to stand for
     * @param rows where they go; null where they are only counted
     */
    PngData(long wanted, @Nullable PngRows rows) {
        this.wanted = wanted;
        this.rows = rows;
        // one more, for data that goes on
        out = new byte[(int) Math.min(PIECE, wanted + 1)];
    }

    /** Takes the data of the next IDAT chunk. */
    void add(byte[] file, int from, int length) throws DecodeException {
        inflater.setInput(file, from, length);
        try {
            while (!inflater.finished() && !inflater.needsInput()) {
                int bytes = inflater.inflate(out);
                if (bytes == 0 && inflater.needsDictionary()) {
                    throw new DecodeException("it is damaged: its data needs a dictionary");
                }
                if (inflater.getBytesWritten() > wanted) { // a small file may stand for terabytes
                    throw new DecodeException("it is damaged: its data stands for more bytes than the " + wanted
                            + " that its header tells of");
                }
                if (rows != null) {
                    give(rows, bytes);
                }
            }
        } catch (DataFormatException e) {
            throw new DecodeException("its data is damaged (" + e.getMessage() + ")");
        }
    }

    /** Where rows make no sense, a length that does not fit the header tells more of what is wrong. */
    private void give(PngRows to, int bytes) {
        try {
            to.add(out, bytes);
        } catch (DecodeException e) {
            fault = e;
            rows = null;
        }
    }

    /** Checks that the data has come to its end, is as long as the header says, and that its rows made sense. */
    void checkComplete() throws DecodeException {
        long found = inflater.getBytesWritten();
        if (found != wanted || !inflater.finished()) {
            throw new DecodeException("it is cut short: " + (found < wanted
                    ? "its data stands for " + Count.of(found, "byte") + ", and its header tells of " + Count.of(wanted)
                    : "the checksum of its data is missing"));
        }
        if (fault != null) {
            throw fault;
        }
    }

    @Override
    public void close() {
        inflater.close();
    }
}
