package cnn.layers.convolution.pointwise;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
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
    private final int pairs;
    private final int parts;
    private final int mostColumns;
    private final Panels panels;
    private final Windows[] part;

    /**
     * For matrices of {@code inner} rows.
     *
     * @param fewestRows of any batch: where they make a single band, the columns make tasks enough for several threads
     */
    MatrixProduct(int inner, int columns, int fewestRows) {
        this.inner = inner;
        this.columns = columns;
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
            int width = endColumn(i) - firstColumn(i);
            part[i] = new Windows(new int[] {0}, inner, inner, width, columns);
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

    /** The first of a task's rows. */
    int firstRow(int batch, int task) {
        return (int) ((long) (task / parts) * tiles(batch) / bands(batch)) * TILE_ROWS;
    }

    /** Behind the last of a task's rows. */
    int endRow(int batch, int task) {
        return Math.min(batch, (int) ((task / parts + 1L) * tiles(batch) / bands(batch)) * TILE_ROWS);
    }

    /** The first of a task's columns. */
    int firstColumn(int task) {
        return (int) ((long) (task % parts) * pairs / parts) * PAIR;
    }

    /** Behind the last of a task's columns. */
    int endColumn(int task) {
        return (int) Math.min(columns, (task % parts + 1L) * pairs / parts * PAIR);
    }

    /** Of one of the tasks, overwrites some rows of its columns of {@code out}. */
    void multiply(Products products, float[] in, float[] packed, float @Nullable [] start, float[] out, int task,
            int firstRow, int endRow) {
        int column = firstColumn(task);
        products.weightedSums(part[task % parts], in, firstRow * inner, packed, panels.index(0, column), start, column,
                out, firstRow * columns + column, endRow - firstRow);
    }
}
