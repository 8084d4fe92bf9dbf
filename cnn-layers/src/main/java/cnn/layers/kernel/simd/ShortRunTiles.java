package cnn.layers.kernel.simd;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code weightedSums} for windows of many short runs: the first layers of networks, where a row of the
 * kernel is a few floats. A loop over runs with a loop over their floats inside would spend more on beginning and ending
 * loops than on sums, so these have one loop over all floats and look each one's place up in a table. They pay with a check
 * of bounds for each input: from runs of some 16 floats on {@link PairTiles} and {@link SingleTiles} are faster. How tiles
 * are written: see there.
 *
 * <p>A line's last tile is moved back until it ends with the line: what is computed twice is the same twice.
 */
final class ShortRunTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = Panels.WIDTH;
    private static final int FEWEST = 7;

    private ShortRunTiles() {
    }

    /** Whether these tiles are for such windows. */
    static boolean suit(Windows windows, int outputs) {
        return windows.hasShortRuns() && outputs >= FEWEST;
    }

    /** All windows × two vectors of columns. For the parameters see {@link WeightedSumTiles#pairs}. */
    static void pairs(Windows windows, float[] in, int inAt, float[] packed, int panel, int nextPanel, float[] start,
            int startAt, float[] out, int outAt, int outputs, int lines, int left) {
        for (int line = 0; line < lines; line++) {
            for (int p = 0; p < outputs; p += FEWEST) {
                int first = Math.min(p, outputs - FEWEST);
                seven(windows, in, inAt + line * windows.inPitch() + first * windows.inStride(), packed, panel,
                        nextPanel,
                        start, startAt, out, outAt + line * windows.outPitch() + first * windows.outStride(), left);
            }
        }
    }

    /** All windows × one vector of columns. */
    static void singles(Windows windows, float[] in, int inAt, float[] packed, int panel, float[] start, int startAt,
            float[] out, int outAt, int outputs, int lines, int left) {
        boolean whole = left >= LANES;
        boolean spills = !whole && left == windows.columns() && left == windows.outStride() && left * FEWEST >= LANES
                && startAt + LANES <= start.length;
        for (int line = 0; line < lines; line++) {
            int from = inAt + line * windows.inPitch();
            int to = outAt + line * windows.outPitch();
            int p = 0;
            // Lanes beyond the last column spill into the next pixels, which come later: no mask is needed.
            for (; spills && p <= outputs - 3 * FEWEST; p += 2 * FEWEST) {
                fourteenSingle(windows, in, from + p * windows.inStride(), packed, panel, start, startAt, out,
                        to + p * windows.outStride());
            }
            while (p < outputs) {
                if (whole && outputs - p > FEWEST && outputs >= 2 * FEWEST) {
                    int first = Math.min(p, outputs - 2 * FEWEST);
                    fourteenSingle(windows, in, from + first * windows.inStride(), packed, panel, start, startAt, out,
                            to + first * windows.outStride());
                    p += 2 * FEWEST;
                } else {
                    int first = Math.min(p, outputs - FEWEST);
                    sevenSingle(windows, in, from + first * windows.inStride(), packed, panel, start, startAt, out,
                            to + first * windows.outStride(), left);
                    p += FEWEST;
                }
            }
        }
    }

    /** 7 windows × 2 vectors. */
    private static void seven(Windows windows, float[] in, int at, float[] packed, int panel, int nextPanel,
            float[] start, int startAt, float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(LANES, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES, mask);
        FloatVector a1 = a0;
        FloatVector b1 = b0;
        FloatVector a2 = a0;
        FloatVector b2 = b0;
        FloatVector a3 = a0;
        FloatVector b3 = b0;
        FloatVector a4 = a0;
        FloatVector b4 = b0;
        FloatVector a5 = a0;
        FloatVector b5 = b0;
        FloatVector a6 = a0;
        FloatVector b6 = b0;
        int stride = windows.inStride();
        int[] offsets = windows.elementOffsets();
        int w0 = at;
        int w1 = w0 + stride;
        int w2 = w1 + stride;
        int w3 = w2 + stride;
        int w4 = w3 + stride;
        int w5 = w4 + stride;
        int w6 = w5 + stride;
        for (int k = 0; k < offsets.length; k++) {
            int offset = offsets[k];
            FloatVector a = FloatVector.fromArray(SPECIES, packed, panel + k * WIDTH);
            FloatVector b = FloatVector.fromArray(SPECIES, packed, nextPanel + k * WIDTH);
            FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + offset]);
            a0 = x0.fma(a, a0);
            b0 = x0.fma(b, b0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + offset]);
            a1 = x1.fma(a, a1);
            b1 = x1.fma(b, b1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + offset]);
            a2 = x2.fma(a, a2);
            b2 = x2.fma(b, b2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + offset]);
            a3 = x3.fma(a, a3);
            b3 = x3.fma(b, b3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + offset]);
            a4 = x4.fma(a, a4);
            b4 = x4.fma(b, b4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + offset]);
            a5 = x5.fma(a, a5);
            b5 = x5.fma(b, b5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + offset]);
            a6 = x6.fma(a, a6);
            b6 = x6.fma(b, b6);
        }
        int step = windows.outStride();
        a0.intoArray(out, outAt);
        a1.intoArray(out, outAt + step);
        a2.intoArray(out, outAt + 2 * step);
        a3.intoArray(out, outAt + 3 * step);
        a4.intoArray(out, outAt + 4 * step);
        a5.intoArray(out, outAt + 5 * step);
        a6.intoArray(out, outAt + 6 * step);
        if (left >= 2 * LANES) {
            b0.intoArray(out, outAt + LANES);
            b1.intoArray(out, outAt + step + LANES);
            b2.intoArray(out, outAt + 2 * step + LANES);
            b3.intoArray(out, outAt + 3 * step + LANES);
            b4.intoArray(out, outAt + 4 * step + LANES);
            b5.intoArray(out, outAt + 5 * step + LANES);
            b6.intoArray(out, outAt + 6 * step + LANES);
        } else {
            b0.intoArray(out, outAt + LANES, mask);
            b1.intoArray(out, outAt + step + LANES, mask);
            b2.intoArray(out, outAt + 2 * step + LANES, mask);
            b3.intoArray(out, outAt + 3 * step + LANES, mask);
            b4.intoArray(out, outAt + 4 * step + LANES, mask);
            b5.intoArray(out, outAt + 5 * step + LANES, mask);
            b6.intoArray(out, outAt + 6 * step + LANES, mask);
        }
    }

    /** 14 windows × 1 whole vector. */
    private static void fourteenSingle(Windows windows, float[] in, int at, float[] packed, int panel, float[] start,
            int startAt, float[] out, int outAt) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector a8 = a0;
        FloatVector a9 = a0;
        FloatVector a10 = a0;
        FloatVector a11 = a0;
        FloatVector a12 = a0;
        FloatVector a13 = a0;
        int stride = windows.inStride();
        int[] offsets = windows.elementOffsets();
        int w0 = at;
        int w1 = w0 + stride;
        int w2 = w1 + stride;
        int w3 = w2 + stride;
        int w4 = w3 + stride;
        int w5 = w4 + stride;
        int w6 = w5 + stride;
        int w7 = w6 + stride;
        int w8 = w7 + stride;
        int w9 = w8 + stride;
        int w10 = w9 + stride;
        int w11 = w10 + stride;
        int w12 = w11 + stride;
        int w13 = w12 + stride;
        for (int k = 0; k < offsets.length; k++) {
            int offset = offsets[k];
            FloatVector a = FloatVector.fromArray(SPECIES, packed, panel + k * WIDTH);
            FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + offset]);
            a0 = x0.fma(a, a0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + offset]);
            a1 = x1.fma(a, a1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + offset]);
            a2 = x2.fma(a, a2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + offset]);
            a3 = x3.fma(a, a3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + offset]);
            a4 = x4.fma(a, a4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + offset]);
            a5 = x5.fma(a, a5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + offset]);
            a6 = x6.fma(a, a6);
            FloatVector x7 = FloatVector.broadcast(SPECIES, in[w7 + offset]);
            a7 = x7.fma(a, a7);
            FloatVector x8 = FloatVector.broadcast(SPECIES, in[w8 + offset]);
            a8 = x8.fma(a, a8);
            FloatVector x9 = FloatVector.broadcast(SPECIES, in[w9 + offset]);
            a9 = x9.fma(a, a9);
            FloatVector x10 = FloatVector.broadcast(SPECIES, in[w10 + offset]);
            a10 = x10.fma(a, a10);
            FloatVector x11 = FloatVector.broadcast(SPECIES, in[w11 + offset]);
            a11 = x11.fma(a, a11);
            FloatVector x12 = FloatVector.broadcast(SPECIES, in[w12 + offset]);
            a12 = x12.fma(a, a12);
            FloatVector x13 = FloatVector.broadcast(SPECIES, in[w13 + offset]);
            a13 = x13.fma(a, a13);
        }
        int step = windows.outStride();
        a0.intoArray(out, outAt);
        a1.intoArray(out, outAt + step);
        a2.intoArray(out, outAt + 2 * step);
        a3.intoArray(out, outAt + 3 * step);
        a4.intoArray(out, outAt + 4 * step);
        a5.intoArray(out, outAt + 5 * step);
        a6.intoArray(out, outAt + 6 * step);
        a7.intoArray(out, outAt + 7 * step);
        a8.intoArray(out, outAt + 8 * step);
        a9.intoArray(out, outAt + 9 * step);
        a10.intoArray(out, outAt + 10 * step);
        a11.intoArray(out, outAt + 11 * step);
        a12.intoArray(out, outAt + 12 * step);
        a13.intoArray(out, outAt + 13 * step);
    }

    /** 7 windows × 1 vector. */
    private static void sevenSingle(Windows windows, float[] in, int at, float[] packed, int panel, float[] start,
            int startAt, float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        int stride = windows.inStride();
        int[] offsets = windows.elementOffsets();
        int w0 = at;
        int w1 = w0 + stride;
        int w2 = w1 + stride;
        int w3 = w2 + stride;
        int w4 = w3 + stride;
        int w5 = w4 + stride;
        int w6 = w5 + stride;
        for (int k = 0; k < offsets.length; k++) {
            int offset = offsets[k];
            FloatVector a = FloatVector.fromArray(SPECIES, packed, panel + k * WIDTH);
            FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + offset]);
            a0 = x0.fma(a, a0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + offset]);
            a1 = x1.fma(a, a1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + offset]);
            a2 = x2.fma(a, a2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + offset]);
            a3 = x3.fma(a, a3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + offset]);
            a4 = x4.fma(a, a4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + offset]);
            a5 = x5.fma(a, a5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + offset]);
            a6 = x6.fma(a, a6);
        }
        int step = windows.outStride();
        if (left >= LANES) {
            a0.intoArray(out, outAt);
            a1.intoArray(out, outAt + step);
            a2.intoArray(out, outAt + 2 * step);
            a3.intoArray(out, outAt + 3 * step);
            a4.intoArray(out, outAt + 4 * step);
            a5.intoArray(out, outAt + 5 * step);
            a6.intoArray(out, outAt + 6 * step);
        } else {
            a0.intoArray(out, outAt, mask);
            a1.intoArray(out, outAt + step, mask);
            a2.intoArray(out, outAt + 2 * step, mask);
            a3.intoArray(out, outAt + 3 * step, mask);
            a4.intoArray(out, outAt + 4 * step, mask);
            a5.intoArray(out, outAt + 5 * step, mask);
            a6.intoArray(out, outAt + 6 * step, mask);
        }
    }
}
