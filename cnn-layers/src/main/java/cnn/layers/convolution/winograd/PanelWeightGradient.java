package cnn.layers.convolution.winograd;

import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.convolution.shared.WeightGradient;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;

/**
 * The gradient of a 3×3 kernel by {@link cnn.layers.kernel.Winograd}'s transforms, for many channels and filters: all tasks
 * transform a chunk of the batch's tiles, then each sums the products of a panel of channels
 * with one of filters over the chunk, which stay in the cache of its core.
 */
public final class PanelWeightGradient implements WeightGradient {
    /** Floats of a chunk's transformed tiles: 4 MiB. */
    private static final int CHUNK_FLOATS = 1 << 20;
    /** Tiles of a chunk, at least: clearing and transforming a pair of panels' sums is work, too. */
    private static final int CHUNK_TILES = 64;
    private static final int PANEL_CHANNELS = 64;
    private static final int PANEL_FILTERS = 64;
    /** With so many filters there are tasks enough for wider panels, which read the chunk fewer times. */
    private static final int MANY_FILTERS = 512;

    private final Geometry geometry;
    private final TileGrid grid;
    private final Param weights;
    private final TransformedTiles tiles;
    private final int panelFilters;
    private final int chunkStrips;
    private final Windows[][] products;
    private final FloatSlot chunk;
    private final FloatSlot scratch;
    private final Backward.Body transformTask = this::transform;
    private final Backward.Body panelTask = this::addPanels;

    public PanelWeightGradient(Geometry geometry, Binding in, Param weights) {
        this.geometry = geometry;
        this.weights = weights;
        grid = new TileGrid(geometry);
        panelFilters = geometry.filters() >= MANY_FILTERS ? 2 * PANEL_FILTERS : PANEL_FILTERS;
        int tileFloats = Tiles.NUMBERS * (geometry.channels() + geometry.filters());
        int chunkTiles = Math.max(CHUNK_TILES, CHUNK_FLOATS / tileFloats);
        chunkStrips = Math.max(1, chunkTiles / grid.across());
        tiles = new TransformedTiles(grid, chunkStrips * grid.across(), PANEL_CHANNELS, panelFilters);
        int lastChannels = tiles.channels(tiles.channelPanels() - 1);
        int lastFilters = tiles.filters(tiles.filterPanels() - 1);
        products = new Windows[][] {
            {windows(PANEL_CHANNELS, panelFilters), windows(PANEL_CHANNELS, lastFilters)},
            {windows(lastChannels, panelFilters), windows(lastChannels, lastFilters)}};
        chunk = in.sharedForTraining(0, tiles.floats());
        scratch = in.scratchForTraining(Planes.FIRST + Math.max(tiles.scratchFloats(),
                Tiles.NUMBERS * Planes.plane(PANEL_CHANNELS, panelFilters)));
    }

    private Windows windows(int channels, int filters) {
        return new Windows(new int[] {0}, channels, PANEL_CHANNELS, filters, panelFilters);
    }

    @Override
    public void run(Backward pass) {
        int strips = pass.batch() * grid.down();
        for (int first = 0; first < strips; first += chunkStrips) {
            int count = Math.min(chunkStrips, strips - first);
            pass.run(count, (long) count * grid.across() * Tiles.NUMBERS * (geometry.channels() + geometry.filters()),
                    first, transformTask);
            pass.run(tiles.channelPanels() * tiles.filterPanels(),
                    (long) count * grid.across() * Tiles.NUMBERS * geometry.channels() * geometry.filters(),
                    first, panelTask);
        }
    }

    private void transform(Backward pass, int index, int firstStrip) {
        tiles.transform(pass, firstStrip + index, pass.floats(chunk), index * grid.across(), pass.floats(scratch),
                Planes.FIRST);
    }

    private void addPanels(Backward pass, int index, int firstStrip) {
        int count = Math.min(chunkStrips, pass.batch() * grid.down() - firstStrip) * grid.across();
        int channelPanel = index / tiles.filterPanels();
        int filterPanel = index % tiles.filterPanels();
        Windows windows = products[channelPanel == tiles.channelPanels() - 1
                ? 1
                : 0][filterPanel == tiles.filterPanels() - 1 ? 1 : 0];
        float[] from = pass.floats(chunk);
        float[] sums = pass.floats(scratch);
        int matrix = Planes.plane(windows.rows(), windows.columns());
        Products kernels = pass.kernels().products();
        for (int number = 0; number < Tiles.NUMBERS; number++) {
            kernels.outerProducts(windows, from, tiles.inAt(channelPanel, number), from,
                    tiles.gradientAt(filterPanel, number), count, sums,
                    Planes.FIRST + number * matrix);
        }
        int to = channelPanel * PANEL_CHANNELS * geometry.filters() + filterPanel * panelFilters;
        finish(pass, windows, sums, to, firstStrip == 0);
    }

    private void finish(Backward pass, Windows windows, float[] sums, int at, boolean first) {
        Winograd winograd = pass.kernels().family(Winograd.class);
        float[] gradient = pass.gradient(weights);
        int columns = windows.columns();
        int matrix = Planes.plane(windows.rows(), columns);
        int position = geometry.channels() * geometry.filters();
        for (int row = 0; row < windows.rows(); row++) {
            int from = Planes.FIRST + row * columns;
            int to = at + row * geometry.filters();
            if (first) {
                winograd.weightGradients(sums, from, matrix, columns, gradient, to, position);
            } else {
                winograd.addWeightGradients(sums, from, matrix, columns, gradient, to, position);
            }
        }
    }
}
