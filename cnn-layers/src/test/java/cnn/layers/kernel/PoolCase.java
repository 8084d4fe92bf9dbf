package cnn.layers.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Arrays for one call of each method of {@link Pools}; they start at odd places and end where the last number does. */
record PoolCase(Taps taps, int outputs, float[] x, float[] y, float[] dy, float[] dx) {
    static final int AT = 3;
    static final int OUT_AT = 2;

    /** What a method of {@link Pools} writes. */
    enum Named {
        MAXIMA, ROUTE, MEANS, SPREAD
    }

    /** Windows that touch, overlap or leave gaps, over every number of channels around the widths of vectors. */
    static List<PoolCase> all(boolean odd) {
        List<PoolCase> cases = new ArrayList<>();
        Random random = new Random(12);
        for (int channels : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 65}) {
            for (int outputs : new int[] {1, 2, 3, 5, 14, 19}) {
                cases.add(of(new Window(2, 2, 1, 2), channels, outputs, random, odd));
                cases.add(of(new Window(3, 3, 1, 2), channels, outputs, random, odd));
                cases.add(of(new Window(1 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(2),
                        1 + random.nextInt(4)), channels, outputs, random, odd));
            }
        }
        return cases;
    }

    private record Window(int rows, int columns, int dilation, int stride) {
    }

    private static PoolCase of(Window window, int channels, int outputs, Random random, boolean odd) {
        int reach = (window.columns - 1) * window.dilation + 1;
        int width = (outputs - 1) * window.stride + reach;
        Taps taps = new Taps(window.rows, window.columns, (width + 1) * channels, window.dilation * channels,
                window.stride * channels, channels, reach <= window.stride);
        int size = AT + ((window.rows - 1) * (width + 1) + width) * channels;
        float[] x = ProductCase.numbers(random, size, odd);
        float[] y = new float[OUT_AT + outputs * channels];
        new ScalarKernels().family(Pools.class).maxima(taps, x, AT, y, OUT_AT, outputs);
        float[] dx = ProductCase.numbers(random, size, odd);
        for (int i = 0; i < size; i++) {
            dx[i] += 0f; // no −0
        }
        return new PoolCase(taps, outputs, x, y, ProductCase.numbers(random, y.length, odd), dx);
    }

    /** The whole array that a method writes into. */
    float[] run(Named method, Pools kernels) {
        float[] out = new float[y.length];
        Arrays.fill(out, 42);
        float[] gradient = dx.clone();
        switch (method) {
            case MAXIMA -> kernels.maxima(taps, x, AT, out, OUT_AT, outputs);
            case ROUTE -> kernels.routeMaxima(taps, x, y, dy, OUT_AT, gradient, AT, outputs);
            case MEANS -> kernels.means(taps, x, AT, 3, out, OUT_AT, outputs);
            case SPREAD -> kernels.spreadMeans(taps, dy, OUT_AT, 0.3f, gradient, AT, outputs);
        }
        return method == Named.MAXIMA || method == Named.MEANS ? out : gradient;
    }
}
