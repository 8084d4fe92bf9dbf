package cnn.layers.kernel.simd.products;

import cnn.api.kernel.Windows;
import cnn.layers.kernel.simd.shared.Registers;
import jdk.incubator.vector.FloatVector;

/**
 * Which register tiles cover the windows of {@code weightedSums}, for one or two vectors of columns. A line is cut into
 * tiles of nearly equal height, since a tile of one or two windows takes as long as one of four: 13 windows are not 6,
 * 6 and 1.
 */
final class WeightedSumTiles {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final int TALLEST = 14;
    private static final int HALF = TALLEST / 2;
    /** Floats of 4 KiB: windows so far apart, or a multiple of it, share the same few lines of the nearest cache. */
    private static final int SAME_LINES = 1 << 10;
    /** The tallest tile of such windows: the cache keeps eight to twelve of the lines that share a place in it. */
    private static final int SAME_LINES_HEIGHT = 10;
    private static final int PAIR_HEIGHT = 6;
    private static final int SINGLE_HEIGHT = 7;

    private WeightedSumTiles() {
    }

    /**
     * All windows × two vectors of columns, of which the second may be partial.
     *
     * @param in inputs, the first window starting at {@code inAt}
     * @param packed weights; the first row of the first vector's columns at {@code panel}, that of the second's at
     *            {@code nextPanel}
     * @param start what the sums start from, the first column's at {@code startAt}
     * @param out outputs, the first column of the first window at {@code outAt}
     * @param outputs windows of a line
     * @param lines number of lines
     * @param left columns that there are, from the first one
     */
    static void pairs(Windows windows, float[] in, int inAt, float[] packed, int panel, int nextPanel, float[] start,
            int startAt, float[] out, int outAt, int outputs, int lines, int left) {
        boolean tall = Registers.MANY && left >= 2 * LANES;
        int tallest = windows.inStride() % SAME_LINES == 0 ? SAME_LINES_HEIGHT : TALLEST;
        if (tall && tallest == TALLEST && outputs % HALF == 0) {
            halves(windows, in, inAt, packed, panel, nextPanel, start, startAt, out, outAt, outputs, lines, left);
            return;
        }
        int most = tall ? tallest : PAIR_HEIGHT;
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int from = inAt + line * windows.inPitch();
            int to = outAt + line * windows.outPitch();
            int rest = outputs;
            for (int pieces = (rest + most - 1) / most; pieces > 0; pieces--) {
                int height = (rest + pieces - 1) / pieces;
                if (height <= HALF) {
                    PairTiles.run(height, windows, in, from, packed, panel, nextPanel, start, startAt, out, to, left);
                } else {
                    int half = (height + 1) / 2;
                    height = Math.min(2 * half, rest);
                    int apart = height - half;
                    TallTiles.run(2 * half, windows, in, from, from + apart * inStride, packed, panel, nextPanel,
                            start, startAt, out, to, to + apart * outStride);
                }
                from += height * inStride;
                to += height * outStride;
                rest -= height;
            }
        }
    }

    /** Lines of 7, 14, 21 … windows: halves of 7, two by two, over the ends of lines. */
    private static void halves(Windows windows, float[] in, int inAt, float[] packed, int panel, int nextPanel,
            float[] start, int startAt, float[] out, int outAt, int outputs, int lines, int left) {
        boolean waiting = false;
        int waitingIn = 0;
        int waitingOut = 0;
        for (int line = 0; line < lines; line++) {
            int from = inAt + line * windows.inPitch();
            int to = outAt + line * windows.outPitch();
            for (int p = 0; p < outputs; p += HALF) {
                if (waiting) {
                    TallTiles.fourteen(windows, in, waitingIn, from, packed, panel, nextPanel, start, startAt, out,
                            waitingOut, to);
                }
                waiting = !waiting;
                waitingIn = from;
                waitingOut = to;
                from += HALF * windows.inStride();
                to += HALF * windows.outStride();
            }
        }
        if (waiting) {
            PairTiles.seven(windows, in, waitingIn, packed, panel, nextPanel, start, startAt, out, waitingOut, left);
        }
    }

    /** All windows × one vector of columns, which may be partial. For the parameters see {@link #pairs}. */
    static void singles(Windows windows, float[] in, int inAt, float[] packed, int panel, float[] start, int startAt,
            float[] out, int outAt, int outputs, int lines, int left) {
        boolean mayBeTall = Registers.MANY && left >= LANES;
        int most = mayBeTall ? TALLEST : SINGLE_HEIGHT;
        int inStride = windows.inStride();
        int outStride = windows.outStride();
        for (int line = 0; line < lines; line++) {
            int from = inAt + line * windows.inPitch();
            int to = outAt + line * windows.outPitch();
            int rest = outputs;
            for (int pieces = (outputs + most - 1) / most; pieces > 0; pieces--) {
                int height = (rest + pieces - 1) / pieces;
                int tall = mayBeTall ? tallSingle(height) : 0;
                if (tall > 0 && outputs >= tall) {
                    int back = Math.max(0, tall - rest); // over windows that were done already: the same twice
                    tallSingle(tall, windows, in, from - back * inStride, packed, panel, start, startAt, out,
                            to - back * outStride);
                    height = tall - back;
                } else {
                    int first = height <= SINGLE_HEIGHT ? height : (height + 1) / 2;
                    SingleTiles.run(first, windows, in, from, packed, panel, start, startAt, out, to, left);
                    if (first < height) {
                        SingleTiles.run(height - first, windows, in, from + first * inStride, packed, panel, start,
                                startAt, out, to + first * outStride, left);
                    }
                }
                from += height * inStride;
                to += height * outStride;
                rest -= height;
            }
        }
    }

    /** Windows of the tall tile that is the fastest for so many; 0 where two low ones are. */
    private static int tallSingle(int height) {
        return switch (height) {
            case 7, 8 -> 8;
            case 10 -> 10;
            case 13, 14 -> 14;
            default -> 0;
        };
    }

    private static void tallSingle(int height, Windows windows, float[] in, int at, float[] packed, int panel,
            float[] start, int startAt, float[] out, int outAt) {
        switch (height) {
            case 8 -> TallSingleTiles.eight(windows, in, at, packed, panel, start, startAt, out, outAt);
            case 10 -> TallSingleTiles.ten(windows, in, at, packed, panel, start, startAt, out, outAt);
            default -> TallSingleTiles.fourteen(windows, in, at, packed, panel, start, startAt, out, outAt);
        }
    }
}
