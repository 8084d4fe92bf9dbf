package cnn.layers.linear;

import cnn.api.kernel.Tiles;
import cnn.api.kernel.Winograd;
import cnn.api.layer.Backward;

/**
 * Inputs and gradients of outputs, transformed: what the gradient of the weights is summed from. In an array lie 36
 * matrices of (tiles × channels) and behind them 36 of (tiles × filters).
 */
final class TransformedTiles {
    private final TileGrid grid;
    private final Geometry geometry;
    private final Canvas inputs;
    private final Canvas gradients;
    private final Tiles inTiles;
    private final Tiles gradientTiles;

    /** Of so many tiles at most. */
    TransformedTiles(TileGrid grid, int tiles) {
        this.grid = grid;
        geometry = grid.geometry();
        inputs = grid.canvas();
        gradients = grid.outCanvas();
        inTiles = new Tiles(inputs.pitch(), geometry.channels(), geometry.channels(),
                WinogradCorrelation.plane(tiles, geometry.channels()), geometry.channels());
        gradientTiles = new Tiles(gradients.pitch(), geometry.filters(), geometry.filters(),
                WinogradCorrelation.plane(tiles, geometry.filters()), geometry.filters());
    }

    /** Floats of all matrices. */
    int floats() {
        return Math.multiplyExact(Tiles.NUMBERS, inTiles.plane() + gradientTiles.plane());
    }

    /** Floats of scratch that transforming needs. */
    int scratchFloats() {
        return Math.max(inputs.isImage() ? 0 : Tiles.IN * inputs.pitch(),
                gradients.isImage() ? 0 : Tiles.OUT * gradients.pitch());
    }

    /** Where one of the matrices of inputs starts. */
    int inAt(int number) {
        return number * inTiles.plane();
    }

    /** Where one of the matrices of gradients starts. */
    int gradientAt(int number) {
        return Tiles.NUMBERS * inTiles.plane() + number * gradientTiles.plane();
    }

    /** Transforms a strip of tiles to rows {@code row} … of the matrices. */
    void transform(Backward pass, int strip, float[] matrices, int row, float[] scratch, int scratchAt) {
        Winograd winograd = pass.kernels().winograd();
        int image = strip / grid.down();
        int line = strip % grid.down() * Tiles.OUT;
        float[] x = pass.input();
        int xAt = image * geometry.inFloats();
        if (inputs.isImage()) {
            xAt += line * inputs.pitch();
        } else {
            inputs.copy(x, xAt, line, Tiles.IN, scratch, scratchAt);
            x = scratch;
            xAt = scratchAt;
        }
        winograd.inputs(inTiles, x, xAt, grid.across(), matrices, inAt(0) + row * geometry.channels());
        float[] dy = pass.outputGradient();
        int dyAt = image * geometry.outFloats();
        if (gradients.isImage()) {
            dyAt += line * gradients.pitch();
        } else {
            gradients.copy(dy, dyAt, line, Tiles.OUT, scratch, scratchAt);
            dy = scratch;
            dyAt = scratchAt;
        }
        winograd.gradients(gradientTiles, dy, dyAt, grid.across(), matrices, gradientAt(0) + row * geometry.filters());
    }
}
