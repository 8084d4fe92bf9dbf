package cnn.layers.convolution.pointwise;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.ChannelSlice;
import cnn.layers.convolution.shared.Bands;
import org.jspecify.annotations.Nullable;

/**
 * A batch of rows times a packed matrix, cut into tasks of some rows and some columns. A task's part of the matrix is at
 * most 256 KiB, or two panels, and its rows are another 512 KiB at most: what a core's own cache keeps while the panels
 * go by. A batch has about 64 tasks, but for one that is too small or too large for that; its rows are cut between the
 * kernels' tiles and into an even number of bands, so that two threads, or four, get the same. Where there are too few rows
 * for bands, it is the columns that are cut evenly.
 */
final class MatrixProduct {
    private static final int PART_FLOATS = 1 << 16;
    private static final int ROWS_FLOATS = 1 << 17;
    private static final int TASKS = 64;
    /** Some ten microseconds on one core. */
    private static final long FEWEST_MULTIPLY_ADDS = 1 << 20;
    /** A number of the matrix, once read from afar, should serve about so many rows. */
    private static final int FEWEST_ROWS = 56;
    /** The kernels' tallest tile. */
    static final int TILE_ROWS = 14;
    /** Parts are whole pairs of panels, as the kernels take them. */
    private static final int PAIR = 2 * Panels.WIDTH;

    private final int inner;
    private final int columns;
    private final ChannelSlice out;
    private final int pairs;
    private final int parts;
    private final int mostColumns;
    private final Panels panels;
    private final Windows[] part;

    /**
     * For matrices of {@code inner} rows.
     *
     * @param out where the columns lie in a row of the output
     * @param fewestRows of any batch: where they make a single band, the columns make tasks enough for several threads
     */
    MatrixProduct(int inner, int columns, ChannelSlice out, int fewestRows) {
        this.inner = inner;
        this.columns = columns;
        this.out = out;
        panels = new Panels(inner, columns);
        pairs = Math.ceilDiv(columns, PAIR);
        int most = Math.max(1, PART_FLOATS / inner / PAIR);
        int least = Math.ceilDiv(pairs, most);
        long wanted = fewestRows > FEWEST_ROWS ? least : (long) fewestRows * inner * columns / FEWEST_MULTIPLY_ADDS;
        int many = Math.clamp(wanted, least, pairs);
        parts = many == 1 ? 1 : Bands.even(many, pairs);
        part = new Windows[parts];
        int widest = 0;
        for (int i = 0; i < parts; i++) {
            int width = endOfPart(i) - firstOfPart(i);
            part[i] = new Windows(new int[] {0}, inner, inner, width, out.of());
            widest = Math.max(widest, width);
        }
        mostColumns = widest;
    }

    /** Layout of the whole matrix. */
    Panels panels() {
        return panels;
    }

    /** Tasks for a batch of so many rows. */
    int tasks(int batch) {
        return bands(batch) * parts;
    }

    /** Bands of rows: an even number, unless there is but one. */
    private int bands(int batch) {
        long rowMultiplyAdds = (long) inner * mostColumns;
        long wanted = Math.max(FEWEST_MULTIPLY_ADDS, batch * rowMultiplyAdds * parts / TASKS) / rowMultiplyAdds;
        int rows = Math.clamp(wanted, FEWEST_ROWS, Math.max(FEWEST_ROWS, ROWS_FLOATS / inner));
        int bands = (batch + rows - 1) / rows;
        return bands == 1 ? 1 : Bands.even(bands, tiles(batch));
    }

    private static int tiles(int batch) {
        return (batch + TILE_ROWS - 1) / TILE_ROWS;
    }

    /**
     * Whether tasks of the same columns follow each other, rather than tasks of the same rows: where a core's own cache keeps
     * all rows, the matrix then comes from afar only once.
     */
    private boolean byColumns(int batch) {
        return (long) batch * inner <= ROWS_FLOATS;
    }

    private int band(int batch, int task) {
        return byColumns(batch) ? task % bands(batch) : task / parts;
    }

    private int part(int batch, int task) {
        return byColumns(batch) ? task / bands(batch) : task % parts;
    }

    /** The first of a task's rows. */
    int firstRow(int batch, int task) {
        return (int) ((long) band(batch, task) * tiles(batch) / bands(batch)) * TILE_ROWS;
    }

    /** Behind the last of a task's rows. */
    int endRow(int batch, int task) {
        return Math.min(batch, (int) ((band(batch, task) + 1L) * tiles(batch) / bands(batch)) * TILE_ROWS);
    }

    /** The first of a task's columns. */
    int firstColumn(int batch, int task) {
        return firstOfPart(part(batch, task));
    }

    /** Behind the last of a task's columns. */
    int endColumn(int batch, int task) {
        return endOfPart(part(batch, task));
    }

    private int firstOfPart(int index) {
        return (int) ((long) index * pairs / parts) * PAIR;
    }

    private int endOfPart(int index) {
        return (int) Math.min(columns, (index + 1L) * pairs / parts * PAIR);
    }

    /** Where a row's number of a column lies in the output. */
    int outAt(int row, int column) {
        return row * out.of() + out.first() + column;
    }

    /** Of one of the tasks, overwrites some rows of its columns of {@code y}. */
    void multiply(Products products, float[] in, float[] packed, float @Nullable [] start, float[] y, int batch,
            int task,
            int firstRow, int endRow) {
        int index = part(batch, task);
        int column = firstOfPart(index);
        products.weightedSums(part[index], in, firstRow * inner, packed, panels.index(0, column), start, column, y,
                outAt(firstRow, column), endRow - firstRow);
    }
}
