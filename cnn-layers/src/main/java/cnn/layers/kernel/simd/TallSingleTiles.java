package cnn.layers.kernel.simd;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code weightedSums} for 32 vector registers and one vector of columns: 8 to 14 windows. A multiply-add
 * takes four cycles and two begin in each, so that fewer than 8 sums leave the units idle. Masks would make them too long
 * for the JIT's first compiler, in whose slow code a tile then stays. How tiles are written: see
 * {@link PairTiles}.
 */
final class TallSingleTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int WIDTH = Panels.WIDTH;
    /** Windows of the largest tile. */
    static final int TALLEST = 14;
    /** Windows of the smallest tile. */
    static final int LOWEST = 8;

    private TallSingleTiles() {
    }

    /** Windows of the tile that {@link #run} takes for a height: the next even number. */
    static int height(int height) {
        return (height + 1) / 2 * 2;
    }

    /** {@link #height} windows × one whole vector of columns. */
    static void run(int height, Windows windows, float[] in, int at, float[] packed, int panel, float[] start,
            int startAt,
            float[] out, int outAt) {
        switch (height) {
            case 8 -> eight(windows, in, at, packed, panel, start, startAt, out, outAt);
            case 10 -> ten(windows, in, at, packed, panel, start, startAt, out, outAt);
            case 12 -> twelve(windows, in, at, packed, panel, start, startAt, out, outAt);
            default -> fourteen(windows, in, at, packed, panel, start, startAt, out, outAt);
        }
    }

    /** 14 windows × 1 vector. */
    private static void fourteen(Windows windows, float[] in, int at, float[] packed, int row, float[] start,
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
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
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
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + j]);
                a3 = x3.fma(a, a3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + j]);
                a4 = x4.fma(a, a4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + j]);
                a5 = x5.fma(a, a5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + j]);
                a6 = x6.fma(a, a6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w7 + j]);
                a7 = x7.fma(a, a7);
                FloatVector x8 = FloatVector.broadcast(SPECIES, in[w8 + j]);
                a8 = x8.fma(a, a8);
                FloatVector x9 = FloatVector.broadcast(SPECIES, in[w9 + j]);
                a9 = x9.fma(a, a9);
                FloatVector x10 = FloatVector.broadcast(SPECIES, in[w10 + j]);
                a10 = x10.fma(a, a10);
                FloatVector x11 = FloatVector.broadcast(SPECIES, in[w11 + j]);
                a11 = x11.fma(a, a11);
                FloatVector x12 = FloatVector.broadcast(SPECIES, in[w12 + j]);
                a12 = x12.fma(a, a12);
                FloatVector x13 = FloatVector.broadcast(SPECIES, in[w13 + j]);
                a13 = x13.fma(a, a13);
            }
            row += length * WIDTH;
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

    /** 12 windows × 1 vector. */
    private static void twelve(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt) {
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
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
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
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + j]);
                a3 = x3.fma(a, a3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + j]);
                a4 = x4.fma(a, a4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + j]);
                a5 = x5.fma(a, a5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + j]);
                a6 = x6.fma(a, a6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w7 + j]);
                a7 = x7.fma(a, a7);
                FloatVector x8 = FloatVector.broadcast(SPECIES, in[w8 + j]);
                a8 = x8.fma(a, a8);
                FloatVector x9 = FloatVector.broadcast(SPECIES, in[w9 + j]);
                a9 = x9.fma(a, a9);
                FloatVector x10 = FloatVector.broadcast(SPECIES, in[w10 + j]);
                a10 = x10.fma(a, a10);
                FloatVector x11 = FloatVector.broadcast(SPECIES, in[w11 + j]);
                a11 = x11.fma(a, a11);
            }
            row += length * WIDTH;
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
    }

    /** 10 windows × 1 vector. */
    private static void ten(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt) {
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
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
            int w5 = w4 + stride;
            int w6 = w5 + stride;
            int w7 = w6 + stride;
            int w8 = w7 + stride;
            int w9 = w8 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + j]);
                a3 = x3.fma(a, a3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + j]);
                a4 = x4.fma(a, a4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + j]);
                a5 = x5.fma(a, a5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + j]);
                a6 = x6.fma(a, a6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w7 + j]);
                a7 = x7.fma(a, a7);
                FloatVector x8 = FloatVector.broadcast(SPECIES, in[w8 + j]);
                a8 = x8.fma(a, a8);
                FloatVector x9 = FloatVector.broadcast(SPECIES, in[w9 + j]);
                a9 = x9.fma(a, a9);
            }
            row += length * WIDTH;
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
    }

    /** 8 windows × 1 vector. */
    private static void eight(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
            int w5 = w4 + stride;
            int w6 = w5 + stride;
            int w7 = w6 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + j]);
                a3 = x3.fma(a, a3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + j]);
                a4 = x4.fma(a, a4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + j]);
                a5 = x5.fma(a, a5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + j]);
                a6 = x6.fma(a, a6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w7 + j]);
                a7 = x7.fma(a, a7);
            }
            row += length * WIDTH;
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
    }
}
