package cnn.layers.convolution.winograd;

import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
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
 * transform a chunk of the batch's tiles, then each sums a block of channels × filters over the chunk.
 */
public final class BlockedWeightGradient implements WeightGradient {
    /** Floats of a chunk's transformed tiles: 4 MiB. */
    private static final int CHUNK_FLOATS = 1 << 20;
    /** Tiles of a chunk, at least: clearing and transforming a block's sums is work, too. */
    private static final int CHUNK_TILES = 64;
    private static final int BLOCK_CHANNELS = 64;
    private static final int BLOCK_FILTERS = 64;
    /** With so many filters there are tasks enough for wider blocks, which read the chunk fewer times. */
    private static final int MANY_FILTERS = 512;

    private final Geometry geometry;
    private final TileGrid grid;
    private final Param weights;
    private final TransformedTiles tiles;
    private final int blockFilters;
    private final int chunkStrips;
    private final Windows[][] products;
    private final FloatSlot chunk;
    private final FloatSlot firstStrip;
    private final FloatSlot scratch;
    private final BackwardTask transformTask = this::transform;
    private final BackwardTask blockTask = this::addBlock;

    public BlockedWeightGradient(Geometry geometry, Binding in, Param weights) {
        this.geometry = geometry;
        this.weights = weights;
        grid = new TileGrid(geometry);
        blockFilters = geometry.filters() >= MANY_FILTERS ? 2 * BLOCK_FILTERS : BLOCK_FILTERS;
        int tileFloats = Tiles.NUMBERS * (geometry.channels() + geometry.filters());
        int chunkTiles = Math.max(CHUNK_TILES, CHUNK_FLOATS / tileFloats);
        chunkStrips = Math.max(1, chunkTiles / grid.across());
        tiles = new TransformedTiles(grid, chunkStrips * grid.across(), BLOCK_CHANNELS, blockFilters);
        int lastChannels = tiles.channels(tiles.channelBlocks() - 1);
        int lastFilters = tiles.filters(tiles.filterBlocks() - 1);
        products = new Windows[][] {
            {windows(BLOCK_CHANNELS, blockFilters), windows(BLOCK_CHANNELS, lastFilters)},
            {windows(lastChannels, blockFilters), windows(lastChannels, lastFilters)}};
        chunk = in.sharedForTraining(0, tiles.floats());
        firstStrip = in.sharedForTraining(0, 1);
        scratch = in.scratchForTraining(Planes.FIRST + Math.max(tiles.scratchFloats(),
                Tiles.NUMBERS * Planes.plane(BLOCK_CHANNELS, blockFilters)));
    }

    private Windows windows(int channels, int filters) {
        return new Windows(new int[] {0}, channels, BLOCK_CHANNELS, filters, blockFilters);
    }

    @Override
    public void run(Backward pass) {
        int strips = pass.batch() * grid.down();
        for (int first = 0; first < strips; first += chunkStrips) {
            pass.floats(firstStrip)[0] = first; // exact: there are no 2²⁴ strips
            int count = Math.min(chunkStrips, strips - first);
            pass.run(count, (long) count * grid.across() * Tiles.NUMBERS * (geometry.channels() + geometry.filters()),
                    transformTask);
            pass.run(tiles.channelBlocks() * tiles.filterBlocks(),
                    (long) count * grid.across() * Tiles.NUMBERS * geometry.channels() * geometry.filters(),
                    blockTask);
        }
    }

    private void transform(Backward pass, int index) {
        int strip = (int) pass.floats(firstStrip)[0] + index;
        tiles.transform(pass, strip, pass.floats(chunk), index * grid.across(), pass.floats(scratch),
                Planes.FIRST);
    }

    private void addBlock(Backward pass, int index) {
        int first = (int) pass.floats(firstStrip)[0];
        int count = Math.min(chunkStrips, pass.batch() * grid.down() - first) * grid.across();
        int channelBlock = index / tiles.filterBlocks();
        int filterBlock = index % tiles.filterBlocks();
        Windows windows = products[channelBlock == tiles.channelBlocks() - 1
                ? 1
                : 0][filterBlock == tiles.filterBlocks() - 1 ? 1 : 0];
        float[] from = pass.floats(chunk);
        float[] sums = pass.floats(scratch);
        int matrix = Planes.plane(windows.rows(), windows.columns());
        Products kernels = pass.kernels().products();
        for (int number = 0; number < Tiles.NUMBERS; number++) {
            kernels.outerProducts(windows, from, tiles.inAt(channelBlock, number), from,
                    tiles.gradientAt(filterBlock, number), count, sums,
                    Planes.FIRST + number * matrix);
        }
        int to = channelBlock * BLOCK_CHANNELS * geometry.filters() + filterBlock * blockFilters;
        finish(pass, windows, sums, to, first == 0);
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
