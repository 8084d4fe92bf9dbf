package cnn.layers.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Arrays for one call of each method of {@link Depthwise}; they start at odd places and have room behind that stays. */
record DepthwiseCase(ChannelWindows windows, int outputs, boolean bias, float[] in, float[] weights, float[] start,
        float[] gradient) {
    static final int IN_AT = 3;
    static final int WEIGHTS_AT = 5;
    static final int OUT_AT = 2;

    /** Kernels with and without tiles, whole and cut off at an edge, over channels around the widths of vectors. */
    static List<DepthwiseCase> all(boolean odd) {
        List<DepthwiseCase> cases = new ArrayList<>();
        Random random = new Random(13);
        int[][] kernels = {{3, 3}, {2, 3}, {3, 2}, {5, 5}, {4, 5}, {1, 1}, {0, 3}, {2, 0}, {4, 7}};
        for (int channels : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 24, 31, 32, 33, 47, 64, 65, 79, 97}) {
            for (int outputs : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 11, 13}) {
                int[] kernel = kernels[random.nextInt(kernels.length)];
                for (int stride = 1; stride <= 3; stride++) {
                    cases.add(of(new int[] {3, 3}, stride, 1 + random.nextInt(2), channels, outputs, random, odd));
                    cases.add(of(kernel, stride, 1 + random.nextInt(2), channels, outputs, random, odd));
                }
            }
        }
        return cases;
    }

    private static DepthwiseCase of(int[] kernel, int stride, int dilation, int count, int outputs, Random random,
            boolean odd) {
        int first = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0;
        int channels = first + count + random.nextInt(2);
        int rows = kernel[0];
        int columns = kernel[1];
        int width = (outputs - 1) * stride * dilation + Math.max(0, columns - 1) * dilation + 1 + random.nextInt(2);
        int elementStep = 1 + random.nextInt(2);
        int weightsDown = (columns * elementStep + random.nextInt(2)) * channels;
        int outStep = (1 + random.nextInt(2)) * channels;
        ChannelWindows windows = new ChannelWindows(rows, columns, width * channels, dilation * channels,
                stride * dilation * channels, weightsDown, elementStep * channels, outStep, first, first + count);
        int weights = WEIGHTS_AT + Math.max(0, rows - 1) * weightsDown + columns * elementStep * channels;
        return new DepthwiseCase(windows, outputs, random.nextBoolean(),
                ProductCase.numbers(random, IN_AT + Math.max(1, rows) * width * channels, odd),
                ProductCase.numbers(random, weights + 3, odd), ProductCase.numbers(random, channels, odd),
                ProductCase.numbers(random, OUT_AT + (outputs - 1) * outStep + channels, odd));
    }

    /** The whole array of outputs, with three floats behind them that nobody may touch. */
    float[] weightedSums(Depthwise kernels) {
        float[] out = new float[gradient.length + 3];
        Arrays.fill(out, 42);
        kernels.weightedSums(windows, in, IN_AT, weights, WEIGHTS_AT, bias ? start : null, out, OUT_AT, outputs);
        return out;
    }

    /** The whole array of sums, which are the weights at first. */
    float[] addProducts(Depthwise kernels) {
        float[] sums = weights.clone();
        kernels.addProducts(windows, in, IN_AT, gradient, OUT_AT, outputs, sums, WEIGHTS_AT);
        return sums;
    }

    @Override
    public String toString() {
        return windows + ", " + outputs + " outputs, bias " + bias;
    }
}
