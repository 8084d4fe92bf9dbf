package cnn.layers.convolution.winograd;

import cnn.api.kernel.Kernels;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Bands;
import cnn.layers.convolution.shared.Canvas;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;
import org.jspecify.annotations.Nullable;

/**
 * A 3×3 correlation by {@link Winograd}'s transforms: a quarter of the multiplications.
 *
 * <p>Errors: against the exact sum of n = 9 · channels products of random numbers, the root of the mean square error is
 * below 5·10⁻⁸ √n of the output's own, where the sum in plain order stays below 2·10⁻⁸ √n.
 *
 * <p>A task is a band of some strips of tiles and a part of the filters. It transforms its tiles, multiplies each of their
 * 36 numbers by a matrix of weights ({@link TileProducts}), and transforms the sums back, all in its own scratch. Tasks of
 * other filters transform the same tiles again: at 128 filters that is an eighth of the products' time, and saves a
 * barrier.
 */
public final class WinogradCorrelation implements Correlation {
    private static final int MOST_FILTERS = 128;
    /** Tiles in a band, about: the more, the less often a core reads the weights; the fewer, the nearer is the rest. */
    private static final int BAND_TILES = 32;
    private static final int FEWEST = 16;
    /** Of the 16 of a tile, as a mean over all tiles. */
    private static final int LEAST_PIXELS = 6;

    private final Geometry geometry;
    private final TileGrid grid;
    private final Canvas canvas;
    private final TileProducts products;
    private final Parts many;
    private final Parts few;
    private final int bandStrips;
    private final int filterParts;
    private final int taskFilters;
    private final Tiles inTiles;
    private final int outAt;
    private final int stripAt;

    /** What depends on how many tiles there are: the parts of the filters, of which the last may have fewer. */
    private record Parts(Part part, Part lastPart) {
        static Parts of(TileProducts products, TileGrid grid, int tiles) {
            int filters = grid.geometry().filters();
            int most = products.partFilters(tiles);
            return new Parts(Part.of(grid, tiles, Math.min(filters, most)),
                    Part.of(grid, tiles, (filters - 1) % most + 1));
        }

        /** Floats of the products. */
        int floats() {
            return Tiles.NUMBERS * part.whole.plane();
        }

        int patchFloats() {
            return Tiles.OUT * part.patch.down();
        }
    }

    /** What depends on how many filters a part has: tiles in the output and in a patch of scratch. */
    private record Part(Tiles whole, Tiles patch) {
        static Part of(TileGrid grid, int bandTiles, int filters) {
            int pixel = grid.geometry().outPitch();
            int plane = Planes.plane(bandTiles, filters);
            return new Part(new Tiles(grid.geometry().columns().out() * pixel, pixel, filters, plane, filters),
                    new Tiles(grid.across() * Tiles.OUT * filters, filters, filters, plane, filters));
        }

        int filters() {
            return whole.channels();
        }
    }

    public WinogradCorrelation(Filters filters) {
        geometry = filters.correlation();
        grid = new TileGrid(geometry);
        canvas = grid.canvas();
        bandStrips = Math.max(1, BAND_TILES / grid.across());
        taskFilters = taskFilters(geometry);
        filterParts = Math.ceilDiv(geometry.filters(), taskFilters);
        int bandTiles = bandStrips * grid.across();
        products = TileProducts.of(filters);
        many = Parts.of(products, grid, bandTiles);
        few = Parts.of(products, grid, Tiles.FEW);
        int plane = Planes.plane(bandTiles, geometry.channels());
        inTiles = new Tiles(canvas.pitch(), geometry.channels(), geometry.channels(), plane, geometry.channels());
        outAt = Planes.FIRST + Tiles.NUMBERS * plane;
        stripAt = outAt + Math.max(many.floats(), few.floats());
    }

    /**
     * Whether this way is for such a convolution, and worth it. With 8 channels or filters the transforms take longer than
     * what they save; so do tiles of whose 16 pixels fewer than 6 lie on the image, on average: those of 2×2 or 1×9 pixels.
     */
    public static boolean suits(Geometry geometry) {
        return movesByPixels(geometry.rows()) && movesByPixels(geometry.columns()) && geometry.groups() == 1
                && geometry.channels() >= FEWEST && geometry.filters() >= FEWEST
                && geometry.rows().out() * geometry.columns().out() >= LEAST_PIXELS * new TileGrid(geometry).tiles();
    }

    /** Filters of a task, in pairs of panels: 128 at most, and as even as that: 192 are two parts of 96. */
    static int taskFilters(Geometry geometry) {
        int pairs = Math.ceilDiv(geometry.filters(), Bands.COLUMNS);
        return Math.ceilDiv(pairs, Math.ceilDiv(geometry.filters(), MOST_FILTERS)) * Bands.COLUMNS;
    }

    private static boolean movesByPixels(Axis axis) {
        return axis.kernel() == 3 && axis.stride() == 1 && axis.dilation() == 1 && axis.spread() == 1;
    }

    @Override
    public int packedFloats() {
        return products.packedFloats();
    }

    @Override
    public void pack(float[] weights, Kernels kernels, float[] packed) {
        products.pack(weights, kernels, packed);
    }

    /** The space behind the matrices is a strip's, the products', and a patch's in turn. */
    @Override
    public int scratchFloats() {
        int space = Math.max(products.scratchFloats(), Math.max(many.patchFloats(), few.patchFloats()));
        return Math.addExact(stripAt, Math.max(canvas.scratchFloats(Tiles.IN), space));
    }

    @Override
    public int tasks(int batch) {
        return bands(batch) * filterParts;
    }

    private int bands(int batch) {
        int strips = batch * grid.down();
        int bands = (strips + bandStrips - 1) / bandStrips;
        return bands > 2 ? Bands.even(bands, strips) : bands;
    }

    @Override
    public void run(Pass pass, float[] in, float[] packed, float @Nullable [] start, float[] out, float[] scratch,
            int task, Finish finish) {
        int bands = bands(pass.batch());
        int strips = pass.batch() * grid.down();
        int first = (int) ((long) (task / filterParts) * strips / bands);
        int end = (int) ((task / filterParts + 1L) * strips / bands);
        int tiles = (end - first) * grid.across();
        Winograd winograd = pass.kernels().family(Winograd.class);
        for (int strip = first; strip < end; strip++) {
            inputs(winograd, in, strip, scratch,
                    Planes.FIRST + (strip - first) * grid.across() * geometry.channels());
        }
        Parts parts = tiles <= Tiles.FEW ? few : many;
        int column = task % filterParts * taskFilters;
        int endColumn = Math.min(geometry.filters(), column + taskFilters);
        for (; column < endColumn; column += parts.part.filters()) {
            Part part = column + parts.part.filters() <= geometry.filters() ? parts.part : parts.lastPart;
            products.multiply(pass.kernels(), packed, column, inTiles, part.whole, outAt, scratch, stripAt, tiles);
            for (int strip = first; strip < end; strip++) {
                int at = outAt + (strip - first) * grid.across() * part.filters();
                outputs(winograd, part, scratch, at, start, column, out, strip);
                finish.finish(pass, out, grid.outAt(strip) + column, grid.rows(strip) * geometry.columns().out(),
                        geometry.outPitch(), part.filters());
            }
        }
    }

    private void inputs(Winograd winograd, float[] in, int strip, float[] scratch, int to) {
        int imageAt = strip / grid.down() * geometry.inFloats();
        int row = strip % grid.down() * Tiles.OUT;
        int at = canvas.place(in, imageAt, row, Tiles.IN, scratch, stripAt);
        winograd.inputs(inTiles, canvas.source(in, scratch), at, grid.across(), scratch, to);
    }

    /** Whole tiles go straight to the output; what sticks out of the image goes to a patch first. */
    private void outputs(Winograd winograd, Part part, float[] scratch, int at, float @Nullable [] start, int column,
            float[] out, int strip) {
        int width = geometry.columns().out();
        int rows = grid.rows(strip);
        int whole = rows == Tiles.OUT ? width / Tiles.OUT : 0;
        int to = grid.outAt(strip) + column;
        if (whole > 0) {
            winograd.outputs(part.whole, scratch, at, start, column, out, to, whole);
        }
        if (whole < grid.across()) {
            winograd.outputs(part.patch, scratch, at + whole * part.filters(), start, column, scratch, stripAt,
                    grid.across() - whole);
            int pixels = width - whole * Tiles.OUT;
            to += whole * Tiles.OUT * geometry.outPitch();
            for (int row = 0; row < rows; row++, to += width * geometry.outPitch()) {
                copy(scratch, stripAt + row * part.patch.down(), part.filters(), out, to, pixels);
            }
        }
    }

    private void copy(float[] patch, int from, int count, float[] out, int to, int pixels) {
        if (count == geometry.outPitch()) {
            System.arraycopy(patch, from, out, to, pixels * count);
        } else {
            for (int pixel = 0; pixel < pixels; pixel++) {
                System.arraycopy(patch, from + pixel * count, out, to + pixel * geometry.outPitch(), count);
            }
        }
    }
}
