package cnn.layers.convolution.winograd;

import cnn.api.layer.Backward;
import cnn.layers.convolution.shared.Canvas;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;

/**
 * Inputs and gradients of outputs, transformed: what the gradient of the weights is summed from. Channels are cut into
 * blocks, and filters too. For each block there are 36 dense matrices of (tiles × channels of a block): in a wider matrix
 * the lines of a block would lie a power of two apart, and drive each other out of the nearest cache.
 */
final class TransformedTiles {
    private final TileGrid grid;
    private final Geometry geometry;
    private final Canvas inputs;
    private final Canvas gradients;
    private final Side channels;
    private final Side filters;

    /** Of so many tiles at most, in blocks of so many channels and filters. */
    TransformedTiles(TileGrid grid, int tiles, int blockChannels, int blockFilters) {
        this.grid = grid;
        geometry = grid.geometry();
        inputs = grid.canvas();
        gradients = grid.outCanvas();
        channels = Side.of(inputs, tiles, blockChannels);
        filters = Side.of(gradients, tiles, blockFilters);
    }

    /**
     * Channels, or filters, cut into blocks.
     *
     * @param blocks how many
     * @param width channels of a block, but for the last one
     * @param tiles where a block lies
     * @param lastTiles where the last block lies
     */
    private record Side(int blocks, int width, Tiles tiles, Tiles lastTiles) {
        static Side of(Canvas canvas, int tiles, int width) {
            int blocks = (canvas.channels() + width - 1) / width;
            int plane = Planes.plane(tiles, width);
            int last = canvas.channels() - (blocks - 1) * width;
            return new Side(blocks, width, new Tiles(canvas.pitch(), canvas.channels(), width, plane, width),
                    new Tiles(canvas.pitch(), canvas.channels(), last, plane, width));
        }

        int floats() {
            return Math.multiplyExact(blocks, Tiles.NUMBERS * tiles.plane());
        }

        int at(int block, int number) {
            return (block * Tiles.NUMBERS + number) * tiles.plane();
        }

        Tiles tiles(int block) {
            return block == blocks - 1 ? lastTiles : tiles;
        }
    }

    /** Blocks of channels. */
    int channelBlocks() {
        return channels.blocks;
    }

    /** Blocks of filters. */
    int filterBlocks() {
        return filters.blocks;
    }

    /** Channels of a block. */
    int channels(int block) {
        return channels.tiles(block).channels();
    }

    /** Filters of a block. */
    int filters(int block) {
        return filters.tiles(block).channels();
    }

    /** Floats of all matrices. */
    int floats() {
        return Math.addExact(Planes.FIRST, Math.addExact(channels.floats(), filters.floats()));
    }

    /** Floats of scratch that transforming needs. */
    int scratchFloats() {
        return Math.max(inputs.scratchFloats(Tiles.IN), gradients.scratchFloats(Tiles.OUT));
    }

    /** Where the matrix of a block of channels and one of a tile's numbers starts. */
    int inAt(int block, int number) {
        return Planes.FIRST + channels.at(block, number);
    }

    /** Where the matrix of a block of filters and one of a tile's numbers starts. */
    int gradientAt(int block, int number) {
        return Planes.FIRST + channels.floats() + filters.at(block, number);
    }

    /** Transforms a strip of tiles to rows {@code row} … of the matrices. */
    void transform(Backward pass, int strip, float[] matrices, int row, float[] scratch, int scratchAt) {
        int image = strip / grid.down();
        int line = strip % grid.down() * Tiles.OUT;
        inputs(pass, image * geometry.inFloats(), line, matrices, row, scratch, scratchAt);
        gradients(pass, image * geometry.outFloats(), line, matrices, row, scratch, scratchAt);
    }

    private void inputs(Backward pass, int imageAt, int line, float[] matrices, int row, float[] scratch,
            int scratchAt) {
        int at = inputs.place(pass.input(), imageAt, line, Tiles.IN, scratch, scratchAt);
        float[] from = inputs.source(pass.input(), scratch);
        Winograd winograd = pass.kernels().family(Winograd.class);
        for (int block = 0; block < channels.blocks; block++) {
            winograd.inputs(channels.tiles(block), from, at + block * channels.width,
                    grid.across(), matrices, inAt(block, 0) + row * channels.width);
        }
    }

    private void gradients(Backward pass, int imageAt, int line, float[] matrices, int row, float[] scratch,
            int scratchAt) {
        int at = gradients.place(pass.outputGradient(), imageAt, line, Tiles.OUT, scratch, scratchAt);
        float[] from = gradients.source(pass.outputGradient(), scratch);
        Winograd winograd = pass.kernels().family(Winograd.class);
        for (int block = 0; block < filters.blocks; block++) {
            winograd.gradients(filters.tiles(block), from, at + block * filters.width, grid.across(), matrices,
                    gradientAt(block, 0) + row * filters.width);
        }
    }
}
