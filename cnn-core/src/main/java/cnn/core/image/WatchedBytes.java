package cnn.core.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** A file in memory that knows whether a decoder has read in places where it needs nothing. */
final class WatchedBytes extends ImageInputStreamImpl {
    private final byte[] bytes;
    /** First byte of each place, and the one behind its last, by turns. */
    private final int[] places;
    private boolean entered;

    /** A file with places to be watched: the first byte of each, and the one behind its last. */
    WatchedBytes(byte[] bytes, int... places) {
        this.bytes = bytes;
        this.places = places.clone();
    }

    /** Whether a byte of one of the places was read. */
    boolean isEntered() {
        return entered;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return -1;
        }
        watch((int) streamPos, (int) streamPos + 1);
        return bytes[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] to, int at, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return -1;
        }
        int from = (int) streamPos;
        int count = Math.min(length, bytes.length - from);
        System.arraycopy(bytes, from, to, at, count);
        watch(from, from + count);
        streamPos += count;
        return count;
    }

    private void watch(int from, int to) {
        for (int i = 0; i < places.length; i += 2) {
            entered |= from < places[i + 1] && to > places[i];
        }
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
