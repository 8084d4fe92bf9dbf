package cnn.layers.kernel.simd.winograd;

import static cnn.layers.kernel.Points.F0;
import static cnn.layers.kernel.Points.FA;
import static cnn.layers.kernel.Points.FA_A;
import static cnn.layers.kernel.Points.FA_A2;
import static cnn.layers.kernel.Points.FB;
import static cnn.layers.kernel.Points.FB_B;
import static cnn.layers.kernel.Points.FB_B2;

import cnn.api.kernel.Panels;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.simd.shared.Copies;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of up to four tiles with weights that are transformed just before. A row of a tile's numbers is six of them, of
 * four tiles: 24 sums, each a register, and for each channel six vectors of weights and 24 inputs.
 *
 * <p>Channels come 16 at a time, and all six rows are done before the next 16 begin: their kernels (9 KiB for
 * 16 filters), what two rows of them become (12 KiB), inputs (9 KiB) and sums (9 KiB) stay in the nearest cache, and
 * memory has time to bring the next kernels. Inputs are arranged as they are needed, so that their addresses are one
 * variable and a constant. To transform weights in the loop that multiplies would save storing them, but then the JIT loads
 * all inputs first and spills sums: three times slower.
 */
final class FewTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = Panels.WIDTH;
    /** Channels at a time. */
    private static final int DEPTH = 16;
    /** Sums of a row of numbers. */
    private static final int SUMS = Tiles.IN * Tiles.FEW;
    /** Numbers of a row, for the channels of one time. */
    private static final int ROW = SUMS * DEPTH;
    /** Transformed kernels of these channels: one number of each. */
    private static final int PLANE = DEPTH * WIDTH;
    private static final int SUMS_OF_PANEL = Tiles.IN * SUMS * WIDTH;

    private FewTiles() {
    }

    /** Floats of arranged numbers. */
    static int arranged(int channels) {
        return (channels + DEPTH - 1) / DEPTH * Tiles.IN * ROW;
    }

    /** Arranges numbers by channels, 16 at a time, rows, columns and tiles; there are zeros where a tile is missing. */
    static void arrange(Tiles in, float[] v, int vAt, int count, float[] to, int toAt) {
        int at = toAt;
        for (int c = 0; c < in.channels(); c += DEPTH) {
            int depth = Math.min(DEPTH, in.channels() - c);
            for (int number = 0; number < Tiles.NUMBERS; number++) {
                for (int t = 0; t < Tiles.FEW; t++, at += DEPTH) {
                    if (t < count) {
                        Copies.copy(v, vAt + number * in.plane() + t * in.step() + c, depth, to, at);
                    } else {
                        Arrays.fill(to, at, at + depth, 0);
                    }
                }
            }
        }
    }

    /** Sums of a panel of filters, of which {@code columns} are wanted. */
    static void products(int channels, int columns, float[] g, int gAt, int gPlane, float[] space, int spaceAt) {
        int sumsAt = spaceAt + arranged(channels);
        int weightsAt = sumsAt + SUMS_OF_PANEL;
        Arrays.fill(space, sumsAt, weightsAt, 0);
        int v = spaceAt;
        for (int c = 0; c < channels; c += DEPTH, v += Tiles.IN * ROW) {
            int depth = Math.min(DEPTH, channels - c);
            int at = gAt + c * WIDTH;
            int count = depth * WIDTH;
            KernelTransform.outerRow(g, at, gPlane, F0, count, space, weightsAt, PLANE);
            row(0, columns, space, weightsAt, depth, v, sumsAt);
            KernelTransform.innerRows(g, at, gPlane, FA, FA_A, FA_A2, count, space, weightsAt, PLANE);
            row(1, columns, space, weightsAt, depth, v, sumsAt);
            row(2, columns, space, weightsAt + Tiles.IN * PLANE, depth, v, sumsAt);
            KernelTransform.innerRows(g, at, gPlane, FB, FB_B, FB_B2, count, space, weightsAt, PLANE);
            row(3, columns, space, weightsAt, depth, v, sumsAt);
            row(4, columns, space, weightsAt + Tiles.IN * PLANE, depth, v, sumsAt);
            KernelTransform.outerRow(g, at + 6 * gPlane, gPlane, 1, count, space, weightsAt, PLANE);
            row(5, columns, space, weightsAt, depth, v, sumsAt);
        }
    }

    private static void row(int row, int columns, float[] space, int weightsAt, int depth, int v, int sumsAt) {
        for (int n = 0; n < columns; n += LANES) {
            sums(space, weightsAt + n, depth, space, v + row * ROW, space, sumsAt + row * SUMS * WIDTH + n * SUMS);
        }
    }

    /** Copies a panel's sums to where they belong. */
    static void copy(int channels, int columns, float[] space, int spaceAt, int count, Tiles out, float[] m, int mAt) {
        int sumsAt = spaceAt + arranged(channels);
        for (int number = 0; number < Tiles.NUMBERS; number++) {
            int row = sumsAt + number / Tiles.IN * SUMS * WIDTH;
            for (int n = 0; n < columns; n += LANES) {
                for (int t = 0; t < count; t++) {
                    Copies.copy(space, row + n * SUMS + (number % Tiles.IN * Tiles.FEW + t) * LANES,
                            Math.min(LANES, columns - n), m, mAt + number * out.plane() + t * out.step() + n);
                }
            }
        }
    }

    /** Adds the products of a row of numbers for one vector of filters. */
    private static void sums(float[] u, int at, int depth, float[] v, int vAt, float[] m, int mAt) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, m, mAt);
        FloatVector a1 = FloatVector.fromArray(SPECIES, m, mAt + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, m, mAt + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, m, mAt + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, m, mAt + 4 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, m, mAt + 5 * LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, m, mAt + 6 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, m, mAt + 7 * LANES);
        FloatVector c0 = FloatVector.fromArray(SPECIES, m, mAt + 8 * LANES);
        FloatVector c1 = FloatVector.fromArray(SPECIES, m, mAt + 9 * LANES);
        FloatVector c2 = FloatVector.fromArray(SPECIES, m, mAt + 10 * LANES);
        FloatVector c3 = FloatVector.fromArray(SPECIES, m, mAt + 11 * LANES);
        FloatVector d0 = FloatVector.fromArray(SPECIES, m, mAt + 12 * LANES);
        FloatVector d1 = FloatVector.fromArray(SPECIES, m, mAt + 13 * LANES);
        FloatVector d2 = FloatVector.fromArray(SPECIES, m, mAt + 14 * LANES);
        FloatVector d3 = FloatVector.fromArray(SPECIES, m, mAt + 15 * LANES);
        FloatVector e0 = FloatVector.fromArray(SPECIES, m, mAt + 16 * LANES);
        FloatVector e1 = FloatVector.fromArray(SPECIES, m, mAt + 17 * LANES);
        FloatVector e2 = FloatVector.fromArray(SPECIES, m, mAt + 18 * LANES);
        FloatVector e3 = FloatVector.fromArray(SPECIES, m, mAt + 19 * LANES);
        FloatVector l0 = FloatVector.fromArray(SPECIES, m, mAt + 20 * LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, m, mAt + 21 * LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, m, mAt + 22 * LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, m, mAt + 23 * LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector u0 = FloatVector.fromArray(SPECIES, u, at + k * WIDTH);
            a0 = u0.fma(FloatVector.broadcast(SPECIES, v[vAt + k]), a0);
            a1 = u0.fma(FloatVector.broadcast(SPECIES, v[vAt + DEPTH + k]), a1);
            a2 = u0.fma(FloatVector.broadcast(SPECIES, v[vAt + 2 * DEPTH + k]), a2);
            a3 = u0.fma(FloatVector.broadcast(SPECIES, v[vAt + 3 * DEPTH + k]), a3);
            FloatVector u1 = FloatVector.fromArray(SPECIES, u, at + PLANE + k * WIDTH);
            b0 = u1.fma(FloatVector.broadcast(SPECIES, v[vAt + 4 * DEPTH + k]), b0);
            b1 = u1.fma(FloatVector.broadcast(SPECIES, v[vAt + 5 * DEPTH + k]), b1);
            b2 = u1.fma(FloatVector.broadcast(SPECIES, v[vAt + 6 * DEPTH + k]), b2);
            b3 = u1.fma(FloatVector.broadcast(SPECIES, v[vAt + 7 * DEPTH + k]), b3);
            FloatVector u2 = FloatVector.fromArray(SPECIES, u, at + 2 * PLANE + k * WIDTH);
            c0 = u2.fma(FloatVector.broadcast(SPECIES, v[vAt + 8 * DEPTH + k]), c0);
            c1 = u2.fma(FloatVector.broadcast(SPECIES, v[vAt + 9 * DEPTH + k]), c1);
            c2 = u2.fma(FloatVector.broadcast(SPECIES, v[vAt + 10 * DEPTH + k]), c2);
            c3 = u2.fma(FloatVector.broadcast(SPECIES, v[vAt + 11 * DEPTH + k]), c3);
            FloatVector u3 = FloatVector.fromArray(SPECIES, u, at + 3 * PLANE + k * WIDTH);
            d0 = u3.fma(FloatVector.broadcast(SPECIES, v[vAt + 12 * DEPTH + k]), d0);
            d1 = u3.fma(FloatVector.broadcast(SPECIES, v[vAt + 13 * DEPTH + k]), d1);
            d2 = u3.fma(FloatVector.broadcast(SPECIES, v[vAt + 14 * DEPTH + k]), d2);
            d3 = u3.fma(FloatVector.broadcast(SPECIES, v[vAt + 15 * DEPTH + k]), d3);
            FloatVector u4 = FloatVector.fromArray(SPECIES, u, at + 4 * PLANE + k * WIDTH);
            e0 = u4.fma(FloatVector.broadcast(SPECIES, v[vAt + 16 * DEPTH + k]), e0);
            e1 = u4.fma(FloatVector.broadcast(SPECIES, v[vAt + 17 * DEPTH + k]), e1);
            e2 = u4.fma(FloatVector.broadcast(SPECIES, v[vAt + 18 * DEPTH + k]), e2);
            e3 = u4.fma(FloatVector.broadcast(SPECIES, v[vAt + 19 * DEPTH + k]), e3);
            FloatVector u5 = FloatVector.fromArray(SPECIES, u, at + 5 * PLANE + k * WIDTH);
            l0 = u5.fma(FloatVector.broadcast(SPECIES, v[vAt + 20 * DEPTH + k]), l0);
            l1 = u5.fma(FloatVector.broadcast(SPECIES, v[vAt + 21 * DEPTH + k]), l1);
            l2 = u5.fma(FloatVector.broadcast(SPECIES, v[vAt + 22 * DEPTH + k]), l2);
            l3 = u5.fma(FloatVector.broadcast(SPECIES, v[vAt + 23 * DEPTH + k]), l3);
        }
        a0.intoArray(m, mAt);
        a1.intoArray(m, mAt + LANES);
        a2.intoArray(m, mAt + 2 * LANES);
        a3.intoArray(m, mAt + 3 * LANES);
        b0.intoArray(m, mAt + 4 * LANES);
        b1.intoArray(m, mAt + 5 * LANES);
        b2.intoArray(m, mAt + 6 * LANES);
        b3.intoArray(m, mAt + 7 * LANES);
        c0.intoArray(m, mAt + 8 * LANES);
        c1.intoArray(m, mAt + 9 * LANES);
        c2.intoArray(m, mAt + 10 * LANES);
        c3.intoArray(m, mAt + 11 * LANES);
        d0.intoArray(m, mAt + 12 * LANES);
        d1.intoArray(m, mAt + 13 * LANES);
        d2.intoArray(m, mAt + 14 * LANES);
        d3.intoArray(m, mAt + 15 * LANES);
        e0.intoArray(m, mAt + 16 * LANES);
        e1.intoArray(m, mAt + 17 * LANES);
        e2.intoArray(m, mAt + 18 * LANES);
        e3.intoArray(m, mAt + 19 * LANES);
        l0.intoArray(m, mAt + 20 * LANES);
        l1.intoArray(m, mAt + 21 * LANES);
        l2.intoArray(m, mAt + 22 * LANES);
        l3.intoArray(m, mAt + 23 * LANES);
    }
}
