package cnn.layers.convolution.winograd;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;

/**
 * Weights are transformed each time, those of 32 filters just before their products. It is for layers whose transformed
 * weights no cache holds: those of 512 channels and filters are 38 MB, which memory gives in a millisecond, against 9 MB
 * as they are. One image of 14×14 pixels with 256 channels and filters then takes 0.26 ms instead of 0.4 on two cores.
 *
 * <p>For up to four tiles, as one image of 7×7 pixels has, that would still take longer than the products: weights are
 * transformed a few at a time and multiplied at once, 0.5 ms instead of 0.7 for 512 channels and filters.
 */
final class FreshTileProducts implements TileProducts {
    /** 256 channels × 256 filters: transformed, 9 MB. With a quarter of that, transforming loses. */
    private static final long FEWEST_WEIGHTS = 1 << 16;
    private static final int PART_FILTERS = 2 * Panels.WIDTH;

    private final Filters filters;
    private final Panels panels;
    private final int gPlane;
    private final int plane;
    private final Windows part;
    private final Windows lastPart;

    FreshTileProducts(Filters filters) {
        this.filters = filters;
        panels = new Panels(filters.correlation().channels(), filters.correlation().filters());
        gPlane = Planes.plane(panels.size(), 1);
        plane = Planes.plane(panels.rows(), PART_FILTERS);
        part = Windows.matrix(panels.rows(), PART_FILTERS);
        lastPart = Windows.matrix(panels.rows(), (panels.columns() - 1) % PART_FILTERS + 1);
    }

    static boolean suits(Geometry geometry) {
        return (long) geometry.channels() * geometry.filters() >= FEWEST_WEIGHTS;
    }

    @Override
    public int packedFloats() {
        return Math.addExact(Planes.FIRST, Math.multiplyExact(filters.geometry().positions(), gPlane));
    }

    @Override
    public void pack(float[] weights, Kernels kernels, float[] packed) {
        for (int position = 0; position < filters.geometry().positions(); position++) {
            panels.pack(weights, filters.at(0, position), filters.inStride(), filters.outStride(), 0, panels.rows(),
                    packed, Planes.FIRST + position * gPlane);
        }
    }

    @Override
    public int partFilters(int tiles) {
        return tiles <= Tiles.FEW ? WinogradCorrelation.taskFilters(filters.correlation()) : PART_FILTERS;
    }

    @Override
    public int scratchFloats() {
        return Math.max(Tiles.NUMBERS * plane, Winograd.productsSpace(panels.rows()));
    }

    @Override
    public void multiply(Kernels kernels, float[] packed, int column, Tiles in, Tiles out, int outAt, float[] scratch,
            int spaceAt, int tiles) {
        int weightsAt = Planes.FIRST + panels.index(0, column);
        Winograd winograd = kernels.family(Winograd.class);
        if (tiles <= Tiles.FEW) {
            winograd.products(in, scratch, Planes.FIRST, tiles, packed, weightsAt, gPlane, out, scratch, outAt, scratch,
                    spaceAt);
            return;
        }
        Windows windows = column + PART_FILTERS < panels.columns() ? part : lastPart;
        winograd.weights(packed, weightsAt, gPlane, windows.panels().size(), scratch, spaceAt, plane);
        for (int number = 0; number < Tiles.NUMBERS; number++) {
            kernels.products().weightedSums(windows, scratch, Planes.FIRST + number * in.plane(), scratch,
                    spaceAt + number * plane, null, 0, scratch, outAt + number * out.plane(), tiles);
        }
    }
}
