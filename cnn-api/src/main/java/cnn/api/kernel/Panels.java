package cnn.api.kernel;

/**
 * How {@link Products} want a matrix of weights: cut into panels of neighbouring columns, each panel stored row by row,
 * the last one filled up with zeros. One row of a panel is then a few whole vectors at any SIMD width, and a product
 * walks through memory without a gap.
 *
 * <p>Element (row, column) lies at
 * {@code (column / width · rows + row) · width + column mod width}, where width is {@link #width()}.
 *
 * @param rows length of the sums (k)
 * @param columns number of outputs (n)
 */
public record Panels(int rows, int columns) {
    /** Columns of one panel: 32, or 16 for a matrix with no more than 16 columns. */
    public int width() {
        return columns <= 16 ? 16 : 32;
    }

    /** Floats that the packed matrix takes. */
    public int size() {
        return Math.multiplyExact(rows, (columns + width() - 1) / width() * width());
    }

    /** Where an element lies. */
    public int index(int row, int column) {
        int width = width();
        return (column / width * rows + row) * width + column % width;
    }

    /**
     * Packs rows {@code firstRow} … {@code firstRow + count − 1}. Element (firstRow + i, j) is read from
     * {@code source[at + i·rowStride + j·columnStride]}, so that a transposed matrix needs no copy.
     *
     * @param packed target of {@link #size()} floats from {@code packedAt}, zero where no column is
     */
    public void pack(float[] source, int at, int rowStride, int columnStride, int firstRow, int count, float[] packed,
            int packedAt) {
        int width = width();
        for (int first = 0; first < columns; first += width) {
            int last = Math.min(columns, first + width);
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
