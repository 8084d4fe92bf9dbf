package cnn.layers.convolution.winograd;

import cnn.api.layer.Backward;
import cnn.layers.convolution.shared.Canvas;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;

/**
 * Inputs and gradients of outputs, transformed: what the gradient of the weights is summed from. Channels are cut into
 * panels, and filters too. For each panel there are 36 dense matrices of (tiles × channels of a panel): in a wider matrix
 * the lines of a panel would lie a power of two apart, and drive each other out of the nearest cache.
 */
final class TransformedTiles {
    private final TileGrid grid;
    private final Geometry geometry;
    private final Canvas inputs;
    private final Canvas gradients;
    private final Side channels;
    private final Side filters;

    /** Of so many tiles at most, in panels of so many channels and filters. */
    TransformedTiles(TileGrid grid, int tiles, int panelChannels, int panelFilters) {
        this.grid = grid;
        geometry = grid.geometry();
        inputs = grid.canvas();
        gradients = grid.outCanvas();
        channels = Side.of(inputs, tiles, panelChannels);
        filters = Side.of(gradients, tiles, panelFilters);
    }

    /**
     * Channels, or filters, cut into panels.
     *
     * @param panels how many
     * @param width channels of a panel, but for the last one
     * @param tiles where a panel lies
     * @param lastTiles where the last panel lies
     */
    private record Side(int panels, int width, Tiles tiles, Tiles lastTiles) {
        static Side of(Canvas canvas, int tiles, int width) {
            int panels = (canvas.channels() + width - 1) / width;
            int plane = Planes.plane(tiles, width);
            int last = canvas.channels() - (panels - 1) * width;
            return new Side(panels, width, new Tiles(canvas.pitch(), canvas.channels(), width, plane, width),
                    new Tiles(canvas.pitch(), canvas.channels(), last, plane, width));
        }

        int floats() {
            return Math.multiplyExact(panels, Tiles.NUMBERS * tiles.plane());
        }

        int at(int panel, int number) {
            return (panel * Tiles.NUMBERS + number) * tiles.plane();
        }

        Tiles tiles(int panel) {
            return panel == panels - 1 ? lastTiles : tiles;
        }
    }

    /** Panels of channels. */
    int channelPanels() {
        return channels.panels;
    }

    /** Panels of filters. */
    int filterPanels() {
        return filters.panels;
    }

    /** Channels of a panel. */
    int channels(int panel) {
        return channels.tiles(panel).channels();
    }

    /** Filters of a panel. */
    int filters(int panel) {
        return filters.tiles(panel).channels();
    }

    /** Floats of all matrices. */
    int floats() {
        return Math.addExact(Planes.FIRST, Math.addExact(channels.floats(), filters.floats()));
    }

    /** Floats of scratch that transforming needs. */
    int scratchFloats() {
        return Math.max(inputs.scratchFloats(Tiles.IN), gradients.scratchFloats(Tiles.OUT));
    }

    /** Where the matrix of a panel of channels and one of a tile's numbers starts. */
    int inAt(int panel, int number) {
        return Planes.FIRST + channels.at(panel, number);
    }

    /** Where the matrix of a panel of filters and one of a tile's numbers starts. */
    int gradientAt(int panel, int number) {
        return Planes.FIRST + channels.floats() + filters.at(panel, number);
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
        for (int panel = 0; panel < channels.panels; panel++) {
            winograd.inputs(channels.tiles(panel), from, at + panel * channels.width,
                    grid.across(), matrices, inAt(panel, 0) + row * channels.width);
        }
    }

    private void gradients(Backward pass, int imageAt, int line, float[] matrices, int row, float[] scratch,
            int scratchAt) {
        int at = gradients.place(pass.outputGradient(), imageAt, line, Tiles.OUT, scratch, scratchAt);
        float[] from = gradients.source(pass.outputGradient(), scratch);
        Winograd winograd = pass.kernels().family(Winograd.class);
        for (int panel = 0; panel < filters.panels; panel++) {
            winograd.gradients(filters.tiles(panel), from, at + panel * filters.width, grid.across(), matrices,
                    gradientAt(panel, 0) + row * filters.width);
        }
    }
}
