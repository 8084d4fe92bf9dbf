package cnn.core.image;

/**
 * Counts the pixels that the codes of a GIF frame stand for, without making them. Decoders leave what is missing black, and
 * take a code that cannot be for another one.
 *
 * <p>Source: CompuServe, Graphics Interchange Format, version 89a, appendix F.
 */
final class GifCodes {
    private static final int MOST = 4096;

    private final int clear;
    private final int wanted;
    /** Pixels that each code stands for. */
    private final int[] lengths = new int[MOST];
    private int next;
    private int width;
    private int previous = -1;
    private int bits;
    private int held;
    private long pixels;
    private boolean ended;

    GifCodes(int depth, int wanted) throws DecodeException {
        if (depth < 1 || depth > 11) {
            throw new DecodeException("it is damaged: its codes have " + depth + " bits");
        }
        this.wanted = wanted;
        clear = 1 << depth;
        for (int i = 0; i < clear; i++) {
            lengths[i] = 1;
        }
        reset();
    }

    private void reset() {
        next = clear + 2;
        width = Integer.SIZE - Integer.numberOfLeadingZeros(clear);
        previous = -1;
    }

    /** Takes a block of data. */
    void add(byte[] bytes, int from, int count) throws DecodeException {
        for (int i = from; i < from + count && !ended; i++) {
            bits |= (bytes[i] & 0xFF) << held;
            held += 8;
            while (held >= width && !ended) {
                int code = bits & (1 << width) - 1;
                bits >>>= width;
                held -= width;
                take(code);
            }
        }
    }

    private void take(int code) throws DecodeException {
        if (code == clear) {
            reset();
            return;
        }
        if (code == clear + 1) {
            ended = true;
            return;
        }
        if (code > next || code == next && (previous < 0 || next == MOST) || previous < 0 && code > clear) {
            throw new DecodeException("it is damaged: a code stands for no pixels");
        }
        if (previous >= 0 && next < MOST) {
            lengths[next] = lengths[previous] + 1;
            next++;
            if (next == 1 << width && width < 12) {
                width++;
            }
        }
        pixels += lengths[code];
        previous = code;
    }

    void checkComplete() throws DecodeException {
        if (pixels != wanted) {
            throw new DecodeException("it is " + (pixels < wanted ? "cut short" : "damaged") + ": its codes stand for "
                    + pixels + " pixels and should for " + wanted);
        }
    }
}
