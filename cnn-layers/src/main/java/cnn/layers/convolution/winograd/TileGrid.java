package cnn.layers.convolution.winograd;

import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Canvas;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.kernel.Tiles;

/**
 * How 4×4 tiles cover the output of a 3×3 convolution that moves by single pixels. Tiles of one row lie in a strip, and
 * the strips of a batch, one image after the other, are what work is counted in.
 *
 * @param geometry the convolution
 */
record TileGrid(Geometry geometry) {
    /** Tiles in a strip. */
    int across() {
        return tiles(geometry.columns());
    }

    /** Strips in an image. */
    int down() {
        return tiles(geometry.rows());
    }

    /** Tiles in an image. */
    int tiles() {
        return Math.multiplyExact(across(), down());
    }

    private static int tiles(Axis axis) {
        return (axis.out() + Tiles.OUT - 1) / Tiles.OUT;
    }

    /** The input with zeros around it, as far as tiles reach. */
    Canvas canvas() {
        return new Canvas(canvas(geometry.rows()), canvas(geometry.columns()), geometry.channels());
    }

    private static Axis canvas(Axis axis) {
        return new Axis(axis.in(), tiles(axis) * Tiles.OUT, axis.kernel(), 1, 1, axis.before());
    }

    /** The output with zeros behind it, as far as tiles reach. */
    Canvas outCanvas() {
        return new Canvas(outCanvas(geometry.rows()), outCanvas(geometry.columns()), geometry.filters());
    }

    private static Axis outCanvas(Axis axis) {
        return new Axis(axis.out(), tiles(axis) * Tiles.OUT, 1, 1, 1, 0);
    }

    /** Rows of the output that a strip has: 4, or fewer in an image's last one. */
    int rows(int strip) {
        return Math.min(Tiles.OUT, geometry.rows().out() - strip % down() * Tiles.OUT);
    }

    /** Index of the first output of a strip in a batch. */
    int outAt(int strip) {
        int row = strip % down() * Tiles.OUT;
        return strip / down() * geometry.outFloats() + row * geometry.columns().out() * geometry.outPitch()
                + geometry.out().first();
    }
}
