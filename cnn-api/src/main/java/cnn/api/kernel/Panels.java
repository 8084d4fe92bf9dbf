package cnn.api.kernel;

/**
 * How {@link Products} want a matrix of weights: cut into panels of 16 neighbouring columns, each panel stored row by
 * row, the last one filled up with zeros. One row of a panel is then a few whole vectors at any SIMD width, and a
 * product walks through memory without a gap. Columns from a multiple of 16 on are a packed matrix by themselves, from
 * {@code index(0, column)} on.
 *
 * <p>Element (row, column) lies at {@code (column / 16 · rows + row) · 16 + column mod 16}.
 *
 * @param rows length of the sums (k)
 * @param columns number of outputs (n)
 */
public record Panels(int rows, int columns) {
    /** Columns of one panel: one vector of 512 bits. */
    public static final int WIDTH = 16;

    /** Floats that the packed matrix takes. Throws {@link ArithmeticException} where no array holds as many. */
    public int size() {
        return Math.multiplyExact(rows, Math.addExact(columns, WIDTH - 1) / WIDTH * WIDTH);
    }

    /** Where an element lies. */
    public int index(int row, int column) {
        return (column / WIDTH * rows + row) * WIDTH + column % WIDTH;
    }

    /**
     * Packs rows {@code firstRow} … {@code firstRow + count − 1}. Element (firstRow + i, j) is read from
     * {@code source[at + i·rowStride + j·columnStride]}, so that a transposed matrix needs no copy.
     *
     * @param packed target of {@link #size()} floats from {@code packedAt}, zero where no column is
     */
    public void pack(float[] source, int at, int rowStride, int columnStride, int firstRow, int count, float[] packed,
            int packedAt) {
        for (int first = 0; first < columns; first += WIDTH) {
            int last = Math.min(columns, first + WIDTH);
            for (int i = 0; i < count; i++) {
                int to = packedAt + index(firstRow + i, first);
                int from = at + i * rowStride + first * columnStride;
                for (int j = first; j < last; j++, to++, from += columnStride) {
                    packed[to] = source[from];
                }
            }
        }
    }

    /** Packs a whole row-major matrix. */
    public void pack(float[] source, float[] packed) {
        pack(source, 0, columns, 1, 0, rows, packed, 0);
    }
}
