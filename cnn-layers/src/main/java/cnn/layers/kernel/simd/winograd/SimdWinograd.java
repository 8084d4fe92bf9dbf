package cnn.layers.kernel.simd.winograd;

import static cnn.layers.kernel.Points.A;
import static cnn.layers.kernel.Points.A2;
import static cnn.layers.kernel.Points.B;
import static cnn.layers.kernel.Points.B2;
import static cnn.layers.kernel.Points.F0;
import static cnn.layers.kernel.Points.FA;
import static cnn.layers.kernel.Points.FA_A;
import static cnn.layers.kernel.Points.FA_A2;
import static cnn.layers.kernel.Points.FB;
import static cnn.layers.kernel.Points.FB_B;
import static cnn.layers.kernel.Points.FB_B2;

import cnn.api.kernel.Panels;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Winograd's transforms, a few tiles at a time, whose pixels stay in the nearest cache while one row of a transform after
 * the other is computed. A last vector of channels that is not whole is moved back until it is; fewer channels than
 * lanes go to the scalar kernels.
 */
public final class SimdWinograd implements Winograd {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final float[] ZEROS = new float[LANES];
    private static final Winograd SCALAR = new ScalarKernels().family(Winograd.class);
    /** Channels of all tiles that are transformed at a time: their pixels take about 20 KiB. */
    private static final int CHANNELS = 256;
    /** Weights that are transformed at a time: 18 KiB. */
    private static final int WEIGHTS = 512;

    @Override
    public void inputs(Tiles tiles, float[] x, int at, int count, float[] v, int vAt) {
        if (tiles.channels() < LANES) {
            SCALAR.inputs(tiles, x, at, count, v, vAt);
            return;
        }
        int down = tiles.down();
        int row = 6 * tiles.plane();
        int most = Math.max(1, CHANNELS / tiles.channels());
        for (int t = 0; t < count; t += most) {
            int few = Math.min(most, count - t);
            int from = at + t * 4 * tiles.across();
            int to = vAt + t * tiles.step();
            InputTransform.outerRow(tiles, x, from, few, v, to);
            InputTransform.innerRows(tiles, x, from, few, A, -B2, v, to + row);
            InputTransform.innerRows(tiles, x, from, few, B, -A2, v, to + 3 * row);
            InputTransform.outerRow(tiles, x, from + down, few, v, to + 5 * row);
        }
    }

    @Override
    public void outputs(Tiles tiles, float[] m, int mAt, float @Nullable [] start, int startAt, float[] y, int at,
            int count) {
        if (tiles.channels() < LANES) {
            SCALAR.outputs(tiles, m, mAt, start, startAt, y, at, count);
            return;
        }
        float[] first = start == null ? ZEROS : start;
        int firstAt = start == null ? 0 : startAt;
        int step = start == null ? 0 : 1;
        int most = Math.max(1, CHANNELS / tiles.channels());
        for (int t = 0; t < count; t += most) {
            int few = Math.min(most, count - t);
            int from = mAt + t * tiles.step();
            int to = at + t * 4 * tiles.across();
            OutputTransform.evenRows(tiles, m, from, first, firstAt, step, y, to, few);
            OutputTransform.oddRows(tiles, m, from, first, firstAt, step, y, to, few);
        }
    }

    @Override
    public void gradients(Tiles tiles, float[] dy, int at, int count, float[] m, int mAt) {
        if (tiles.channels() < LANES) {
            SCALAR.gradients(tiles, dy, at, count, m, mAt);
            return;
        }
        int row = 6 * tiles.plane();
        int most = Math.max(1, CHANNELS / tiles.channels());
        for (int t = 0; t < count; t += most) {
            int few = Math.min(most, count - t);
            int from = at + t * 4 * tiles.across();
            int to = mAt + t * tiles.step();
            GradientTransform.outerRow(tiles, dy, from, few, m, to);
            GradientTransform.innerRows(tiles, dy, from, few, A, m, to + row);
            GradientTransform.innerRows(tiles, dy, from, few, B, m, to + 3 * row);
            GradientTransform.outerRow(tiles, dy, from + 3 * tiles.down(), few, m, to + 5 * row);
        }
    }

    @Override
    public void weights(float[] g, int at, int gPlane, int count, float[] u, int uAt, int plane) {
        int whole = count - count % LANES;
        int row = 6 * plane;
        for (int n = 0; n < whole; n += WEIGHTS) {
            int few = Math.min(WEIGHTS, whole - n);
            int from = at + n;
            int to = uAt + n;
            KernelTransform.outerRow(g, from, gPlane, F0, few, u, to, plane);
            KernelTransform.innerRows(g, from, gPlane, FA, FA_A, FA_A2, few, u, to + row, plane);
            KernelTransform.innerRows(g, from, gPlane, FB, FB_B, FB_B2, few, u, to + 3 * row, plane);
            KernelTransform.outerRow(g, from + 6 * gPlane, gPlane, 1, few, u, to + 5 * row, plane);
        }
        SCALAR.weights(g, at + whole, gPlane, count - whole, u, uAt + whole, plane);
    }

    @Override
    public void products(Tiles in, float[] v, int vAt, int count, float[] g, int at, int gPlane, Tiles out, float[] m,
            int mAt, float[] space, int spaceAt) {
        FewTiles.arrange(in, v, vAt, count, space, spaceAt);
        for (int n = 0; n < out.channels(); n += Panels.WIDTH) {
            int columns = Math.min(Panels.WIDTH, out.channels() - n);
            FewTiles.products(in.channels(), columns, g, at + n * in.channels(), gPlane, space, spaceAt);
            FewTiles.copy(in.channels(), columns, space, spaceAt, count, out, m, mAt + n);
        }
    }

    @Override
    public void weightGradients(float[] u, int at, int plane, int count, float[] dw, int dwAt, int dwPlane) {
        int whole = count - count % LANES;
        KernelGradientTransform.sums(u, at, plane, whole, ZEROS, 0, dw, dwAt, dwPlane);
        SCALAR.weightGradients(u, at + whole, plane, count - whole, dw, dwAt + whole, dwPlane);
    }

    @Override
    public void addWeightGradients(float[] u, int at, int plane, int count, float[] dw, int dwAt, int dwPlane) {
        int whole = count - count % LANES;
        KernelGradientTransform.sums(u, at, plane, whole, dw, -1, dw, dwAt, dwPlane);
        SCALAR.addWeightGradients(u, at + whole, plane, count - whole, dw, dwAt + whole, dwPlane);
    }
}
