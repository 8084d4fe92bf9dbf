package cnn.layers.kernel.simd.pools;

import cnn.layers.kernel.Pools;
import cnn.layers.kernel.Taps;
import jdk.incubator.vector.FloatVector;

/**
 * Pooling a vector of channels at a time, along a whole row of windows before the next vector. Masks are avoided, since a
 * masked store costs many plain ones: where channels end inside a vector it is moved back until it fits, and a few
 * numbers are computed twice; where there are fewer channels than lanes, the lanes beyond them write into the next
 * pixels, which are written after. What is left is masked: the last windows of a row, and what is added, not written.
 */
public final class SimdPools implements Pools {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    @Override
    public void maxima(Taps taps, float[] x, int at, float[] y, int outAt, int outputs) {
        int channels = taps.channels();
        if (channels >= LANES && taps.rows() == 3 && taps.columns() == 3) {
            PoolColumns.maximaOfNine(taps, x, at, y, outAt, outputs);
            return;
        }
        int whole = forwardWindows(taps, x, at, outputs);
        for (int j = 0; j < channels; j += LANES) {
            int c = Math.max(0, Math.min(j, channels - LANES));
            PoolColumns.maxima(taps, x, at + c, y, outAt + c, whole);
        }
        PoolRests.maxima(taps, x, at + whole * taps.step(), y, outAt + whole * channels, outputs - whole, channels);
    }

    @Override
    public void routeMaxima(Taps taps, float[] x, float[] y, float[] dy, int outAt, float[] dx, int at, int outputs) {
        int channels = taps.channels();
        if (!taps.apart()) {
            int c = 0;
            for (; c <= channels - LANES; c += LANES) {
                PoolColumns.addRouted(taps, x, y, dy, outAt + c, dx, at + c, outputs);
            }
            if (c < channels) {
                PoolRests.addRouted(taps, x, y, dy, outAt + c, dx, at + c, outputs, channels - c);
            }
            return;
        }
        int whole = backwardWindows(taps, y, outAt, outputs);
        for (int j = 0; j < channels; j += LANES) {
            int c = Math.max(0, Math.min(j, channels - LANES));
            if (taps.rows() == 2 && taps.columns() == 2) {
                PoolColumns.routeAmongFour(taps, x, y, dy, outAt + c, dx, at + c, whole);
            } else {
                PoolColumns.route(taps, x, y, dy, outAt + c, dx, at + c, whole);
            }
        }
        PoolRests.route(taps, x, y, dy, outAt + whole * channels, dx, at + whole * taps.step(), outputs - whole,
                channels);
    }

    @Override
    public void means(Taps taps, float[] x, int at, float divisor, float[] y, int outAt, int outputs) {
        int channels = taps.channels();
        int whole = forwardWindows(taps, x, at, outputs);
        for (int j = 0; j < channels; j += LANES) {
            int c = Math.max(0, Math.min(j, channels - LANES));
            PoolColumns.means(taps, x, at + c, divisor, y, outAt + c, whole);
        }
        PoolRests.means(taps, x, at + whole * taps.step(), divisor, y, outAt + whole * channels, outputs - whole,
                channels);
    }

    @Override
    public void spreadMeans(Taps taps, float[] dy, int outAt, float share, float[] dx, int at, int outputs) {
        int channels = taps.channels();
        if (!taps.apart()) {
            int c = 0;
            for (; c <= channels - LANES; c += LANES) {
                PoolColumns.addSpread(taps, dy, outAt + c, share, dx, at + c, outputs);
            }
            if (c < channels) {
                PoolRests.addSpread(taps, dy, outAt + c, share, dx, at + c, outputs, channels - c);
            }
            return;
        }
        int whole = backwardWindows(taps, dy, outAt, outputs);
        for (int j = 0; j < channels; j += LANES) {
            int c = Math.max(0, Math.min(j, channels - LANES));
            PoolColumns.spread(taps, dy, outAt + c, share, dx, at + c, whole);
        }
        PoolRests.spread(taps, dy, outAt + whole * channels, share, dx, at + whole * taps.step(), outputs - whole,
                channels);
    }

    /** Windows from the first on whose outputs may be written as whole vectors. */
    private static int forwardWindows(Taps taps, float[] x, int at, int outputs) {
        int channels = taps.channels();
        if (channels >= LANES) {
            return outputs;
        }
        int whole = outputs - (LANES - 1) / channels;
        int last = at + (taps.rows() - 1) * taps.down() + (taps.columns() - 1) * taps.across();
        while (whole > 0 && last + (whole - 1) * taps.step() + LANES > x.length) {
            whole--;
        }
        return Math.max(0, whole);
    }

    /**
     * Windows from the first on whose gradients may be written as whole vectors: with few channels every pixel behind one
     * must be written after it.
     */
    private static int backwardWindows(Taps taps, float[] y, int outAt, int outputs) {
        int channels = taps.channels();
        if (channels >= LANES) {
            return outputs;
        }
        if (taps.across() != channels || taps.columns() * channels != taps.step()) {
            return 0;
        }
        int whole = outputs - (LANES - 1) / taps.step() - 1;
        while (whole > 0 && outAt + (whole - 1) * channels + LANES > y.length) {
            whole--;
        }
        return Math.max(0, whole);
    }
}
