package cnn.api.kernel;

/**
 * Where the numbers of a sum lie: a window over an image is a few contiguous runs, one per kernel row, and the window
 * of the next output lies {@link #inStride} further. A matrix row is a window of one run. Nothing is ever copied into
 * columns (no im2col).
 *
 * <p>Output p, column n takes the inputs {@code in[inAt + p·inStride + runOffsets[r] + j]} for r over the runs and j
 * over the length of a run, in that order: row {@code r·runLength + j} of the weights. Outputs come in lines, as those
 * of an image do in its rows: the next line's lie {@link #inPitch} further. Immutable; made when a layer is bound.
 */
public final class Windows {
    private static final int SHORT = 16;

    private final int[] runOffsets;
    private final int runLength;
    private final int inStride;
    private final int outStride;
    private final int inPitch;
    private final int outPitch;
    private final Panels panels;
    private final int[] elementOffsets;

    /**
     * Windows of any kind, in a single line.
     *
     * @param runOffsets start of each run, relative to the window's start; not to be changed
     * @param runLength floats in one run
     * @param inStride floats from one output's window to the next one's
     * @param columns outputs per window (filters)
     * @param outStride floats from one output's columns to the next one's
     */
    public Windows(int[] runOffsets, int runLength, int inStride, int columns, int outStride) {
        this(runOffsets, runLength, inStride, outStride, 0, 0, new Panels(runOffsets.length * runLength, columns));
    }

    private Windows(int[] runOffsets, int runLength, int inStride, int outStride, int inPitch, int outPitch,
            Panels panels) {
        this.runOffsets = runOffsets;
        this.runLength = runLength;
        this.inStride = inStride;
        this.outStride = outStride;
        this.inPitch = inPitch;
        this.outPitch = outPitch;
        this.panels = panels;
        elementOffsets = new int[hasShortRuns() ? panels.rows() : 0];
        for (int k = 0; k < elementOffsets.length; k++) {
            elementOffsets[k] = runOffsets[k / runLength] + k % runLength;
        }
    }

    /** The windows of an (outputs × k) matrix times a (k × columns) one, both dense. */
    public static Windows matrix(int k, int columns) {
        return new Windows(new int[] {0}, k, k, columns, columns);
    }

    /** The same windows in several lines, the next line's windows and columns lying so many floats further. */
    public Windows lines(int newInPitch, int newOutPitch) {
        return new Windows(runOffsets, runLength, inStride, outStride, newInPitch, newOutPitch, panels);
    }

    /** The same windows with fewer columns, or more. */
    public Windows columns(int newColumns) {
        return new Windows(runOffsets, runLength, inStride, outStride, inPitch, outPitch,
                new Panels(rows(), newColumns));
    }

    /** Start of each run, relative to the window's start; not to be changed. */
    public int[] runOffsets() {
        return runOffsets;
    }

    /** Floats in one run. */
    public int runLength() {
        return runLength;
    }

    /** Whether there are several runs, and they are so short that each float's own offset serves better. */
    public boolean hasShortRuns() {
        return runOffsets.length > 1 && runLength < SHORT;
    }

    /** Where each float of a window lies, relative to the window's start; not to be changed. Only with short runs. */
    public int[] elementOffsets() {
        return elementOffsets;
    }

    /** Floats from one output's window to the next one's. */
    public int inStride() {
        return inStride;
    }

    /** Floats from a line's first window to the next line's. */
    public int inPitch() {
        return inPitch;
    }

    /** Outputs per window (filters). */
    public int columns() {
        return panels.columns();
    }

    /** Floats from one output's columns to the next one's. */
    public int outStride() {
        return outStride;
    }

    /** Floats from a line's first columns to the next line's. */
    public int outPitch() {
        return outPitch;
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
