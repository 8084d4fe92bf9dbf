package cnn.core.image;

import cnn.core.text.Count;

/**
 * Counts the samples that the LZW codes of a GIF frame or a TIFF strip stand for, without making them. Decoders leave what
 * is missing black, pass over what is left, and take a code that cannot be for another one.
 *
 * <p>Source: CompuServe, Graphics Interchange Format, version 89a, appendix F; Adobe, TIFF 6.0, section 13.
 */
final class LzwCodes {
    private static final int MOST = 4096;

    private final int clear;
    private final long wanted;
    /** TIFF's codes begin with their highest bit, and grow one code earlier. */
    private final boolean tiff;
    /** Samples that each code stands for. */
    private final int[] lengths = new int[MOST];
    private int next;
    private int width;
    private int previous = -1;
    private int bits;
    private int held;
    private long samples;
    private boolean ended;

    private final int colours;
    private final int transparent;

    private LzwCodes(int depth, long wanted, boolean tiff, int colours, int transparent) {
        this.colours = colours;
        this.transparent = transparent;
        this.wanted = wanted;
        this.tiff = tiff;
        clear = 1 << depth;
        for (int i = 0; i < clear; i++) {
            lengths[i] = 1;
        }
        reset();
    }

    /**
     * Codes of a frame.
     *
     * @param colours colours in its palette
     * @param transparent number of the colour that need not be there; -1 for none
     */
    static LzwCodes gif(int depth, long wanted, int colours, int transparent) throws DecodeException {
        if (depth < 1 || depth > 11) {
            throw new DecodeException("it is damaged: its codes have " + Count.of(depth, "bit"));
        }
        return new LzwCodes(depth, wanted, false, colours, transparent);
    }

    static LzwCodes tiff(long wanted) {
        return new LzwCodes(8, wanted, true, 256, -1);
    }

    private void reset() {
        next = clear + 2;
        width = Integer.SIZE - Integer.numberOfLeadingZeros(clear);
        previous = -1;
    }

    /** Takes a block of data. */
    void add(byte[] bytes, int from, int count) throws DecodeException {
        for (int i = from; i < from + count && !ended; i++) {
            bits = tiff ? bits << 8 | bytes[i] & 0xFF : bits | (bytes[i] & 0xFF) << held;
            held += 8;
            while (held >= width && !ended) {
                held -= width;
                int code = (tiff ? bits >>> held : bits) & (1 << width) - 1;
                bits = tiff ? bits & (1 << held) - 1 : bits >>> width;
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
            throw new DecodeException("it is damaged: a code stands for nothing");
        }
        // whatever a longer code stands for has come as a short one first; the decoder cuts off what is too much
        if (code < clear && code >= colours && code != transparent) {
            throw new DecodeException("it is damaged: a pixel has colour " + code + " of a palette of " + colours
                    + ", which begins with 0");
        }
        if (previous >= 0 && next < MOST) {
            lengths[next] = lengths[previous] + 1;
            next++;
            if (next + (tiff ? 1 : 0) == 1 << width && width < 12) {
                width++;
            }
        }
        samples += lengths[code];
        previous = code;
    }

    void checkComplete() throws DecodeException {
        if (samples != wanted) {
            throw new DecodeException("it is " + (samples < wanted ? "cut short" : "damaged") + ": its codes stand for "
                    + Count.of(samples, "sample") + " and should for " + Count.of(wanted));
        }
    }
}
