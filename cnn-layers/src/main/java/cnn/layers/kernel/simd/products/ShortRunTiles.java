package cnn.layers.kernel.simd.products;

import cnn.api.kernel.Windows;
import jdk.incubator.vector.FloatVector;

/**
 * How {@link TableTiles} cover the windows of {@code weightedSums} that have many short runs: the first layers of networks,
 * where a row of the kernel is a few floats. A line's last tile is moved back until it ends with the line: what is computed
 * twice is the same twice.
 */
final class ShortRunTiles {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
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
                TableTiles.sevenByTwo(windows, in, inAt + line * windows.inPitch() + first * windows.inStride(), packed,
                        panel, nextPanel, start, startAt, out,
                        outAt + line * windows.outPitch() + first * windows.outStride(), left);
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
                TableTiles.fourteenByOne(windows, in, from + p * windows.inStride(), packed, panel, start, startAt, out,
                        to + p * windows.outStride());
            }
            while (p < outputs) {
                if (whole && outputs - p > FEWEST && outputs >= 2 * FEWEST) {
                    int first = Math.min(p, outputs - 2 * FEWEST);
                    TableTiles.fourteenByOne(windows, in, from + first * windows.inStride(), packed, panel, start,
                            startAt, out, to + first * windows.outStride());
                    p += 2 * FEWEST;
                } else {
                    int first = Math.min(p, outputs - FEWEST);
                    TableTiles.sevenByOne(windows, in, from + first * windows.inStride(), packed, panel, start, startAt,
                            out, to + first * windows.outStride(), left);
                    p += FEWEST;
                }
            }
        }
    }
}
