package cnn.layers.convolution.winograd;

import cnn.api.kernel.Kernels;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;

/**
 * The middle of {@link Winograd}'s convolution: 36 products of (tiles × channels) by (channels × filters), for a part of
 * the filters. All matrices lie in a task's scratch but for the weights.
 */
sealed interface TileProducts permits PackedTileProducts, FreshTileProducts {
    /** The way for these shapes. */
    static TileProducts of(Filters filters) {
        return FreshTileProducts.suits(filters.correlation())
                ? new FreshTileProducts(filters)
                : new PackedTileProducts(filters);
    }

    /** Floats of the packed weights. */
    int packedFloats();

    /** Packs the layer's weights; {@code packed} is zero at first. */
    void pack(float[] weights, Kernels kernels, float[] packed);

    /** Filters by which so many tiles are multiplied at a time: whole pairs of panels, a whole share of a task's 128. */
    int partFilters(int tiles);

    /** Floats of scratch that products need beside their factors and results. */
    int scratchFloats();

    /**
     * Overwrites the products of all tiles with the filters from {@code column} on.
     *
     * @param in matrices of transformed inputs, (tiles × channels), from {@link Planes#FIRST} on
     * @param out matrices of products, (tiles × filters of the part)
     * @param spaceAt where {@link #scratchFloats()} floats are free
     */
    void multiply(Kernels kernels, float[] packed, int column, Tiles in, Tiles out, int outAt, float[] scratch,
            int spaceAt, int tiles);
}
