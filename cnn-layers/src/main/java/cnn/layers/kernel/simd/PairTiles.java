package cnn.layers.kernel.simd;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code weightedSums}: a few windows × two vectors of columns, whose sums stay in registers while the
 * tile runs through its panels. A tile of 6 has 12 sums, which hide the latency of the multiply-adds and leave room for
 * the operands in 16 registers; that of 7 is for 32 registers.
 *
 * <p>Tiles are unrolled by hand because only named locals are kept in registers, and they call no method of ours because
 * a vector that crosses a call which the JIT does not inline becomes an object. For the same reason a tile may not grow:
 * the JIT stops inlining beyond some size, and a tile of 14 with two sets of stores runs a hundred times slower. Unrolling
 * over rows makes tiles slower, too: the JIT loads inputs early and spills sums.
 *
 * <p>Rows of weights are addressed by the loop's own variable and a constant, so that bounds are checked once per run:
 * 5 % in a tile of 6, 10 % in one of 4. Only the last vector of columns is ever masked, and only where columns end inside
 * it: a masked store costs many plain ones.
 */
final class PairTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = Panels.WIDTH;

    private PairTiles() {
    }

    /** 7 windows × 2 vectors. */
    static void seven(Windows windows, float[] in, int at, float[] packed, int row, int nextRow, float[] start,
            int startAt, float[] out, int outAt, int left) {
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
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
            int w5 = w4 + stride;
            int w6 = w5 + stride;
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
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
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

    /** 6 windows × 2 vectors. */
    static void six(Windows windows, float[] in, int at, float[] packed, int row, int nextRow, float[] start,
            int startAt, float[] out, int outAt, int left) {
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
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
            int w5 = w4 + stride;
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
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        int step = windows.outStride();
        a0.intoArray(out, outAt);
        a1.intoArray(out, outAt + step);
        a2.intoArray(out, outAt + 2 * step);
        a3.intoArray(out, outAt + 3 * step);
        a4.intoArray(out, outAt + 4 * step);
        a5.intoArray(out, outAt + 5 * step);
        if (left >= 2 * LANES) {
            b0.intoArray(out, outAt + LANES);
            b1.intoArray(out, outAt + step + LANES);
            b2.intoArray(out, outAt + 2 * step + LANES);
            b3.intoArray(out, outAt + 3 * step + LANES);
            b4.intoArray(out, outAt + 4 * step + LANES);
            b5.intoArray(out, outAt + 5 * step + LANES);
        } else {
            b0.intoArray(out, outAt + LANES, mask);
            b1.intoArray(out, outAt + step + LANES, mask);
            b2.intoArray(out, outAt + 2 * step + LANES, mask);
            b3.intoArray(out, outAt + 3 * step + LANES, mask);
            b4.intoArray(out, outAt + 4 * step + LANES, mask);
            b5.intoArray(out, outAt + 5 * step + LANES, mask);
        }
    }

    /** 5 windows × 2 vectors. */
    static void five(Windows windows, float[] in, int at, float[] packed, int row, int nextRow, float[] start,
            int startAt, float[] out, int outAt, int left) {
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
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
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
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        int step = windows.outStride();
        a0.intoArray(out, outAt);
        a1.intoArray(out, outAt + step);
        a2.intoArray(out, outAt + 2 * step);
        a3.intoArray(out, outAt + 3 * step);
        a4.intoArray(out, outAt + 4 * step);
        if (left >= 2 * LANES) {
            b0.intoArray(out, outAt + LANES);
            b1.intoArray(out, outAt + step + LANES);
            b2.intoArray(out, outAt + 2 * step + LANES);
            b3.intoArray(out, outAt + 3 * step + LANES);
            b4.intoArray(out, outAt + 4 * step + LANES);
        } else {
            b0.intoArray(out, outAt + LANES, mask);
            b1.intoArray(out, outAt + step + LANES, mask);
            b2.intoArray(out, outAt + 2 * step + LANES, mask);
            b3.intoArray(out, outAt + 3 * step + LANES, mask);
            b4.intoArray(out, outAt + 4 * step + LANES, mask);
        }
    }

    /** 4 windows × 2 vectors. */
    static void four(Windows windows, float[] in, int at, float[] packed, int row, int nextRow, float[] start,
            int startAt, float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(LANES, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES, mask);
        FloatVector a1 = a0;
        FloatVector b1 = b0;
        FloatVector a2 = a0;
        FloatVector b2 = b0;
        FloatVector a3 = a0;
        FloatVector b3 = b0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
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
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        int step = windows.outStride();
        a0.intoArray(out, outAt);
        a1.intoArray(out, outAt + step);
        a2.intoArray(out, outAt + 2 * step);
        a3.intoArray(out, outAt + 3 * step);
        if (left >= 2 * LANES) {
            b0.intoArray(out, outAt + LANES);
            b1.intoArray(out, outAt + step + LANES);
            b2.intoArray(out, outAt + 2 * step + LANES);
            b3.intoArray(out, outAt + 3 * step + LANES);
        } else {
            b0.intoArray(out, outAt + LANES, mask);
            b1.intoArray(out, outAt + step + LANES, mask);
            b2.intoArray(out, outAt + 2 * step + LANES, mask);
            b3.intoArray(out, outAt + 3 * step + LANES, mask);
        }
    }

    /** 3 windows × 2 vectors. */
    static void three(Windows windows, float[] in, int at, float[] packed, int row, int nextRow, float[] start,
            int startAt, float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(LANES, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES, mask);
        FloatVector a1 = a0;
        FloatVector b1 = b0;
        FloatVector a2 = a0;
        FloatVector b2 = b0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
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
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        int step = windows.outStride();
        a0.intoArray(out, outAt);
        a1.intoArray(out, outAt + step);
        a2.intoArray(out, outAt + 2 * step);
        if (left >= 2 * LANES) {
            b0.intoArray(out, outAt + LANES);
            b1.intoArray(out, outAt + step + LANES);
            b2.intoArray(out, outAt + 2 * step + LANES);
        } else {
            b0.intoArray(out, outAt + LANES, mask);
            b1.intoArray(out, outAt + step + LANES, mask);
            b2.intoArray(out, outAt + 2 * step + LANES, mask);
        }
    }

    /** 2 windows × 2 vectors. */
    static void two(Windows windows, float[] in, int at, float[] packed, int row, int nextRow, float[] start,
            int startAt, float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(LANES, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES, mask);
        FloatVector a1 = a0;
        FloatVector b1 = b0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, nextRow + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        int step = windows.outStride();
        a0.intoArray(out, outAt);
        a1.intoArray(out, outAt + step);
        if (left >= 2 * LANES) {
            b0.intoArray(out, outAt + LANES);
            b1.intoArray(out, outAt + step + LANES);
        } else {
            b0.intoArray(out, outAt + LANES, mask);
            b1.intoArray(out, outAt + step + LANES, mask);
        }
    }

    /** 1 window × 2 vectors. */
    static void one(Windows windows, float[] in, int at, float[] packed, int row, int nextRow, float[] start,
            int startAt, float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(LANES, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES, mask);
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, nextRow + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
            }
            row += length * WIDTH;
            nextRow += length * WIDTH;
        }
        a0.intoArray(out, outAt);
        if (left >= 2 * LANES) {
            b0.intoArray(out, outAt + LANES);
        } else {
            b0.intoArray(out, outAt + LANES, mask);
        }
    }
}
