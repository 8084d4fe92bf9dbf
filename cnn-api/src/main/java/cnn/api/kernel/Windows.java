package cnn.api.kernel;

/**
 * Where the numbers of a sum lie: a window over an image is a few contiguous runs, one per kernel row, and the window
 * of the next output lies {@link #inStride} further. A matrix row is a window of one run. Nothing is ever copied into
 * columns (no im2col).
 *
 * <p>Output p, column n takes the inputs {@code in[inAt + p·inStride + runOffsets[r] + j]} for r over the runs and j
 * over the length of a run, in that order: row {@code r·runLength + j} of the weights. Immutable; made when a layer is
 * bound.
 */
public final class Windows {
    private final int[] runOffsets;
    private final int runLength;
    private final int inStride;
    private final int outStride;
    private final Panels panels;

    /**
     * Windows of any kind.
     *
     * @param runOffsets start of each run, relative to the window's start; not to be changed
     * @param runLength floats in one run
     * @param inStride floats from one output's window to the next one's
     * @param columns outputs per window (filters)
     * @param outStride floats from one output's columns to the next one's
     */
    public Windows(int[] runOffsets, int runLength, int inStride, int columns, int outStride) {
        this.runOffsets = runOffsets;
        this.runLength = runLength;
        this.inStride = inStride;
        this.outStride = outStride;
        this.panels = new Panels(runOffsets.length * runLength, columns);
    }

    /** The windows of an (outputs × k) matrix times a (k × columns) one, both dense. */
    public static Windows matrix(int k, int columns) {
        return new Windows(new int[] {0}, k, k, columns, columns);
    }

    /** Start of each run, relative to the window's start; not to be changed. */
    public int[] runOffsets() {
        return runOffsets;
    }

    /** Floats in one run. */
    public int runLength() {
        return runLength;
    }

    /** Floats from one output's window to the next one's. */
    public int inStride() {
        return inStride;
    }

    /** Outputs per window (filters). */
    public int columns() {
        return panels.columns();
    }

    /** Floats from one output's columns to the next one's. */
    public int outStride() {
        return outStride;
    }

    /** Length of each sum: the rows of the weights. */
    public int rows() {
        return panels.rows();
    }

    /** The weights' packed layout. */
    public Panels panels() {
        return panels;
    }
}
