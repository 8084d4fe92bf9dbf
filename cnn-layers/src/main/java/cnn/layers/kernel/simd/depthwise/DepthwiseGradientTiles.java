package cnn.layers.kernel.simd.depthwise;

import cnn.layers.kernel.ChannelWindows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * As {@link DepthwiseTiles} for the gradient of the weights: what four neighbouring windows add to it. Gradients of the
 * outputs stay in registers for all rows of the kernel, sums for all four windows.
 */
final class DepthwiseGradientTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private DepthwiseGradientTiles() {
    }

    /** Three columns, windows one pixel apart. */
    static void threeSideBySide(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            float[] sums,
            int sumsAt, int first, int end) {
        int rows = windows.rows();
        int down = windows.down();
        int across = windows.across();
        int sumsDown = windows.weightsDown();
        int next = windows.weightsAcross();
        int step = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, gradient, gradientAt + j);
            FloatVector b = FloatVector.fromArray(SPECIES, gradient, gradientAt + step + j);
            FloatVector c = FloatVector.fromArray(SPECIES, gradient, gradientAt + 2 * step + j);
            FloatVector d = FloatVector.fromArray(SPECIES, gradient, gradientAt + 3 * step + j);
            int i = inAt + j;
            int g = sumsAt + j;
            for (int k = 0; k < rows; k++, i += down, g += sumsDown) {
                FloatVector u = FloatVector.fromArray(SPECIES, sums, g);
                FloatVector v = FloatVector.fromArray(SPECIES, sums, g + next);
                FloatVector w = FloatVector.fromArray(SPECIES, sums, g + 2 * next);
                FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                u = x0.fma(a, u);
                FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + across);
                v = x1.fma(a, v);
                u = x1.fma(b, u);
                FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                w = x2.fma(a, w);
                v = x2.fma(b, v);
                u = x2.fma(c, u);
                FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * across);
                w = x3.fma(b, w);
                v = x3.fma(c, v);
                u = x3.fma(d, u);
                FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * across);
                w = x4.fma(c, w);
                v = x4.fma(d, v);
                FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * across);
                w = x5.fma(d, w);
                u.intoArray(sums, g);
                v.intoArray(sums, g + next);
                w.intoArray(sums, g + 2 * next);
            }
        }
    }

    /** Three columns, windows two pixels apart. */
    static void threeTwoApart(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            float[] sums,
            int sumsAt, int first, int end) {
        int rows = windows.rows();
        int down = windows.down();
        int across = windows.across();
        int sumsDown = windows.weightsDown();
        int next = windows.weightsAcross();
        int step = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, gradient, gradientAt + j);
            FloatVector b = FloatVector.fromArray(SPECIES, gradient, gradientAt + step + j);
            FloatVector c = FloatVector.fromArray(SPECIES, gradient, gradientAt + 2 * step + j);
            FloatVector d = FloatVector.fromArray(SPECIES, gradient, gradientAt + 3 * step + j);
            int i = inAt + j;
            int g = sumsAt + j;
            for (int k = 0; k < rows; k++, i += down, g += sumsDown) {
                FloatVector u = FloatVector.fromArray(SPECIES, sums, g);
                FloatVector v = FloatVector.fromArray(SPECIES, sums, g + next);
                FloatVector w = FloatVector.fromArray(SPECIES, sums, g + 2 * next);
                FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                u = x0.fma(a, u);
                FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + across);
                v = x1.fma(a, v);
                FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                w = x2.fma(a, w);
                u = x2.fma(b, u);
                FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * across);
                v = x3.fma(b, v);
                FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * across);
                w = x4.fma(b, w);
                u = x4.fma(c, u);
                FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * across);
                v = x5.fma(c, v);
                FloatVector x6 = FloatVector.fromArray(SPECIES, in, i + 6 * across);
                w = x6.fma(c, w);
                u = x6.fma(d, u);
                FloatVector x7 = FloatVector.fromArray(SPECIES, in, i + 7 * across);
                v = x7.fma(d, v);
                FloatVector x8 = FloatVector.fromArray(SPECIES, in, i + 8 * across);
                w = x8.fma(d, w);
                u.intoArray(sums, g);
                v.intoArray(sums, g + next);
                w.intoArray(sums, g + 2 * next);
            }
        }
    }

    /** Five columns, windows one pixel apart. */
    static void fiveSideBySide(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            float[] sums,
            int sumsAt, int first, int end) {
        int rows = windows.rows();
        int down = windows.down();
        int across = windows.across();
        int sumsDown = windows.weightsDown();
        int next = windows.weightsAcross();
        int step = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, gradient, gradientAt + j);
            FloatVector b = FloatVector.fromArray(SPECIES, gradient, gradientAt + step + j);
            FloatVector c = FloatVector.fromArray(SPECIES, gradient, gradientAt + 2 * step + j);
            FloatVector d = FloatVector.fromArray(SPECIES, gradient, gradientAt + 3 * step + j);
            int i = inAt + j;
            int g = sumsAt + j;
            for (int k = 0; k < rows; k++, i += down, g += sumsDown) {
                FloatVector u = FloatVector.fromArray(SPECIES, sums, g);
                FloatVector v = FloatVector.fromArray(SPECIES, sums, g + next);
                FloatVector w = FloatVector.fromArray(SPECIES, sums, g + 2 * next);
                FloatVector y = FloatVector.fromArray(SPECIES, sums, g + 3 * next);
                FloatVector z = FloatVector.fromArray(SPECIES, sums, g + 4 * next);
                FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                u = x0.fma(a, u);
                FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + across);
                v = x1.fma(a, v);
                u = x1.fma(b, u);
                FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                w = x2.fma(a, w);
                v = x2.fma(b, v);
                u = x2.fma(c, u);
                FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * across);
                y = x3.fma(a, y);
                w = x3.fma(b, w);
                v = x3.fma(c, v);
                u = x3.fma(d, u);
                FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * across);
                z = x4.fma(a, z);
                y = x4.fma(b, y);
                w = x4.fma(c, w);
                v = x4.fma(d, v);
                FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * across);
                z = x5.fma(b, z);
                y = x5.fma(c, y);
                w = x5.fma(d, w);
                FloatVector x6 = FloatVector.fromArray(SPECIES, in, i + 6 * across);
                z = x6.fma(c, z);
                y = x6.fma(d, y);
                FloatVector x7 = FloatVector.fromArray(SPECIES, in, i + 7 * across);
                z = x7.fma(d, z);
                u.intoArray(sums, g);
                v.intoArray(sums, g + next);
                w.intoArray(sums, g + 2 * next);
                y.intoArray(sums, g + 3 * next);
                z.intoArray(sums, g + 4 * next);
            }
        }
    }

    /** Five columns, windows two pixels apart. */
    static void fiveTwoApart(ChannelWindows windows, float[] in, int inAt, float[] gradient, int gradientAt,
            float[] sums,
            int sumsAt, int first, int end) {
        int rows = windows.rows();
        int down = windows.down();
        int across = windows.across();
        int sumsDown = windows.weightsDown();
        int next = windows.weightsAcross();
        int step = windows.outStep();
        for (int j = first; j < end; j += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, gradient, gradientAt + j);
            FloatVector b = FloatVector.fromArray(SPECIES, gradient, gradientAt + step + j);
            FloatVector c = FloatVector.fromArray(SPECIES, gradient, gradientAt + 2 * step + j);
            FloatVector d = FloatVector.fromArray(SPECIES, gradient, gradientAt + 3 * step + j);
            int i = inAt + j;
            int g = sumsAt + j;
            for (int k = 0; k < rows; k++, i += down, g += sumsDown) {
                FloatVector u = FloatVector.fromArray(SPECIES, sums, g);
                FloatVector v = FloatVector.fromArray(SPECIES, sums, g + next);
                FloatVector w = FloatVector.fromArray(SPECIES, sums, g + 2 * next);
                FloatVector y = FloatVector.fromArray(SPECIES, sums, g + 3 * next);
                FloatVector z = FloatVector.fromArray(SPECIES, sums, g + 4 * next);
                FloatVector x0 = FloatVector.fromArray(SPECIES, in, i);
                u = x0.fma(a, u);
                FloatVector x1 = FloatVector.fromArray(SPECIES, in, i + across);
                v = x1.fma(a, v);
                FloatVector x2 = FloatVector.fromArray(SPECIES, in, i + 2 * across);
                w = x2.fma(a, w);
                u = x2.fma(b, u);
                FloatVector x3 = FloatVector.fromArray(SPECIES, in, i + 3 * across);
                y = x3.fma(a, y);
                v = x3.fma(b, v);
                FloatVector x4 = FloatVector.fromArray(SPECIES, in, i + 4 * across);
                z = x4.fma(a, z);
                w = x4.fma(b, w);
                u = x4.fma(c, u);
                FloatVector x5 = FloatVector.fromArray(SPECIES, in, i + 5 * across);
                y = x5.fma(b, y);
                v = x5.fma(c, v);
                FloatVector x6 = FloatVector.fromArray(SPECIES, in, i + 6 * across);
                z = x6.fma(b, z);
                w = x6.fma(c, w);
                u = x6.fma(d, u);
                FloatVector x7 = FloatVector.fromArray(SPECIES, in, i + 7 * across);
                y = x7.fma(c, y);
                v = x7.fma(d, v);
                FloatVector x8 = FloatVector.fromArray(SPECIES, in, i + 8 * across);
                z = x8.fma(c, z);
                w = x8.fma(d, w);
                FloatVector x9 = FloatVector.fromArray(SPECIES, in, i + 9 * across);
                y = x9.fma(d, y);
                FloatVector x10 = FloatVector.fromArray(SPECIES, in, i + 10 * across);
                z = x10.fma(d, z);
                u.intoArray(sums, g);
                v.intoArray(sums, g + next);
                w.intoArray(sums, g + 2 * next);
                y.intoArray(sums, g + 3 * next);
                z.intoArray(sums, g + 4 * next);
            }
        }
    }
}
