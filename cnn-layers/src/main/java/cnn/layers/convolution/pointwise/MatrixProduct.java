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
 * kernels' tiles and into an even number of bands, so that two threads, or four, get the same.
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

    private final int inner;
    private final int columns;
    private final int partColumns;
    private final int parts;
    private final Panels panels;
    private final Windows part;
    private final Windows lastPart;

    /** For matrices of {@code inner} rows. */
    MatrixProduct(int inner, int columns) {
        this.inner = inner;
        this.columns = columns;
        panels = new Panels(inner, columns);
        int width = 2 * Panels.WIDTH;
        partColumns = Math.max(1, PART_FLOATS / inner / width) * width;
        parts = (columns + partColumns - 1) / partColumns;
        part = new Windows(new int[] {0}, inner, inner, Math.min(partColumns, columns), columns);
        lastPart = part.columns(columns - (parts - 1) * partColumns);
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
        long rowMultiplyAdds = (long) inner * part.columns();
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
        return task % parts * partColumns;
    }

    /** Behind the last of a task's columns. */
    int endColumn(int task) {
        return Math.min(columns, firstColumn(task) + partColumns);
    }

    /** Does one of the tasks: overwrites its rows and columns of {@code out}. */
    void multiply(Products products, float[] in, float[] packed, float @Nullable [] start, float[] out,
            int batch, int task) {
        int first = firstRow(batch, task);
        int column = firstColumn(task);
        Windows windows = endColumn(task) == columns ? lastPart : part;
        products.weightedSums(windows, in, first * inner, packed, panels.index(0, column), start, column, out,
                first * columns + column, endRow(batch, task) - first);
    }
}
