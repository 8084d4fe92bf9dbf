package cnn.layers.kernel.simd.depthwise;

import cnn.layers.kernel.ChannelWindows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Depthwise sums of a window alone, whatever its elements, four vectors of channels at a time so that their chains hide
 * each other's latency. As in {@link DepthwiseTiles}, the start of channel c is {@code start[c & keep]}.
 */
final class DepthwiseWindow {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private DepthwiseWindow() {
    }

    /** Channels {@code first … end − 1}, whole vectors. */
    static void sums(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt, float[] start,
            int keep, float[] out, int outAt, int first, int end) {
        int j = first;
        for (; j <= end - 4 * LANES; j += 4 * LANES) {
            sumsOfFour(windows, in, inAt + j, weights, weightsAt + j, start, j & keep, LANES & keep, out, outAt + j);
        }
        for (; j < end; j += LANES) {
            sumsOfOne(windows, in, inAt + j, weights, weightsAt + j, start, j & keep, out, outAt + j);
        }
    }

    private static void sumsOfFour(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start, int startAt, int startStep, float[] out, int outAt) {
        FloatVector a = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector b = FloatVector.fromArray(SPECIES, start, startAt + startStep);
        FloatVector c = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
        FloatVector d = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
        for (int k = 0; k < windows.rows(); k++) {
            int i = inAt + k * windows.down();
            int g = weightsAt + k * windows.weightsDown();
            for (int l = 0; l < windows.columns(); l++) {
                a = FloatVector.fromArray(SPECIES, in, i).fma(FloatVector.fromArray(SPECIES, weights, g), a);
                b = FloatVector.fromArray(SPECIES, in, i + LANES)
                        .fma(FloatVector.fromArray(SPECIES, weights, g + LANES), b);
                c = FloatVector.fromArray(SPECIES, in, i + 2 * LANES)
                        .fma(FloatVector.fromArray(SPECIES, weights, g + 2 * LANES), c);
                d = FloatVector.fromArray(SPECIES, in, i + 3 * LANES)
                        .fma(FloatVector.fromArray(SPECIES, weights, g + 3 * LANES), d);
                i += windows.across();
                g += windows.weightsAcross();
            }
        }
        a.intoArray(out, outAt);
        b.intoArray(out, outAt + LANES);
        c.intoArray(out, outAt + 2 * LANES);
        d.intoArray(out, outAt + 3 * LANES);
    }

    private static void sumsOfOne(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt,
            float[] start, int startAt, float[] out, int outAt) {
        FloatVector sum = FloatVector.fromArray(SPECIES, start, startAt);
        for (int k = 0; k < windows.rows(); k++) {
            int i = inAt + k * windows.down();
            int g = weightsAt + k * windows.weightsDown();
            for (int l = 0; l < windows.columns(); l++) {
                sum = FloatVector.fromArray(SPECIES, in, i).fma(FloatVector.fromArray(SPECIES, weights, g), sum);
                i += windows.across();
                g += windows.weightsAcross();
            }
        }
        sum.intoArray(out, outAt);
    }

    /** All channels where they are fewer than lanes. */
    static void sumsOfFew(ChannelWindows windows, float[] in, int inAt, float[] weights, int weightsAt, float[] start,
            int startAt, float[] out, int outAt) {
        int first = windows.first();
        VectorMask<Float> mask = SPECIES.indexInRange(0, windows.channels());
        FloatVector sum = FloatVector.fromArray(SPECIES, start, startAt, mask);
        for (int k = 0; k < windows.rows(); k++) {
            int i = inAt + first + k * windows.down();
            int g = weightsAt + first + k * windows.weightsDown();
            for (int l = 0; l < windows.columns(); l++) {
                sum = FloatVector.fromArray(SPECIES, in, i, mask)
                        .fma(FloatVector.fromArray(SPECIES, weights, g, mask), sum);
                i += windows.across();
                g += windows.weightsAcross();
            }
        }
        sum.intoArray(out, outAt + first, mask);
    }

    /** Adds a window's products to the gradient of the weights: channels {@code first … end − 1}, whole vectors. */
    static void addProducts(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            float[] sums, int sumsAt, int first, int end) {
        for (int k = 0; k < windows.rows(); k++) {
            for (int l = 0; l < windows.columns(); l++) {
                int i = inAt + k * windows.down() + l * windows.across();
                int g = sumsAt + k * windows.weightsDown() + l * windows.weightsAcross();
                for (int j = first; j < end; j += LANES) {
                    FloatVector.fromArray(SPECIES, in, i + j)
                            .fma(FloatVector.fromArray(SPECIES, gradient, gradientAt + j),
                                    FloatVector.fromArray(SPECIES, sums, g + j))
                            .intoArray(sums, g + j);
                }
            }
        }
    }

    /** The same for the last channels, fewer than lanes. */
    static void addProductsOfFew(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            float[] sums, int sumsAt, int count) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, count);
        FloatVector dy = FloatVector.fromArray(SPECIES, gradient, gradientAt, mask);
        for (int k = 0; k < windows.rows(); k++) {
            for (int l = 0; l < windows.columns(); l++) {
                int i = inAt + k * windows.down() + l * windows.across();
                int g = sumsAt + k * windows.weightsDown() + l * windows.weightsAcross();
                FloatVector.fromArray(SPECIES, in, i, mask).fma(dy, FloatVector.fromArray(SPECIES, sums, g, mask))
                        .intoArray(sums, g, mask);
            }
        }
    }
}
