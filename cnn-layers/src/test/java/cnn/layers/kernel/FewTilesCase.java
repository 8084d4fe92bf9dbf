package cnn.layers.kernel;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Arrays for one call of {@link Winograd#products}. They start at odd places and have room behind that stays. */
record FewTilesCase(Tiles in, Tiles out, int count, float[] inputs, int gPlane, float[] kernels) {
    private static final int AT = 3;
    private static final int KERNELS_AT = 5;
    private static final int OUT_AT = 2;
    private static final int SPACE_AT = 1;

    /** Channels and filters around the widths of vectors and panels, and every number of tiles. */
    static List<FewTilesCase> all(boolean odd) {
        List<FewTilesCase> cases = new ArrayList<>();
        Random random = new Random(17);
        for (int channels : new int[] {1, 4, 15, 16, 17, 40}) {
            for (int filters : new int[] {1, 3, 4, 5, 8, 9, 13, 16, 17, 33}) {
                for (int count = 1; count <= Tiles.FEW; count++) {
                    cases.add(of(channels, filters, count, random, odd));
                }
            }
        }
        return cases;
    }

    private static FewTilesCase of(int channels, int filters, int count, Random random, boolean odd) {
        Tiles in = tiles(channels, count, random);
        Panels panels = new Panels(channels, filters);
        int gPlane = panels.size() + random.nextInt(3);
        float[] kernels = new float[KERNELS_AT + 9 * gPlane];
        for (int i = 0; i < 9; i++) {
            float[] values = ProductCase.numbers(random, channels * filters, odd);
            panels.pack(values, 0, filters, 1, 0, channels, kernels, KERNELS_AT + i * gPlane);
        }
        return new FewTilesCase(in, tiles(filters, count, random), count,
                ProductCase.numbers(random, AT + 36 * in.plane(), odd), gPlane, kernels);
    }

    private static Tiles tiles(int channels, int count, Random random) {
        int step = channels + random.nextInt(3);
        return new Tiles(0, 0, channels, count * step + random.nextInt(5), step);
    }

    /** The products, and three floats behind them that nobody may touch. */
    float[] products(Winograd winograd) {
        float[] result = result();
        float[] space = new float[SPACE_AT + Winograd.productsSpace(in.channels()) + 3];
        Arrays.fill(space, 42);
        winograd.products(in, inputs, AT, count, kernels, KERNELS_AT, gPlane, out, result, OUT_AT, space, SPACE_AT);
        for (int i = 1; i <= 3; i++) {
            if (space[space.length - i] != 42) {
                throw new AssertionError("writes behind its space: " + this);
            }
        }
        return result;
    }

    /** The same by transforming all weights first. */
    float[] oneAfterTheOther(Kernels kernels) {
        float[] result = result();
        Windows windows = new Windows(new int[] {0}, in.channels(), in.step(), out.channels(), out.step());
        int plane = windows.panels().size();
        float[] transformed = new float[36 * plane];
        kernels.family(Winograd.class).weights(this.kernels, KERNELS_AT, gPlane, plane, transformed, 0, plane);
        for (int number = 0; number < 36; number++) {
            kernels.products().weightedSums(windows, inputs, AT + number * in.plane(), transformed, number * plane,
                    null, 0, result, OUT_AT + number * out.plane(), count);
        }
        return result;
    }

    private float[] result() {
        float[] result = new float[OUT_AT + 36 * out.plane() + 3];
        Arrays.fill(result, 42);
        return result;
    }

    @Override
    public String toString() {
        return count + " tiles, " + in.channels() + " channels, " + out.channels() + " filters";
    }
}
