package cnn.layers.kernel;

import cnn.api.kernel.Channelwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Arrays for one call of each method of {@link Channelwise}; they start at odd places and have room behind that stays. */
record ChannelwiseCase(int count, int channels, float[] x, float[] dy, float[] coefficients, float[] sums) {
    static final int AT = 3;
    static final int SUMS_AT = 2;

    /** What a method of {@link Channelwise} writes. */
    enum Named {
        SUMS, SQUARES, GRADIENT_SUMS, SCALE, NORMALISE, PROPAGATE
    }

    /** Every number of channels around the widths of vectors and blocks, with whole rows and rows cut off. */
    static List<ChannelwiseCase> all(boolean odd) {
        List<ChannelwiseCase> cases = new ArrayList<>();
        Random random = new Random(11);
        for (int channels : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 20, 31, 32, 33, 40, 47, 48, 63, 64, 65,
            80,
            97, 128, 130}) {
            for (int count : new int[] {0, 1, channels - 1, channels, channels + 1, 2 * channels, 5 * channels,
                7 * channels + channels / 2}) {
                cases.add(new ChannelwiseCase(count, channels, ProductCase.numbers(random, AT + count + 5, odd),
                        ProductCase.numbers(random, AT + count + 5, odd),
                        ProductCase.numbers(random, 4 * channels + 5, odd),
                        ProductCase.numbers(random, SUMS_AT + 2 * channels + 5, odd)));
            }
        }
        return cases;
    }

    /** The whole array that a method writes into. */
    float[] run(Named method, Channelwise kernels) {
        float[] out = new float[x.length];
        Arrays.fill(out, 42);
        float[] total = sums.clone();
        switch (method) {
            case SUMS -> kernels.addSums(x, AT, count, channels, total, SUMS_AT);
            case SQUARES -> kernels.addSquares(x, AT, count, channels, total, SUMS_AT);
            case GRADIENT_SUMS -> kernels.addGradientSums(dy, x, AT, count, channels, coefficients, total, SUMS_AT);
            case SCALE -> kernels.scale(x, AT, count, channels, coefficients, 1, out);
            case NORMALISE -> kernels.normalise(x, AT, count, channels, coefficients, out);
            case PROPAGATE -> kernels.propagate(dy, x, AT, count, channels, coefficients, out);
        }
        return method.ordinal() <= Named.GRADIENT_SUMS.ordinal() ? total : out;
    }

    @Override
    public String toString() {
        return count + " numbers of " + channels + " channels";
    }
}
