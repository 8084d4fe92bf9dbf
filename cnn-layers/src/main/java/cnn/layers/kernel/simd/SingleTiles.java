package cnn.layers.kernel.simd;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code weightedSums}: a few windows × one vector of columns, the last ones. More than 7 windows bring
 * little: each multiply-add needs an input of its own, and loads are the limit. How tiles are written: see
 * {@link PairTiles}.
 */
final class SingleTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = Panels.WIDTH;

    private SingleTiles() {
    }

    /** 7 windows × 1 vector. */
    static void seven(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
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
            }
            row += length * WIDTH;
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

    /** 6 windows × 1 vector. */
    static void six(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
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
            }
            row += length * WIDTH;
        }
        int step = windows.outStride();
        if (left >= LANES) {
            a0.intoArray(out, outAt);
            a1.intoArray(out, outAt + step);
            a2.intoArray(out, outAt + 2 * step);
            a3.intoArray(out, outAt + 3 * step);
            a4.intoArray(out, outAt + 4 * step);
            a5.intoArray(out, outAt + 5 * step);
        } else {
            a0.intoArray(out, outAt, mask);
            a1.intoArray(out, outAt + step, mask);
            a2.intoArray(out, outAt + 2 * step, mask);
            a3.intoArray(out, outAt + 3 * step, mask);
            a4.intoArray(out, outAt + 4 * step, mask);
            a5.intoArray(out, outAt + 5 * step, mask);
        }
    }

    /** 5 windows × 1 vector. */
    static void five(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
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
            }
            row += length * WIDTH;
        }
        int step = windows.outStride();
        if (left >= LANES) {
            a0.intoArray(out, outAt);
            a1.intoArray(out, outAt + step);
            a2.intoArray(out, outAt + 2 * step);
            a3.intoArray(out, outAt + 3 * step);
            a4.intoArray(out, outAt + 4 * step);
        } else {
            a0.intoArray(out, outAt, mask);
            a1.intoArray(out, outAt + step, mask);
            a2.intoArray(out, outAt + 2 * step, mask);
            a3.intoArray(out, outAt + 3 * step, mask);
            a4.intoArray(out, outAt + 4 * step, mask);
        }
    }

    /** 4 windows × 1 vector. */
    static void four(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
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
            }
            row += length * WIDTH;
        }
        int step = windows.outStride();
        if (left >= LANES) {
            a0.intoArray(out, outAt);
            a1.intoArray(out, outAt + step);
            a2.intoArray(out, outAt + 2 * step);
            a3.intoArray(out, outAt + 3 * step);
        } else {
            a0.intoArray(out, outAt, mask);
            a1.intoArray(out, outAt + step, mask);
            a2.intoArray(out, outAt + 2 * step, mask);
            a3.intoArray(out, outAt + 3 * step, mask);
        }
    }

    /** 3 windows × 1 vector. */
    static void three(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
            }
            row += length * WIDTH;
        }
        int step = windows.outStride();
        if (left >= LANES) {
            a0.intoArray(out, outAt);
            a1.intoArray(out, outAt + step);
            a2.intoArray(out, outAt + 2 * step);
        } else {
            a0.intoArray(out, outAt, mask);
            a1.intoArray(out, outAt + step, mask);
            a2.intoArray(out, outAt + 2 * step, mask);
        }
    }

    /** 2 windows × 1 vector. */
    static void two(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
        FloatVector a1 = a0;
        int stride = windows.inStride();
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
            }
            row += length * WIDTH;
        }
        int step = windows.outStride();
        if (left >= LANES) {
            a0.intoArray(out, outAt);
            a1.intoArray(out, outAt + step);
        } else {
            a0.intoArray(out, outAt, mask);
            a1.intoArray(out, outAt + step, mask);
        }
    }

    /** 1 window × 1 vector. */
    static void one(Windows windows, float[] in, int at, float[] packed, int row, float[] start, int startAt,
            float[] out, int outAt, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, mask);
        int length = windows.runLength();
        for (int offset : windows.runOffsets()) {
            int w0 = at + offset;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row + j * WIDTH);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
            }
            row += length * WIDTH;
        }
        if (left >= LANES) {
            a0.intoArray(out, outAt);
        } else {
            a0.intoArray(out, outAt, mask);
        }
    }
}
