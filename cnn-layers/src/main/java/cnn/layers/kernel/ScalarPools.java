package cnn.layers.kernel;

import java.util.Arrays;

/**
 * Pooling in scalar Java. Where it can, the innermost loop runs over channels with one index for each array, so that the
 * JIT may vectorize it.
 */
final class ScalarPools implements Pools {
    @Override
    public void maxima(Taps taps, float[] x, int at, float[] y, int outAt, int outputs) {
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++) {
            int window = at + p * taps.step();
            int out = outAt + p * channels;
            System.arraycopy(x, window, y, out, channels);
            for (int tap = 1; tap < taps.rows() * taps.columns(); tap++) {
                int in = window + offset(taps, tap);
                for (int c = 0; c < channels; c++) {
                    y[out + c] = Math.max(y[out + c], x[in + c]);
                }
            }
        }
    }

    @Override
    public void routeMaxima(Taps taps, float[] x, float[] y, float[] dy, int outAt, float[] dx, int at, int outputs) {
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++) {
            int window = at + p * taps.step();
            int out = outAt + p * channels;
            for (int tap = 0; taps.apart() && tap < taps.rows() * taps.columns(); tap++) {
                int in = window + offset(taps, tap);
                Arrays.fill(dx, in, in + channels, 0);
            }
            for (int c = 0; c < channels; c++) {
                int i = first(taps, x, window + c, y[out + c]);
                dx[i] = taps.apart() ? dy[out + c] : dx[i] + dy[out + c];
            }
        }
    }

    /** Index of the first number that is not below the maximum. Backwards, for a search that stops is mispredicted. */
    private static int first(Taps taps, float[] x, int window, float maximum) {
        int first = window;
        for (int k = taps.rows() - 1; k >= 0; k--) {
            int row = window + k * taps.down();
            for (int i = row + (taps.columns() - 1) * taps.across(); i >= row; i -= taps.across()) {
                first = x[i] < maximum ? first : i;
            }
        }
        return first;
    }

    @Override
    public void means(Taps taps, float[] x, int at, float divisor, float[] y, int outAt, int outputs) {
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++) {
            int out = outAt + p * channels;
            Arrays.fill(y, out, out + channels, 0);
            for (int tap = 0; tap < taps.rows() * taps.columns(); tap++) {
                int in = at + p * taps.step() + offset(taps, tap);
                for (int c = 0; c < channels; c++) {
                    y[out + c] += x[in + c];
                }
            }
            for (int c = out; c < out + channels; c++) {
                y[c] /= divisor;
            }
        }
    }

    @Override
    public void spreadMeans(Taps taps, float[] dy, int outAt, float share, float[] dx, int at, int outputs) {
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++) {
            int out = outAt + p * channels;
            for (int tap = 0; tap < taps.rows() * taps.columns(); tap++) {
                int in = at + p * taps.step() + offset(taps, tap);
                if (taps.apart()) {
                    for (int c = 0; c < channels; c++) {
                        dx[in + c] = share * dy[out + c];
                    }
                } else {
                    for (int c = 0; c < channels; c++) {
                        dx[in + c] = Fma.fma(share, dy[out + c], dx[in + c]);
                    }
                }
            }
        }
    }

    private static int offset(Taps taps, int tap) {
        return tap / taps.columns() * taps.down() + tap % taps.columns() * taps.across();
    }
}
