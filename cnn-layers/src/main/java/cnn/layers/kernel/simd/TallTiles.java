package cnn.layers.kernel.simd;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code weightedSums} for 32 vector registers: 8 to 14 windows × two whole vectors of columns. 28 sums,
 * two vectors of weights and one input fill 31 registers, and a row of weights serves 14 windows: 97 % of the peak where
 * 6 × 2 has 85 to 90. The windows are two stretches of neighbours, equally high. Two lines of 7 so share a tile, and
 * stretches that overlap make an odd number: what is computed twice is the same twice.
 *
 * <p>The two vectors of a window are stored one after the other, since they share a cache line: 1.5× for 1×1 windows of
 * 64 channels, whose sums are short and whose outputs go to memory. How tiles are written: see {@link PairTiles}.
 */
final class TallTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = Panels.WIDTH;

    private TallTiles() {
    }

    /** 14 windows × 2 vectors, 7 in each of two stretches. */
    static void fourteen(Windows windows, float[] in, int first, int second, float[] packed, int row, int nextRow,
            float[] start, int startAt, float[] out, int outFirst, int outSecond) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
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
        FloatVector a7 = a0;
        FloatVector b7 = b0;
        FloatVector a8 = a0;
        FloatVector b8 = b0;
        FloatVector a9 = a0;
        FloatVector b9 = b0;
        FloatVector a10 = a0;
        FloatVector b10 = b0;
        FloatVector a11 = a0;
        FloatVector b11 = b0;
        FloatVector a12 = a0;
        FloatVector b12 = b0;
        FloatVector a13 = a0;
        FloatVector b13 = b0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = first + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
            int w5 = w4 + stride;
            int w6 = w5 + stride;
            int w7 = second + offset;
            int w8 = w7 + stride;
            int w9 = w8 + stride;
            int w10 = w9 + stride;
            int w11 = w10 + stride;
            int w12 = w11 + stride;
            int w13 = w12 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, nextRow + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + j]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + j]);
                a4 = x4.fma(a, a4);
                b4 = x4.fma(b, b4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + j]);
                a5 = x5.fma(a, a5);
                b5 = x5.fma(b, b5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + j]);
                a6 = x6.fma(a, a6);
                b6 = x6.fma(b, b6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w7 + j]);
                a7 = x7.fma(a, a7);
                b7 = x7.fma(b, b7);
                FloatVector x8 = FloatVector.broadcast(SPECIES, in[w8 + j]);
                a8 = x8.fma(a, a8);
                b8 = x8.fma(b, b8);
                FloatVector x9 = FloatVector.broadcast(SPECIES, in[w9 + j]);
                a9 = x9.fma(a, a9);
                b9 = x9.fma(b, b9);
                FloatVector x10 = FloatVector.broadcast(SPECIES, in[w10 + j]);
                a10 = x10.fma(a, a10);
                b10 = x10.fma(b, b10);
                FloatVector x11 = FloatVector.broadcast(SPECIES, in[w11 + j]);
                a11 = x11.fma(a, a11);
                b11 = x11.fma(b, b11);
                FloatVector x12 = FloatVector.broadcast(SPECIES, in[w12 + j]);
                a12 = x12.fma(a, a12);
                b12 = x12.fma(b, b12);
                FloatVector x13 = FloatVector.broadcast(SPECIES, in[w13 + j]);
                a13 = x13.fma(a, a13);
                b13 = x13.fma(b, b13);
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        int step = windows.outStride();
        a0.intoArray(out, outFirst);
        b0.intoArray(out, outFirst + LANES);
        a1.intoArray(out, outFirst + step);
        b1.intoArray(out, outFirst + step + LANES);
        a2.intoArray(out, outFirst + 2 * step);
        b2.intoArray(out, outFirst + 2 * step + LANES);
        a3.intoArray(out, outFirst + 3 * step);
        b3.intoArray(out, outFirst + 3 * step + LANES);
        a4.intoArray(out, outFirst + 4 * step);
        b4.intoArray(out, outFirst + 4 * step + LANES);
        a5.intoArray(out, outFirst + 5 * step);
        b5.intoArray(out, outFirst + 5 * step + LANES);
        a6.intoArray(out, outFirst + 6 * step);
        b6.intoArray(out, outFirst + 6 * step + LANES);
        a7.intoArray(out, outSecond);
        b7.intoArray(out, outSecond + LANES);
        a8.intoArray(out, outSecond + step);
        b8.intoArray(out, outSecond + step + LANES);
        a9.intoArray(out, outSecond + 2 * step);
        b9.intoArray(out, outSecond + 2 * step + LANES);
        a10.intoArray(out, outSecond + 3 * step);
        b10.intoArray(out, outSecond + 3 * step + LANES);
        a11.intoArray(out, outSecond + 4 * step);
        b11.intoArray(out, outSecond + 4 * step + LANES);
        a12.intoArray(out, outSecond + 5 * step);
        b12.intoArray(out, outSecond + 5 * step + LANES);
        a13.intoArray(out, outSecond + 6 * step);
        b13.intoArray(out, outSecond + 6 * step + LANES);
    }

    /** 12 windows × 2 vectors, 6 in each of two stretches. */
    static void twelve(Windows windows, float[] in, int first, int second, float[] packed, int row, int nextRow,
            float[] start, int startAt, float[] out, int outFirst, int outSecond) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
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
        FloatVector a7 = a0;
        FloatVector b7 = b0;
        FloatVector a8 = a0;
        FloatVector b8 = b0;
        FloatVector a9 = a0;
        FloatVector b9 = b0;
        FloatVector a10 = a0;
        FloatVector b10 = b0;
        FloatVector a11 = a0;
        FloatVector b11 = b0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = first + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
            int w5 = w4 + stride;
            int w6 = second + offset;
            int w7 = w6 + stride;
            int w8 = w7 + stride;
            int w9 = w8 + stride;
            int w10 = w9 + stride;
            int w11 = w10 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, nextRow + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + j]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + j]);
                a4 = x4.fma(a, a4);
                b4 = x4.fma(b, b4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + j]);
                a5 = x5.fma(a, a5);
                b5 = x5.fma(b, b5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + j]);
                a6 = x6.fma(a, a6);
                b6 = x6.fma(b, b6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w7 + j]);
                a7 = x7.fma(a, a7);
                b7 = x7.fma(b, b7);
                FloatVector x8 = FloatVector.broadcast(SPECIES, in[w8 + j]);
                a8 = x8.fma(a, a8);
                b8 = x8.fma(b, b8);
                FloatVector x9 = FloatVector.broadcast(SPECIES, in[w9 + j]);
                a9 = x9.fma(a, a9);
                b9 = x9.fma(b, b9);
                FloatVector x10 = FloatVector.broadcast(SPECIES, in[w10 + j]);
                a10 = x10.fma(a, a10);
                b10 = x10.fma(b, b10);
                FloatVector x11 = FloatVector.broadcast(SPECIES, in[w11 + j]);
                a11 = x11.fma(a, a11);
                b11 = x11.fma(b, b11);
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        int step = windows.outStride();
        a0.intoArray(out, outFirst);
        b0.intoArray(out, outFirst + LANES);
        a1.intoArray(out, outFirst + step);
        b1.intoArray(out, outFirst + step + LANES);
        a2.intoArray(out, outFirst + 2 * step);
        b2.intoArray(out, outFirst + 2 * step + LANES);
        a3.intoArray(out, outFirst + 3 * step);
        b3.intoArray(out, outFirst + 3 * step + LANES);
        a4.intoArray(out, outFirst + 4 * step);
        b4.intoArray(out, outFirst + 4 * step + LANES);
        a5.intoArray(out, outFirst + 5 * step);
        b5.intoArray(out, outFirst + 5 * step + LANES);
        a6.intoArray(out, outSecond);
        b6.intoArray(out, outSecond + LANES);
        a7.intoArray(out, outSecond + step);
        b7.intoArray(out, outSecond + step + LANES);
        a8.intoArray(out, outSecond + 2 * step);
        b8.intoArray(out, outSecond + 2 * step + LANES);
        a9.intoArray(out, outSecond + 3 * step);
        b9.intoArray(out, outSecond + 3 * step + LANES);
        a10.intoArray(out, outSecond + 4 * step);
        b10.intoArray(out, outSecond + 4 * step + LANES);
        a11.intoArray(out, outSecond + 5 * step);
        b11.intoArray(out, outSecond + 5 * step + LANES);
    }

    /** 10 windows × 2 vectors, 5 in each of two stretches. */
    static void ten(Windows windows, float[] in, int first, int second, float[] packed, int row, int nextRow,
            float[] start, int startAt, float[] out, int outFirst, int outSecond) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
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
        FloatVector a7 = a0;
        FloatVector b7 = b0;
        FloatVector a8 = a0;
        FloatVector b8 = b0;
        FloatVector a9 = a0;
        FloatVector b9 = b0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = first + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
            int w5 = second + offset;
            int w6 = w5 + stride;
            int w7 = w6 + stride;
            int w8 = w7 + stride;
            int w9 = w8 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, nextRow + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + j]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + j]);
                a4 = x4.fma(a, a4);
                b4 = x4.fma(b, b4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + j]);
                a5 = x5.fma(a, a5);
                b5 = x5.fma(b, b5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + j]);
                a6 = x6.fma(a, a6);
                b6 = x6.fma(b, b6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w7 + j]);
                a7 = x7.fma(a, a7);
                b7 = x7.fma(b, b7);
                FloatVector x8 = FloatVector.broadcast(SPECIES, in[w8 + j]);
                a8 = x8.fma(a, a8);
                b8 = x8.fma(b, b8);
                FloatVector x9 = FloatVector.broadcast(SPECIES, in[w9 + j]);
                a9 = x9.fma(a, a9);
                b9 = x9.fma(b, b9);
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        int step = windows.outStride();
        a0.intoArray(out, outFirst);
        b0.intoArray(out, outFirst + LANES);
        a1.intoArray(out, outFirst + step);
        b1.intoArray(out, outFirst + step + LANES);
        a2.intoArray(out, outFirst + 2 * step);
        b2.intoArray(out, outFirst + 2 * step + LANES);
        a3.intoArray(out, outFirst + 3 * step);
        b3.intoArray(out, outFirst + 3 * step + LANES);
        a4.intoArray(out, outFirst + 4 * step);
        b4.intoArray(out, outFirst + 4 * step + LANES);
        a5.intoArray(out, outSecond);
        b5.intoArray(out, outSecond + LANES);
        a6.intoArray(out, outSecond + step);
        b6.intoArray(out, outSecond + step + LANES);
        a7.intoArray(out, outSecond + 2 * step);
        b7.intoArray(out, outSecond + 2 * step + LANES);
        a8.intoArray(out, outSecond + 3 * step);
        b8.intoArray(out, outSecond + 3 * step + LANES);
        a9.intoArray(out, outSecond + 4 * step);
        b9.intoArray(out, outSecond + 4 * step + LANES);
    }

    /** 8 windows × 2 vectors, 4 in each of two stretches. */
    static void eight(Windows windows, float[] in, int first, int second, float[] packed, int row, int nextRow,
            float[] start, int startAt, float[] out, int outFirst, int outSecond) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
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
        FloatVector a7 = a0;
        FloatVector b7 = b0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = first + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = second + offset;
            int w5 = w4 + stride;
            int w6 = w5 + stride;
            int w7 = w6 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, nextRow + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + j]);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                FloatVector x4 = FloatVector.broadcast(SPECIES, in[w4 + j]);
                a4 = x4.fma(a, a4);
                b4 = x4.fma(b, b4);
                FloatVector x5 = FloatVector.broadcast(SPECIES, in[w5 + j]);
                a5 = x5.fma(a, a5);
                b5 = x5.fma(b, b5);
                FloatVector x6 = FloatVector.broadcast(SPECIES, in[w6 + j]);
                a6 = x6.fma(a, a6);
                b6 = x6.fma(b, b6);
                FloatVector x7 = FloatVector.broadcast(SPECIES, in[w7 + j]);
                a7 = x7.fma(a, a7);
                b7 = x7.fma(b, b7);
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        int step = windows.outStride();
        a0.intoArray(out, outFirst);
        b0.intoArray(out, outFirst + LANES);
        a1.intoArray(out, outFirst + step);
        b1.intoArray(out, outFirst + step + LANES);
        a2.intoArray(out, outFirst + 2 * step);
        b2.intoArray(out, outFirst + 2 * step + LANES);
        a3.intoArray(out, outFirst + 3 * step);
        b3.intoArray(out, outFirst + 3 * step + LANES);
        a4.intoArray(out, outSecond);
        b4.intoArray(out, outSecond + LANES);
        a5.intoArray(out, outSecond + step);
        b5.intoArray(out, outSecond + step + LANES);
        a6.intoArray(out, outSecond + 2 * step);
        b6.intoArray(out, outSecond + 2 * step + LANES);
        a7.intoArray(out, outSecond + 3 * step);
        b7.intoArray(out, outSecond + 3 * step + LANES);
    }
}
