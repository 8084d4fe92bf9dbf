package cnn.layers.convolution.winograd;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;

/** Weights are transformed once, when they are packed. They take four times the layer's memory. */
final class PackedTileProducts implements TileProducts {
    private final Filters filters;
    private final Panels panels;
    private final int partFilters;
    private final Windows part;
    private final Windows lastPart;

    PackedTileProducts(Filters filters) {
        this.filters = filters;
        panels = new Panels(filters.correlation().channels(), filters.correlation().filters());
        partFilters = WinogradCorrelation.taskFilters(filters.correlation());
        part = Windows.matrix(panels.rows(), partFilters);
        lastPart = Windows.matrix(panels.rows(), (panels.columns() - 1) % partFilters + 1);
    }

    @Override
    public int packedFloats() {
        return WinogradWeights.floats(panels);
    }

    @Override
    public void pack(float[] weights, Kernels kernels, float[] packed) {
        WinogradWeights.pack(filters, panels, weights, kernels.family(Winograd.class), packed);
    }

    @Override
    public int partFilters(int tiles) {
        return partFilters;
    }

    @Override
    public int scratchFloats() {
        return 0;
    }

    @Override
    public void multiply(Kernels kernels, float[] packed, int column, Tiles in, Tiles out, int outAt, float[] scratch,
            int spaceAt, int tiles) {
        Windows windows = column + partFilters < panels.columns() ? part : lastPart;
        for (int number = 0; number < Tiles.NUMBERS; number++) {
            kernels.products().weightedSums(windows, scratch, Planes.FIRST + number * in.plane(), packed,
                    number * panels.size() + panels.index(0, column), null, 0, scratch, outAt + number * out.plane(),
                    tiles);
        }
    }
}
