package cnn.layers.kernel;

import static cnn.layers.kernel.Fma.fma;

import cnn.api.kernel.Channelwise;

/** Sums and maps by channels, a row of all channels at a time; the last row may be cut off. */
final class ScalarChannelwise implements Channelwise {
    @Override
    public void addSums(float[] x, int at, int count, int channels, float[] sums, int sumsAt) {
        for (int row = 0; row < count; row += channels) {
            int width = Math.min(channels, count - row);
            for (int c = 0; c < width; c++) {
                sums[sumsAt + c] += x[at + row + c];
            }
        }
    }

    @Override
    public void addSquares(float[] x, int at, int count, int channels, float[] sums, int sumsAt) {
        int squaresAt = sumsAt + channels;
        for (int row = 0; row < count; row += channels) {
            int width = Math.min(channels, count - row);
            for (int c = 0; c < width; c++) {
                float distance = x[at + row + c] - sums[sumsAt + c];
                sums[squaresAt + c] = fma(distance, distance, sums[squaresAt + c]);
            }
        }
    }

    @Override
    public void addGradientSums(float[] dy, float[] x, int at, int count, int channels, float[] means, float[] sums,
            int sumsAt) {
        int weightedAt = sumsAt + channels;
        for (int row = 0; row < count; row += channels) {
            int width = Math.min(channels, count - row);
            for (int c = 0; c < width; c++) {
                int i = at + row + c;
                sums[sumsAt + c] += dy[i];
                sums[weightedAt + c] = fma(dy[i], x[i] - means[c], sums[weightedAt + c]);
            }
        }
    }

    @Override
    public void scale(float[] x, int at, int count, int channels, float[] factors, int factorsAt, float[] y) {
        for (int row = 0; row < count; row += channels) {
            int width = Math.min(channels, count - row);
            for (int c = 0; c < width; c++) {
                y[at + row + c] = factors[factorsAt + c] * x[at + row + c];
            }
        }
    }

    @Override
    public void normalise(float[] x, int at, int count, int channels, float[] coefficients, float[] y) {
        for (int row = 0; row < count; row += channels) {
            int width = Math.min(channels, count - row);
            for (int c = 0; c < width; c++) {
                y[at + row + c] = fma(x[at + row + c] - coefficients[c], coefficients[channels + c],
                        coefficients[2 * channels + c]);
            }
        }
    }

    @Override
    public void propagate(float[] dy, float[] x, int at, int count, int channels, float[] coefficients, float[] dx) {
        for (int row = 0; row < count; row += channels) {
            int width = Math.min(channels, count - row);
            for (int c = 0; c < width; c++) {
                int i = at + row + c;
                dx[i] = fma(coefficients[channels + c], dy[i],
                        fma(coefficients[2 * channels + c], x[i] - coefficients[c], coefficients[3 * channels + c]));
            }
        }
    }
}
