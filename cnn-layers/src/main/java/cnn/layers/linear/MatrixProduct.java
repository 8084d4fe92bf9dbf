package cnn.layers.linear;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Epilogue.Pointwise;
import cnn.api.layer.Forward;
import org.jspecify.annotations.Nullable;

/**
 * A batch of rows times a packed matrix, cut into tasks of some rows and some columns. A task's part of the matrix is at
 * most 256 KiB, or one panel: what a core's own cache keeps while the rows go by.
 */
public final class MatrixProduct {
    private static final int ROWS = 48;
    private static final int PART_FLOATS = 1 << 16;

    private final int inner;
    private final int columns;
    private final int partColumns;
    private final int parts;
    private final Panels panels;
    private final Windows part;
    private final Windows lastPart;

    /** For matrices of {@code inner} rows. */
    public MatrixProduct(int inner, int columns) {
        this.inner = inner;
        this.columns = columns;
        panels = new Panels(inner, columns);
        int width = 2 * Panels.WIDTH;
        partColumns = Math.max(1, PART_FLOATS / inner / width) * width;
        parts = (columns + partColumns - 1) / partColumns;
        part = new Windows(new int[] {0}, inner, inner, Math.min(partColumns, columns), columns);
        lastPart = new Windows(new int[] {0}, inner, inner, columns - (parts - 1) * partColumns, columns);
    }

    /** Layout of the whole matrix. */
    public Panels panels() {
        return panels;
    }

    /** Tasks for a batch of so many rows. */
    public int tasks(int batch) {
        return (batch + ROWS - 1) / ROWS * parts;
    }

    /** Does one of the tasks: overwrites its rows and columns of {@code out}. */
    public void multiply(Products products, float[] in, float[] packed, float @Nullable [] start, float[] out,
            int batch,
            int task) {
        int first = task / parts * ROWS;
        int index = task % parts;
        int column = index * partColumns;
        products.weightedSums(index == parts - 1 ? lastPart : part, in, first * inner, packed, column * inner, start,
                column, out, first * columns + column, Math.min(ROWS, batch - first));
    }

    /** Does to the numbers that a task has just computed what was absorbed. */
    void finish(Forward pass, Pointwise absorbed, int task) {
        int first = task / parts * ROWS;
        int last = Math.min(first + ROWS, pass.batch());
        if (parts == 1) {
            absorbed.forward(pass, pass.output(), first * columns, last * columns);
            return;
        }
        int index = task % parts;
        int count = index == parts - 1 ? lastPart.columns() : partColumns;
        for (int row = first; row < last; row++) {
            int from = row * columns + index * partColumns;
            absorbed.forward(pass, pass.output(), from, from + count);
        }
    }
}
