package cnn.api.kernel;

/**
 * Where the numbers of a sum lie: a window over an image is a few contiguous runs, one per kernel row, and the window
 * of the next output lies {@code inStride} further. A matrix row is a window of one run. Nothing is ever copied into
 * columns (no im2col).
 *
 * <p>Output p, column n takes the inputs {@code in[inAt + p·inStride + runOffsets[r] + j]} for r over the runs and j
 * over the length of a run, in that order: row {@code r·runLength + j} of the weights.
 *
 * @param runOffsets start of each run, relative to the window's start; not to be changed
 * @param runLength floats in one run
 * @param inStride floats from one output's window to the next one's
 * @param columns outputs per window (filters)
 * @param outStride floats from one output's columns to the next one's
 */
public record Windows(int[] runOffsets, int runLength, int inStride, int columns, int outStride) {
    /** The windows of an (outputs × k) matrix times a (k × columns) one, both dense. */
    public static Windows matrix(int k, int columns) {
        return new Windows(new int[] {0}, k, k, columns, columns);
    }

    /** Length of each sum: the rows of the weights. */
    public int rows() {
        return runOffsets.length * runLength;
    }

    /** The weights' packed layout. */
    public Panels panels() {
        return new Panels(rows(), columns);
    }
}
