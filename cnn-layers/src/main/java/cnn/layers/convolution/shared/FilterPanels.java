package cnn.layers.convolution.shared;

import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;

/**
 * The outer products of a group's windows with the gradients of its filters. Where filters are many and have many
 * weights, 32 at a time: their gradients are copied side by side first, since every tile of the sums reads them again, and
 * in wide rows they would share a few lines of the nearest cache. That is a fifth faster for 256 → 64. Sums are dense for
 * each panel of filters, (weights of a filter × filters of the panel), one panel behind the other.
 */
public final class FilterPanels {
    private static final int WIDTH = 32;
    /** Weights of a filter, at least, that make up for the copy. */
    private static final int FEWEST_ROWS = 128;

    private final int filters;
    private final int width;
    private final int pitch;
    private final Windows whole;
    private final Windows last;

    /** For windows whose lines follow each other without a gap in the gradient. */
    public FilterPanels(Windows windows) {
        filters = windows.columns();
        width = windows.rows() < FEWEST_ROWS ? filters : Math.min(filters, WIDTH);
        pitch = windows.outStride();
        whole = width == filters ? windows : side(windows, width);
        last = width == filters ? windows : side(windows, (filters - 1) % width + 1);
    }

    private Windows side(Windows windows, int columns) {
        return new Windows(windows.runOffsets(), windows.runLength(), windows.inStride(), columns, columns)
                .lines(windows.inPitch(), windows.outPitch() / windows.outStride() * columns);
    }

    /** How many there are. */
    public int count() {
        return (filters + width - 1) / width;
    }

    /** The first filter of a panel. */
    public int first(int panel) {
        return panel * width;
    }

    /** Filters of a panel. */
    public int filters(int panel) {
        return windows(panel).columns();
    }

    /** Where a panel's sums start. */
    public int sumsAt(int panel) {
        return first(panel) * whole.rows();
    }

    /** Floats of scratch for so many windows. */
    public int scratchFloats(int windowCount) {
        return count() == 1 ? 0 : windowCount * filters;
    }

    private Windows windows(int panel) {
        return panel == count() - 1 ? last : whole;
    }

    /** Adds the products of {@code outputs} windows in each of so many lines to the sums of all panels. */
    public void add(Products products, float[] in, int inAt, float[] gradient, int gradientAt, int outputs, int lines,
            float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        if (count() == 1) {
            products.addOuterProducts(whole, in, inAt, gradient, gradientAt, outputs, lines, sums, sumsAt);
            return;
        }
        int pixels = lines * outputs;
        products.cutColumns(gradient, gradientAt, pitch, pixels, filters, width, scratch, scratchAt);
        for (int panel = 0; panel < count(); panel++) {
            products.addOuterProducts(windows(panel), in, inAt, scratch, scratchAt + first(panel) * pixels, outputs,
                    lines, sums, sumsAt + sumsAt(panel));
        }
    }

    /**
     * Overwrites {@code total} from {@code to} on with one row of the sums of all parts, the filters of its panels side by
     * side.
     *
     * @param sumsAt where the sums start in those of a part
     */
    public void sumRow(PartialSums partials, Backward pass, int parts, int sumsAt, int row, float[] total, int to) {
        for (int panel = 0; panel < count(); panel++) {
            partials.add(pass, parts, sumsAt + sumsAt(panel) + row * filters(panel), total, to + first(panel),
                    filters(panel));
        }
    }
}
