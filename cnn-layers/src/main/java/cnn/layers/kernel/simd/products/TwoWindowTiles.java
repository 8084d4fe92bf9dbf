package cnn.layers.kernel.simd.products;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code weightedSums} for few filters over images of one channel: the first layer of LeNet-5, whose six
 * filters would leave ten of 16 lanes idle. A vector holds the sums of two neighbouring windows, half of it each, so that
 * there are half as many multiply-adds. Its inputs are two broadcasts put together; those of a window are its neighbour's
 * one step later, and each pair serves all windows that see it.
 *
 * <p>A tile is 14 windows. What a pair of sums writes beyond its pixels is overwritten by the next pair.
 */
final class TwoWindowTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = Panels.WIDTH;
    private static final int HALF = 8;
    /** With fewer columns the last but one pair of sums would write beyond the tile. */
    private static final int FEWEST = 4;
    private static final int TILE = 14;
    private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(SPECIES, lane -> lane % HALF);
    private static final VectorMask<Float> SECOND = VectorMask.fromLong(SPECIES, 0xFF00L);

    private TwoWindowTiles() {
    }

    /** Whether these tiles are for such windows. */
    static boolean suit(Windows windows, int outputs) {
        int length = windows.runLength();
        return LANES == 2 * HALF && (length == 3 || length == 5) && windows.inStride() == 1
                && windows.columns() >= FEWEST && windows.columns() <= HALF && windows.outStride() == windows.columns()
                && outputs >= TILE;
    }

    /** All windows. For the parameters see {@link WeightedSumTiles#pairs}. */
    static void run(Windows windows, float[] in, int inAt, float[] packed, int panel, float[] start, int startAt,
            float[] out, int outAt, int outputs, int lines) {
        boolean five = windows.runLength() == 5;
        for (int line = 0; line < lines; line++) {
            for (int p = 0; p < outputs; p += TILE) {
                int first = Math.min(p, outputs - TILE); // over windows that were done already: the same twice
                int from = inAt + line * windows.inPitch() + first;
                int to = outAt + line * windows.outPitch() + first * windows.outStride();
                if (five) {
                    runsOfFive(windows, in, from, packed, panel, start, startAt, out, to);
                } else {
                    runsOfThree(windows, in, from, packed, panel, start, startAt, out, to);
                }
            }
        }
    }

    private static void runsOfThree(Windows windows, float[] in, int at, float[] packed, int panel, float[] start,
            int startAt, float[] out, int outAt) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, SPECIES.indexInRange(0, columns))
                .rearrange(TWICE);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        int row = panel;
        for (int offset : windows.runOffsets()) {
            int i = at + offset;
            FloatVector w0 = FloatVector.fromArray(SPECIES, packed, row).rearrange(TWICE);
            FloatVector w1 = FloatVector.fromArray(SPECIES, packed, row + WIDTH).rearrange(TWICE);
            FloatVector w2 = FloatVector.fromArray(SPECIES, packed, row + 2 * WIDTH).rearrange(TWICE);
            FloatVector even = FloatVector.broadcast(SPECIES, in[i]);
            FloatVector odd;
            FloatVector x;
            odd = FloatVector.broadcast(SPECIES, in[i + 1]);
            x = even.blend(odd, SECOND);
            a0 = x.fma(w0, a0);
            even = FloatVector.broadcast(SPECIES, in[i + 2]);
            x = odd.blend(even, SECOND);
            a0 = x.fma(w1, a0);
            odd = FloatVector.broadcast(SPECIES, in[i + 3]);
            x = even.blend(odd, SECOND);
            a0 = x.fma(w2, a0);
            a1 = x.fma(w0, a1);
            even = FloatVector.broadcast(SPECIES, in[i + 4]);
            x = odd.blend(even, SECOND);
            a1 = x.fma(w1, a1);
            odd = FloatVector.broadcast(SPECIES, in[i + 5]);
            x = even.blend(odd, SECOND);
            a1 = x.fma(w2, a1);
            a2 = x.fma(w0, a2);
            even = FloatVector.broadcast(SPECIES, in[i + 6]);
            x = odd.blend(even, SECOND);
            a2 = x.fma(w1, a2);
            odd = FloatVector.broadcast(SPECIES, in[i + 7]);
            x = even.blend(odd, SECOND);
            a2 = x.fma(w2, a2);
            a3 = x.fma(w0, a3);
            even = FloatVector.broadcast(SPECIES, in[i + 8]);
            x = odd.blend(even, SECOND);
            a3 = x.fma(w1, a3);
            odd = FloatVector.broadcast(SPECIES, in[i + 9]);
            x = even.blend(odd, SECOND);
            a3 = x.fma(w2, a3);
            a4 = x.fma(w0, a4);
            even = FloatVector.broadcast(SPECIES, in[i + 10]);
            x = odd.blend(even, SECOND);
            a4 = x.fma(w1, a4);
            odd = FloatVector.broadcast(SPECIES, in[i + 11]);
            x = even.blend(odd, SECOND);
            a4 = x.fma(w2, a4);
            a5 = x.fma(w0, a5);
            even = FloatVector.broadcast(SPECIES, in[i + 12]);
            x = odd.blend(even, SECOND);
            a5 = x.fma(w1, a5);
            odd = FloatVector.broadcast(SPECIES, in[i + 13]);
            x = even.blend(odd, SECOND);
            a5 = x.fma(w2, a5);
            a6 = x.fma(w0, a6);
            even = FloatVector.broadcast(SPECIES, in[i + 14]);
            x = odd.blend(even, SECOND);
            a6 = x.fma(w1, a6);
            odd = FloatVector.broadcast(SPECIES, in[i + 15]);
            x = even.blend(odd, SECOND);
            a6 = x.fma(w2, a6);
            row += 3 * WIDTH;
        }
        VectorMask<Float> both = VectorMask.fromLong(SPECIES, ((1L << columns) - 1) * ((1L << HALF) + 1));
        a0.compress(both).intoArray(out, outAt);
        a1.compress(both).intoArray(out, outAt + 2 * columns);
        a2.compress(both).intoArray(out, outAt + 4 * columns);
        a3.compress(both).intoArray(out, outAt + 6 * columns);
        a4.compress(both).intoArray(out, outAt + 8 * columns);
        a5.compress(both).intoArray(out, outAt + 10 * columns);
        a6.compress(both).intoArray(out, outAt + 12 * columns, SPECIES.indexInRange(0, 2 * columns));
    }

    private static void runsOfFive(Windows windows, float[] in, int at, float[] packed, int panel, float[] start,
            int startAt, float[] out, int outAt) {
        int columns = windows.columns();
        FloatVector a0 = FloatVector.fromArray(SPECIES, start, startAt, SPECIES.indexInRange(0, columns))
                .rearrange(TWICE);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        int row = panel;
        for (int offset : windows.runOffsets()) {
            int i = at + offset;
            FloatVector w0 = FloatVector.fromArray(SPECIES, packed, row).rearrange(TWICE);
            FloatVector w1 = FloatVector.fromArray(SPECIES, packed, row + WIDTH).rearrange(TWICE);
            FloatVector w2 = FloatVector.fromArray(SPECIES, packed, row + 2 * WIDTH).rearrange(TWICE);
            FloatVector w3 = FloatVector.fromArray(SPECIES, packed, row + 3 * WIDTH).rearrange(TWICE);
            FloatVector w4 = FloatVector.fromArray(SPECIES, packed, row + 4 * WIDTH).rearrange(TWICE);
            FloatVector even = FloatVector.broadcast(SPECIES, in[i]);
            FloatVector odd;
            FloatVector x;
            odd = FloatVector.broadcast(SPECIES, in[i + 1]);
            x = even.blend(odd, SECOND);
            a0 = x.fma(w0, a0);
            even = FloatVector.broadcast(SPECIES, in[i + 2]);
            x = odd.blend(even, SECOND);
            a0 = x.fma(w1, a0);
            odd = FloatVector.broadcast(SPECIES, in[i + 3]);
            x = even.blend(odd, SECOND);
            a0 = x.fma(w2, a0);
            a1 = x.fma(w0, a1);
            even = FloatVector.broadcast(SPECIES, in[i + 4]);
            x = odd.blend(even, SECOND);
            a0 = x.fma(w3, a0);
            a1 = x.fma(w1, a1);
            odd = FloatVector.broadcast(SPECIES, in[i + 5]);
            x = even.blend(odd, SECOND);
            a0 = x.fma(w4, a0);
            a1 = x.fma(w2, a1);
            a2 = x.fma(w0, a2);
            even = FloatVector.broadcast(SPECIES, in[i + 6]);
            x = odd.blend(even, SECOND);
            a1 = x.fma(w3, a1);
            a2 = x.fma(w1, a2);
            odd = FloatVector.broadcast(SPECIES, in[i + 7]);
            x = even.blend(odd, SECOND);
            a1 = x.fma(w4, a1);
            a2 = x.fma(w2, a2);
            a3 = x.fma(w0, a3);
            even = FloatVector.broadcast(SPECIES, in[i + 8]);
            x = odd.blend(even, SECOND);
            a2 = x.fma(w3, a2);
            a3 = x.fma(w1, a3);
            odd = FloatVector.broadcast(SPECIES, in[i + 9]);
            x = even.blend(odd, SECOND);
            a2 = x.fma(w4, a2);
            a3 = x.fma(w2, a3);
            a4 = x.fma(w0, a4);
            even = FloatVector.broadcast(SPECIES, in[i + 10]);
            x = odd.blend(even, SECOND);
            a3 = x.fma(w3, a3);
            a4 = x.fma(w1, a4);
            odd = FloatVector.broadcast(SPECIES, in[i + 11]);
            x = even.blend(odd, SECOND);
            a3 = x.fma(w4, a3);
            a4 = x.fma(w2, a4);
            a5 = x.fma(w0, a5);
            even = FloatVector.broadcast(SPECIES, in[i + 12]);
            x = odd.blend(even, SECOND);
            a4 = x.fma(w3, a4);
            a5 = x.fma(w1, a5);
            odd = FloatVector.broadcast(SPECIES, in[i + 13]);
            x = even.blend(odd, SECOND);
            a4 = x.fma(w4, a4);
            a5 = x.fma(w2, a5);
            a6 = x.fma(w0, a6);
            even = FloatVector.broadcast(SPECIES, in[i + 14]);
            x = odd.blend(even, SECOND);
            a5 = x.fma(w3, a5);
            a6 = x.fma(w1, a6);
            odd = FloatVector.broadcast(SPECIES, in[i + 15]);
            x = even.blend(odd, SECOND);
            a5 = x.fma(w4, a5);
            a6 = x.fma(w2, a6);
            even = FloatVector.broadcast(SPECIES, in[i + 16]);
            x = odd.blend(even, SECOND);
            a6 = x.fma(w3, a6);
            odd = FloatVector.broadcast(SPECIES, in[i + 17]);
            x = even.blend(odd, SECOND);
            a6 = x.fma(w4, a6);
            row += 5 * WIDTH;
        }
        VectorMask<Float> both = VectorMask.fromLong(SPECIES, ((1L << columns) - 1) * ((1L << HALF) + 1));
        a0.compress(both).intoArray(out, outAt);
        a1.compress(both).intoArray(out, outAt + 2 * columns);
        a2.compress(both).intoArray(out, outAt + 4 * columns);
        a3.compress(both).intoArray(out, outAt + 6 * columns);
        a4.compress(both).intoArray(out, outAt + 8 * columns);
        a5.compress(both).intoArray(out, outAt + 10 * columns);
        a6.compress(both).intoArray(out, outAt + 12 * columns, SPECIES.indexInRange(0, 2 * columns));
    }
}
