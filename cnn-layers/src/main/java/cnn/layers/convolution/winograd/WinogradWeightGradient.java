package cnn.layers.convolution.winograd;

import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.PartialSums;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.convolution.shared.WeightGradient;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;

/**
 * The gradient of a 3×3 kernel by {@link cnn.layers.kernel.Winograd}'s transforms, for few channels and filters: each task
 * takes a part of the batch, and what it sums stays in the cache of its core.
 */
public final class WinogradWeightGradient implements WeightGradient {
    private static final int MOST_PARTS = 16;
    /** Fewer tiles are no part of their own: clearing and transforming its sums is work, too. */
    private static final int PART_TILES = 32;
    private static final int CHUNK_TILES = 32;
    private static final int SUM_FLOATS = 1 << 11;

    private final Geometry geometry;
    private final TileGrid grid;
    private final Param weights;
    private final TransformedTiles tiles;
    private final int chunkStrips;
    private final Windows products;
    private final FloatSlot scratch;
    private final PartialSums partials;
    private final Backward.Body partTask = this::partOfGradient;
    private final Backward.Body sumTask = this::sumOfParts;

    public WinogradWeightGradient(Geometry geometry, Binding in, Param weights) {
        this.geometry = geometry;
        this.weights = weights;
        grid = new TileGrid(geometry);
        chunkStrips = Math.max(1, CHUNK_TILES / grid.across());
        tiles = new TransformedTiles(grid, chunkStrips * grid.across(), geometry.channels(),
                geometry.filters());
        products = Windows.matrix(geometry.channels(), geometry.filters());
        scratch = in.scratchForTraining(sumsAt() + Tiles.NUMBERS * matrix() + tiles.scratchFloats());
        partials = new PartialSums(in, MOST_PARTS, geometry.weightFloats());
    }

    private int sumsAt() {
        return tiles.floats();
    }

    /** Floats of the sums for one of a tile's numbers. */
    private int matrix() {
        return Planes.plane(geometry.channels(), geometry.filters());
    }

    @Override
    public void run(Backward pass) {
        int parts = parts(pass);
        pass.run(parts, pass.batch() * geometry.multiplyAdds() / 4, parts, partTask);
        pass.run((geometry.weightFloats() + SUM_FLOATS - 1) / SUM_FLOATS, (long) parts * geometry.weightFloats(),
                parts, sumTask);
    }

    private int parts(Backward pass) {
        int strips = pass.batch() * grid.down();
        return Math.clamp((long) strips * grid.across() / PART_TILES, 1, Math.min(strips, MOST_PARTS));
    }

    private void partOfGradient(Backward pass, int part, int parts) {
        float[] own = pass.floats(scratch);
        int sumsAt = sumsAt();
        int matrix = matrix();
        long strips = (long) pass.batch() * grid.down();
        int end = (int) ((part + 1) * strips / parts);
        int start = (int) (part * strips / parts);
        for (int first = start; first < end; first += chunkStrips) {
            addChunk(pass, first, Math.min(end, first + chunkStrips), first > start, own);
        }
        float[] sums = partials.floats(pass);
        int to = partials.at(part);
        int size = geometry.channels() * geometry.filters();
        pass.kernels().family(Winograd.class).weightGradients(own, sumsAt, matrix, size, sums, to, size);
    }

    private void addChunk(Backward pass, int first, int end, boolean add, float[] own) {
        int sumsAt = sumsAt();
        int matrix = matrix();
        for (int strip = first; strip < end; strip++) {
            tiles.transform(pass, strip, own, (strip - first) * grid.across(), own,
                    sumsAt + Tiles.NUMBERS * matrix);
        }
        Products kernels = pass.kernels().products();
        int count = (end - first) * grid.across();
        for (int number = 0; number < Tiles.NUMBERS; number++) {
            int inAt = tiles.inAt(0, number);
            int gradientAt = tiles.gradientAt(0, number);
            int to = sumsAt + number * matrix;
            if (add) {
                kernels.addOuterProducts(products, own, inAt, own, gradientAt, count, own, to);
            } else {
                kernels.outerProducts(products, own, inAt, own, gradientAt, count, own, to);
            }
        }
    }

    /** Adds the parts in order. */
    private void sumOfParts(Backward pass, int index, int parts) {
        int first = index * SUM_FLOATS;
        partials.add(pass, parts, first, pass.gradient(weights), first,
                Math.min(SUM_FLOATS, geometry.weightFloats() - first));
    }
}
