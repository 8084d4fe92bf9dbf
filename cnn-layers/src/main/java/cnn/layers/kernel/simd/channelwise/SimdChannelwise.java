package cnn.layers.kernel.simd.channelwise;

import cnn.api.kernel.Channelwise;
import cnn.layers.kernel.ScalarKernels;
import jdk.incubator.vector.FloatVector;

/**
 * Sums and maps by channels, cut into columns of one or a few vectors, so that sums and coefficients stay in registers
 * while a column runs through all rows. A last column that is no whole vector is masked for sums; for maps it is moved
 * back until it is whole, since computing a few numbers twice costs less than storing under a mask. A last row that is
 * cut off goes to the scalar kernels.
 */
public final class SimdChannelwise implements Channelwise {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final Channelwise SCALAR = new ScalarKernels().channelwise();

    @Override
    public void addSums(float[] x, int at, int count, int channels, float[] sums, int sumsAt) {
        int rows = count / channels;
        int j = 0;
        for (; j <= channels - 4 * LANES; j += 4 * LANES) {
            ChannelSums.sumsOfFour(x, at + j, rows, channels, sums, sumsAt + j);
        }
        for (; j < channels; j += LANES) {
            ChannelSums.sums(x, at + j, rows, channels, sums, sumsAt + j, channels - j);
        }
        SCALAR.addSums(x, at + rows * channels, count - rows * channels, channels, sums, sumsAt);
    }

    @Override
    public void addSquares(float[] x, int at, int count, int channels, float[] sums, int sumsAt) {
        int rows = count / channels;
        int j = 0;
        for (; j <= channels - 4 * LANES; j += 4 * LANES) {
            ChannelSums.squaresOfFour(x, at + j, rows, channels, sums, sumsAt + j);
        }
        for (; j < channels; j += LANES) {
            ChannelSums.squares(x, at + j, rows, channels, sums, sumsAt + j, channels - j);
        }
        SCALAR.addSquares(x, at + rows * channels, count - rows * channels, channels, sums, sumsAt);
    }

    @Override
    public void addGradientSums(float[] dy, float[] x, int at, int count, int channels, float[] means, float[] sums,
            int sumsAt) {
        int rows = count / channels;
        int j = 0;
        for (; j <= channels - 4 * LANES; j += 4 * LANES) {
            ChannelSums.gradientSumsOfFour(dy, x, at + j, rows, channels, means, j, sums, sumsAt + j);
        }
        for (; j < channels; j += LANES) {
            ChannelSums.gradientSums(dy, x, at + j, rows, channels, means, j, sums, sumsAt + j, channels - j);
        }
        SCALAR.addGradientSums(dy, x, at + rows * channels, count - rows * channels, channels, means, sums, sumsAt);
    }

    @Override
    public void scale(float[] x, int at, int count, int channels, float[] factors, int factorsAt, float[] y) {
        int rows = channels < LANES ? 0 : count / channels;
        int whole = rows == 0 ? 0 : channels;
        int j = 0;
        for (; j <= whole - 4 * LANES; j += 4 * LANES) {
            ChannelMaps.scaleFour(x, at + j, rows, channels, factors, factorsAt + j, y);
        }
        for (; j < whole; j += LANES) {
            int column = Math.min(j, channels - LANES);
            if (column < j && x == y) { // numbers would be multiplied twice
                ChannelMaps.scale(x, at + j, rows, channels, factors, factorsAt + j, y, channels - j);
            } else {
                ChannelMaps.scale(x, at + column, rows, channels, factors, factorsAt + column, y);
            }
        }
        SCALAR.scale(x, at + rows * channels, count - rows * channels, channels, factors, factorsAt, y);
    }

    @Override
    public void normalise(float[] x, int at, int count, int channels, float[] coefficients, float[] y) {
        int rows = channels < LANES ? 0 : count / channels;
        int whole = rows == 0 ? 0 : channels;
        int j = 0;
        for (; j <= whole - 4 * LANES; j += 4 * LANES) {
            ChannelMaps.normaliseFour(x, at + j, rows, channels, coefficients, j, y);
        }
        for (; j < whole; j += LANES) {
            int column = Math.min(j, channels - LANES);
            ChannelMaps.normalise(x, at + column, rows, channels, coefficients, column, y);
        }
        SCALAR.normalise(x, at + rows * channels, count - rows * channels, channels, coefficients, y);
    }

    @Override
    public void propagate(float[] dy, float[] x, int at, int count, int channels, float[] coefficients, float[] dx) {
        int rows = channels < LANES ? 0 : count / channels;
        int whole = rows == 0 ? 0 : channels;
        int j = 0;
        for (; j <= whole - 2 * LANES; j += 2 * LANES) {
            ChannelMaps.propagateTwo(dy, x, at + j, rows, channels, coefficients, j, dx);
        }
        for (; j < whole; j += LANES) {
            int column = Math.min(j, channels - LANES);
            ChannelMaps.propagate(dy, x, at + column, rows, channels, coefficients, column, dx);
        }
        SCALAR.propagate(dy, x, at + rows * channels, count - rows * channels, channels, coefficients, dx);
    }
}
