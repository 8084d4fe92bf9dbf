package cnn.layers.kernel.simd.depthwise;

import cnn.layers.kernel.ChannelWindows;
import cnn.layers.kernel.simd.shared.Registers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Depthwise sums along a few windows, each one pixel from the next, for kernels of three columns and three rows, or two
 * where the third lies on padding. A vector of channels goes through all windows before the next: its weights stay in
 * registers, and so do the pixels that the next window sees again. It takes 32 registers. As in {@link DepthwiseTiles},
 * the start of channel c is {@code start[c & keep]}.
 */
final class DepthwiseSlides {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /**
     * So many windows at most: vectors straddle lines of the cache, and the lines should still be there when the next
     * vector of channels wants their other half.
     */
    static final int MOST = 8;

    private DepthwiseSlides() {
    }

    /** Whether these are for such windows. With windows two pixels apart tiles are as fast. */
    static boolean suit(ChannelWindows windows) {
        return Registers.MANY && windows.columns() == 3 && (windows.rows() == 3 || windows.rows() == 2)
                && windows.step() == windows.across();
    }

    /** Channels {@code first … end − 1}, whole vectors. */
    static void sums(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt, float[] start,
            int keep, float[] out, int outAt, int outputs, int first, int end) {
        if (windows.rows() == 3) {
            threeRows(windows, in, inAt, weights, weightsAt, start, keep, out, outAt, outputs, first, end);
        } else {
            twoRows(windows, in, inAt, weights, weightsAt, start, keep, out, outAt, outputs, first, end);
        }
    }

    private static void threeRows(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start, int keep, float[] out, int outAt, int outputs, int first, int end) {
        int across = windows.across();
        int down = windows.down();
        int next = windows.weightsAcross();
        int below = windows.weightsDown();
        int step = windows.step();
        int outStep = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector from = FloatVector.fromArray(SPECIES, start, j & keep);
            int g = weightsAt + j;
            FloatVector w00 = FloatVector.fromArray(SPECIES, weights, g);
            FloatVector w01 = FloatVector.fromArray(SPECIES, weights, g + next);
            FloatVector w02 = FloatVector.fromArray(SPECIES, weights, g + 2 * next);
            g += below;
            FloatVector w10 = FloatVector.fromArray(SPECIES, weights, g);
            FloatVector w11 = FloatVector.fromArray(SPECIES, weights, g + next);
            FloatVector w12 = FloatVector.fromArray(SPECIES, weights, g + 2 * next);
            g += below;
            FloatVector w20 = FloatVector.fromArray(SPECIES, weights, g);
            FloatVector w21 = FloatVector.fromArray(SPECIES, weights, g + next);
            FloatVector w22 = FloatVector.fromArray(SPECIES, weights, g + 2 * next);
            int i = inAt + j;
            int to = outAt + j;
            FloatVector x00 = FloatVector.fromArray(SPECIES, in, i);
            FloatVector x01 = FloatVector.fromArray(SPECIES, in, i + across);
            FloatVector x10 = FloatVector.fromArray(SPECIES, in, i + down);
            FloatVector x11 = FloatVector.fromArray(SPECIES, in, i + down + across);
            FloatVector x20 = FloatVector.fromArray(SPECIES, in, i + 2 * down);
            FloatVector x21 = FloatVector.fromArray(SPECIES, in, i + 2 * down + across);
            for (int p = 0; p < outputs; p++) {
                FloatVector sum = from;
                sum = x00.fma(w00, sum);
                sum = x01.fma(w01, sum);
                FloatVector x02 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                sum = x02.fma(w02, sum);
                sum = x10.fma(w10, sum);
                sum = x11.fma(w11, sum);
                FloatVector x12 = FloatVector.fromArray(SPECIES, in, i + down + 2 * across);
                sum = x12.fma(w12, sum);
                sum = x20.fma(w20, sum);
                sum = x21.fma(w21, sum);
                FloatVector x22 = FloatVector.fromArray(SPECIES, in, i + 2 * down + 2 * across);
                sum = x22.fma(w22, sum);
                sum.intoArray(out, to);
                x00 = x01;
                x01 = x02;
                x10 = x11;
                x11 = x12;
                x20 = x21;
                x21 = x22;
                i += step;
                to += outStep;
            }
        }
    }

    private static void twoRows(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start, int keep, float[] out, int outAt, int outputs, int first, int end) {
        int across = windows.across();
        int down = windows.down();
        int next = windows.weightsAcross();
        int below = windows.weightsDown();
        int step = windows.step();
        int outStep = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector from = FloatVector.fromArray(SPECIES, start, j & keep);
            int g = weightsAt + j;
            FloatVector w00 = FloatVector.fromArray(SPECIES, weights, g);
            FloatVector w01 = FloatVector.fromArray(SPECIES, weights, g + next);
            FloatVector w02 = FloatVector.fromArray(SPECIES, weights, g + 2 * next);
            g += below;
            FloatVector w10 = FloatVector.fromArray(SPECIES, weights, g);
            FloatVector w11 = FloatVector.fromArray(SPECIES, weights, g + next);
            FloatVector w12 = FloatVector.fromArray(SPECIES, weights, g + 2 * next);
            int i = inAt + j;
            int to = outAt + j;
            FloatVector x00 = FloatVector.fromArray(SPECIES, in, i);
            FloatVector x01 = FloatVector.fromArray(SPECIES, in, i + across);
            FloatVector x10 = FloatVector.fromArray(SPECIES, in, i + down);
            FloatVector x11 = FloatVector.fromArray(SPECIES, in, i + down + across);
            for (int p = 0; p < outputs; p++) {
                FloatVector sum = from;
                sum = x00.fma(w00, sum);
                sum = x01.fma(w01, sum);
                FloatVector x02 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                sum = x02.fma(w02, sum);
                sum = x10.fma(w10, sum);
                sum = x11.fma(w11, sum);
                FloatVector x12 = FloatVector.fromArray(SPECIES, in, i + down + 2 * across);
                sum = x12.fma(w12, sum);
                sum.intoArray(out, to);
                x00 = x01;
                x01 = x02;
                x10 = x11;
                x11 = x12;
                i += step;
                to += outStep;
            }
        }
    }
}
