package cnn.layers.kernel.simd;

import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code weightedSums}: a few windows × one or two vectors of columns, whose sums stay in registers
 * while the tile runs through a panel. The tiles are unrolled by hand because only named locals are kept in registers,
 * and they call no method of ours because a
 * vector that crosses a call which the JIT does not inline becomes an object. Only the last vector of columns is ever
 * masked, and only where columns end inside it: a masked store costs many plain ones.
 */
final class WeightedSumTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private WeightedSumTiles() {
    }

    /**
     * All windows × at most two vectors of columns.
     *
     * @param in inputs, the first window starting at {@code at}
     * @param packed weights; the tile's columns in the panel's first row start at {@code row}
     * @param width columns of the panel
     * @param start what the sums start from, this tile's columns starting at {@code startAt}
     * @param out outputs, this tile's first column starting at {@code outAt}
     * @param outputs number of windows
     * @param left columns that there are, from this tile's first one
     */
    static void run(Windows windows, float[] in, int at, float[] packed, int row, int width, float[] start, int startAt,
            float[] out, int outAt, int outputs, int left) {
        int inStep = windows.inStride();
        int outStep = windows.outStride();
        int p = 0;
        if (left > LANES) {
            // 12 accumulators hide the latency of the multiply-adds and leave room for the operands in 16 registers.
            for (; p <= outputs - 6; p += 6) {
                sixByTwo(windows, in, at + p * inStep, packed, row, width, start, startAt, out, outAt + p * outStep,
                        left);
            }
            if (p <= outputs - 4) {
                fourByTwo(windows, in, at + p * inStep, packed, row, width, start, startAt, out, outAt + p * outStep,
                        left);
                p += 4;
            }
            if (p <= outputs - 2) {
                twoByTwo(windows, in, at + p * inStep, packed, row, width, start, startAt, out, outAt + p * outStep,
                        left);
                p += 2;
            }
            if (p < outputs) {
                oneByTwo(windows, in, at + p * inStep, packed, row, width, start, startAt, out, outAt + p * outStep,
                        left);
            }
        } else {
            for (; p <= outputs - 6; p += 6) {
                sixByOne(windows, in, at + p * inStep, packed, row, width, start, startAt, out, outAt + p * outStep,
                        left);
            }
            for (; p <= outputs - 4; p += 4) {
                fourByOne(windows, in, at + p * inStep, packed, row, width, start, startAt, out, outAt + p * outStep,
                        left);
            }
            for (; p < outputs; p++) {
                oneByOne(windows, in, at + p * inStep, packed, row, width, start, startAt, out, outAt + p * outStep,
                        left);
            }
        }
    }

    /** 6 windows × 2 vectors. */
    private static void sixByTwo(Windows windows, float[] in, int at, float[] packed, int row, int width, float[] start,
            int startAt, float[] out, int outAt, int left) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt,
                SPECIES.indexInRange(0, left));
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES,
                SPECIES.indexInRange(LANES, left));
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
        int[] offsets = windows.runOffsets();
        int length = windows.runLength();
        int stride = windows.inStride();
        for (int offset : offsets) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
            int w5 = w4 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, row + LANES);
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
                row += width;
            }
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
            VectorMask<Float> mask = SPECIES.indexInRange(LANES, left);
            b0.intoArray(out, outAt + LANES, mask);
            b1.intoArray(out, outAt + step + LANES, mask);
            b2.intoArray(out, outAt + 2 * step + LANES, mask);
            b3.intoArray(out, outAt + 3 * step + LANES, mask);
            b4.intoArray(out, outAt + 4 * step + LANES, mask);
            b5.intoArray(out, outAt + 5 * step + LANES, mask);
        }
    }

    /** 4 windows × 2 vectors. */
    private static void fourByTwo(Windows windows, float[] in, int at, float[] packed, int row, int width,
            float[] start,
            int startAt, float[] out, int outAt, int left) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt,
                SPECIES.indexInRange(0, left));
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES,
                SPECIES.indexInRange(LANES, left));
        FloatVector a1 = a0;
        FloatVector b1 = b0;
        FloatVector a2 = a0;
        FloatVector b2 = b0;
        FloatVector a3 = a0;
        FloatVector b3 = b0;
        int[] offsets = windows.runOffsets();
        int length = windows.runLength();
        int stride = windows.inStride();
        for (int offset : offsets) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, row + LANES);
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
                row += width;
            }
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
            VectorMask<Float> mask = SPECIES.indexInRange(LANES, left);
            b0.intoArray(out, outAt + LANES, mask);
            b1.intoArray(out, outAt + step + LANES, mask);
            b2.intoArray(out, outAt + 2 * step + LANES, mask);
            b3.intoArray(out, outAt + 3 * step + LANES, mask);
        }
    }

    /** 2 windows × 2 vectors. */
    private static void twoByTwo(Windows windows, float[] in, int at, float[] packed, int row, int width, float[] start,
            int startAt, float[] out, int outAt, int left) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt,
                SPECIES.indexInRange(0, left));
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES,
                SPECIES.indexInRange(LANES, left));
        FloatVector a1 = a0;
        FloatVector b1 = b0;
        int[] offsets = windows.runOffsets();
        int length = windows.runLength();
        int stride = windows.inStride();
        for (int offset : offsets) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, row + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                row += width;
            }
        }
        int step = windows.outStride();
        a0.intoArray(out, outAt);
        a1.intoArray(out, outAt + step);
        if (left >= 2 * LANES) {
            b0.intoArray(out, outAt + LANES);
            b1.intoArray(out, outAt + step + LANES);
        } else {
            VectorMask<Float> mask = SPECIES.indexInRange(LANES, left);
            b0.intoArray(out, outAt + LANES, mask);
            b1.intoArray(out, outAt + step + LANES, mask);
        }
    }

    /** 1 window × 2 vectors. */
    private static void oneByTwo(Windows windows, float[] in, int at, float[] packed, int row, int width, float[] start,
            int startAt, float[] out, int outAt, int left) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt,
                SPECIES.indexInRange(0, left));
        FloatVector b0 = FloatVector.fromArray(SPECIES, start, startAt + LANES,
                SPECIES.indexInRange(LANES, left));
        int[] offsets = windows.runOffsets();
        int length = windows.runLength();
        for (int offset : offsets) {
            int w0 = at + offset;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row);
                FloatVector b = FloatVector.fromArray(SPECIES, packed, row + LANES);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                row += width;
            }
        }
        a0.intoArray(out, outAt);
        if (left >= 2 * LANES) {
            b0.intoArray(out, outAt + LANES);
        } else {
            VectorMask<Float> mask = SPECIES.indexInRange(LANES, left);
            b0.intoArray(out, outAt + LANES, mask);
        }
    }

    /** 6 windows × 1 vector. */
    private static void sixByOne(Windows windows, float[] in, int at, float[] packed, int row, int width, float[] start,
            int startAt, float[] out, int outAt, int left) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt,
                SPECIES.indexInRange(0, left));
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        int[] offsets = windows.runOffsets();
        int length = windows.runLength();
        int stride = windows.inStride();
        for (int offset : offsets) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            int w4 = w3 + stride;
            int w5 = w4 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row);
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
                row += width;
            }
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
            VectorMask<Float> mask = SPECIES.indexInRange(0, left);
            a0.intoArray(out, outAt, mask);
            a1.intoArray(out, outAt + step, mask);
            a2.intoArray(out, outAt + 2 * step, mask);
            a3.intoArray(out, outAt + 3 * step, mask);
            a4.intoArray(out, outAt + 4 * step, mask);
            a5.intoArray(out, outAt + 5 * step, mask);
        }
    }

    /** 4 windows × 1 vector. */
    private static void fourByOne(Windows windows, float[] in, int at, float[] packed, int row, int width,
            float[] start,
            int startAt, float[] out, int outAt, int left) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt,
                SPECIES.indexInRange(0, left));
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        int[] offsets = windows.runOffsets();
        int length = windows.runLength();
        int stride = windows.inStride();
        for (int offset : offsets) {
            int w0 = at + offset;
            int w1 = w0 + stride;
            int w2 = w1 + stride;
            int w3 = w2 + stride;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                FloatVector x1 = FloatVector.broadcast(SPECIES, in[w1 + j]);
                a1 = x1.fma(a, a1);
                FloatVector x2 = FloatVector.broadcast(SPECIES, in[w2 + j]);
                a2 = x2.fma(a, a2);
                FloatVector x3 = FloatVector.broadcast(SPECIES, in[w3 + j]);
                a3 = x3.fma(a, a3);
                row += width;
            }
        }
        int step = windows.outStride();
        if (left >= LANES) {
            a0.intoArray(out, outAt);
            a1.intoArray(out, outAt + step);
            a2.intoArray(out, outAt + 2 * step);
            a3.intoArray(out, outAt + 3 * step);
        } else {
            VectorMask<Float> mask = SPECIES.indexInRange(0, left);
            a0.intoArray(out, outAt, mask);
            a1.intoArray(out, outAt + step, mask);
            a2.intoArray(out, outAt + 2 * step, mask);
            a3.intoArray(out, outAt + 3 * step, mask);
        }
    }

    /** 1 window × 1 vector. */
    private static void oneByOne(Windows windows, float[] in, int at, float[] packed, int row, int width, float[] start,
            int startAt, float[] out, int outAt, int left) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt,
                SPECIES.indexInRange(0, left));
        int[] offsets = windows.runOffsets();
        int length = windows.runLength();
        for (int offset : offsets) {
            int w0 = at + offset;
            for (int j = 0; j < length; j++) {
                FloatVector a = FloatVector.fromArray(SPECIES, packed, row);
                FloatVector x0 = FloatVector.broadcast(SPECIES, in[w0 + j]);
                a0 = x0.fma(a, a0);
                row += width;
            }
        }
        if (left >= LANES) {
            a0.intoArray(out, outAt);
        } else {
            VectorMask<Float> mask = SPECIES.indexInRange(0, left);
            a0.intoArray(out, outAt, mask);
        }
    }
}
