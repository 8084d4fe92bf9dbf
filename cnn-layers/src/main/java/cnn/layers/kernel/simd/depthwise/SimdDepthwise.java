package cnn.layers.kernel.simd.depthwise;

import cnn.layers.kernel.ChannelWindows;
import cnn.layers.kernel.Depthwise;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise sums by tiles of four neighbouring windows where the kernel is a usual one, or along windows where there are
 * registers enough, and window by window elsewhere. A tile runs through all channels before the next begins, so that
 * memory is read along. Where channels end inside a vector it is moved back until it is whole, and a few sums are
 * computed twice.
 */
public final class SimdDepthwise implements Depthwise {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final float[] ZEROS = new float[LANES];
    private static final int TILE = 4;
    /** From so many windows on it is faster to compute a whole tile, some of it for the second time. */
    private static final int WORTH_TILE = 2;

    @Override
    public void weightedSums(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float @Nullable [] start, float[] out, int outAt, int outputs) {
        float[] from = start == null ? ZEROS : start;
        int keep = start == null ? 0 : -1;
        int first = windows.first();
        int end = windows.end();
        int whole = wholeVectors(windows);
        if (whole == first) {
            for (int p = 0; p < outputs; p++) {
                DepthwiseWindow.sumsOfFew(windows, in, inAt + p * windows.step(), weights, weightsAt, from,
                        first & keep, out, outAt + p * windows.outStep());
            }
            return;
        }
        sums(windows, in, inAt, weights, weightsAt, from, keep, out, outAt, outputs, first, whole);
        if (whole < end) {
            sums(windows, in, inAt, weights, weightsAt, from, keep, out, outAt, outputs, end - LANES, end);
        }
    }

    /** Behind the last channel that a whole vector takes. */
    private static int wholeVectors(ChannelWindows windows) {
        return windows.first() + windows.channels() / LANES * LANES;
    }

    private static void sums(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start, int keep, float[] out, int outAt, int outputs, int first, int end) {
        int p = 0;
        if (DepthwiseSlides.suit(windows)) {
            int rest = outputs;
            for (int pieces = (rest + DepthwiseSlides.MOST - 1) / DepthwiseSlides.MOST; pieces > 0; pieces--) {
                int few = (rest + pieces - 1) / pieces;
                DepthwiseSlides.sums(windows, in, inAt + p * windows.step(), weights, weightsAt, start, keep, out,
                        outAt + p * windows.outStep(), few, first, end);
                p += few;
                rest -= few;
            }
            return;
        }
        if (hasTiles(windows)) {
            for (; p <= outputs - TILE; p += TILE) {
                tile(windows, in, inAt + p * windows.step(), weights, weightsAt, start, keep, out,
                        outAt + p * windows.outStep(), first, end);
            }
            if (p > 0 && outputs - p >= WORTH_TILE) {
                p = outputs - TILE;
                tile(windows, in, inAt + p * windows.step(), weights, weightsAt, start, keep, out,
                        outAt + p * windows.outStep(), first, end);
                return;
            }
        }
        for (; p < outputs; p++) {
            DepthwiseWindow.sums(windows, in, inAt + p * windows.step(), weights, weightsAt, start, keep, out,
                    outAt + p * windows.outStep(), first, end);
        }
    }

    private static boolean hasTiles(ChannelWindows windows) {
        return (windows.columns() == 3 || windows.columns() == 5)
                && (windows.step() == windows.across() || windows.step() == 2 * windows.across());
    }

    private static void tile(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start, int keep, float[] out, int outAt, int first, int end) {
        boolean sideBySide = windows.step() == windows.across();
        if (windows.columns() == 3 && sideBySide) {
            DepthwiseTiles.threeSideBySide(windows, in, inAt, weights, weightsAt, start, keep, out, outAt, first, end);
        } else if (windows.columns() == 3) {
            DepthwiseTiles.threeTwoApart(windows, in, inAt, weights, weightsAt, start, keep, out, outAt, first, end);
        } else if (sideBySide) {
            DepthwiseTiles.fiveSideBySide(windows, in, inAt, weights, weightsAt, start, keep, out, outAt, first, end);
        } else {
            DepthwiseTiles.fiveTwoApart(windows, in, inAt, weights, weightsAt, start, keep, out, outAt, first, end);
        }
    }

    @Override
    public void addProducts(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            int outputs, float[] sums, int sumsAt) {
        int end = windows.end();
        int whole = wholeVectors(windows);
        int p = 0;
        if (hasTiles(windows)) {
            for (; p <= outputs - TILE; p += TILE) {
                addTile(windows, in, inAt + p * windows.step(), gradient, gradientAt + p * windows.outStep(), sums,
                        sumsAt, windows.first(), whole);
            }
        }
        for (; p < outputs; p++) {
            DepthwiseWindow.addProducts(windows, in, inAt + p * windows.step(), gradient,
                    gradientAt + p * windows.outStep(), sums, sumsAt, windows.first(), whole);
        }
        for (p = 0; whole < end && p < outputs; p++) {
            DepthwiseWindow.addProductsOfFew(windows, in, inAt + p * windows.step() + whole, gradient,
                    gradientAt + p * windows.outStep() + whole, sums, sumsAt + whole, end - whole);
        }
    }

    private static void addTile(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            float[] sums, int sumsAt, int first, int end) {
        boolean sideBySide = windows.step() == windows.across();
        if (windows.columns() == 3 && sideBySide) {
            DepthwiseGradientTiles.threeSideBySide(windows, in, inAt, gradient, gradientAt, sums, sumsAt, first,
                    end);
        } else if (windows.columns() == 3) {
            DepthwiseGradientTiles.threeTwoApart(windows, in, inAt, gradient, gradientAt, sums, sumsAt, first,
                    end);
        } else if (sideBySide) {
            DepthwiseGradientTiles.fiveSideBySide(windows, in, inAt, gradient, gradientAt, sums, sumsAt, first,
                    end);
        } else {
            DepthwiseGradientTiles.fiveTwoApart(windows, in, inAt, gradient, gradientAt, sums, sumsAt, first,
                    end);
        }
    }
}
