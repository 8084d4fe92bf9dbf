package cnn.onnx.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Floats whose axes go into another order, tile by tile: of a matrix's rows sixteen at a time are read along and written across, so
 * that both sides are touched by whole cache lines. Weights of a hundred million numbers take as long as they take to read.
 */
final class AxesTurned {
    /** Numbers that lie side by side behind: a cache line. */
    private static final int ACROSS = 16;
    /** Numbers that are read from each row at once. */
    private static final int ALONG = 256;

    private final Floats from;
    private final float[] to;
    /** Axes behind, the innermost last, neighbours that stay neighbours being one: lengths, and strides before and behind. */
    private final int[] lengths;
    private final int[] fromStrides;
    private final int[] toStrides;
    private final float[] tile = new float[ACROSS * ALONG];

    private AxesTurned(Floats from, int[] dims, int[] strides) {
        this.from = from;
        List<int[]> axes = new ArrayList<>();
        for (int i = 0; i < dims.length; i++) {
            int[] last = axes.isEmpty() ? null : axes.getLast();
            if (last != null && last[1] == strides[i] * dims[i]) {
                last[0] *= dims[i];
                last[1] = strides[i];
            } else if (dims[i] != 1) {
                axes.add(new int[] {dims[i], strides[i]});
            }
        }
        lengths = axes.stream().mapToInt(axis -> axis[0]).toArray();
        fromStrides = axes.stream().mapToInt(axis -> axis[1]).toArray();
        toStrides = new int[lengths.length];
        int stride = 1;
        for (int i = lengths.length - 1; i >= 0; i--) {
            toStrides[i] = stride;
            stride *= lengths[i];
        }
        to = new float[from.size()];
    }

    /**
     * All numbers in a new array.
     *
     * @param dims lengths of the axes behind
     * @param strides how far apart an axis' neighbours lie before
     */
    static float[] of(Floats from, int[] dims, int[] strides) {
        AxesTurned turned = new AxesTurned(from, dims, strides);
        if (turned.to.length > 0) {
            turned.fill();
        }
        return turned.to;
    }

    private void fill() {
        int last = lengths.length - 1;
        int along = 0;
        while (along < last && fromStrides[along] != 1) {
            along++;
        }
        if (along >= last) { // rows stay rows
            rows(0, 0, 0, last);
        } else {
            tiles(0, 0, 0, along);
        }
    }

    private void rows(int axis, int source, int target, int last) {
        if (axis >= last) {
            from.copy(source, to, target, last < 0 ? 1 : lengths[last]);
            return;
        }
        for (int i = 0; i < lengths[axis]; i++) {
            rows(axis + 1, source + i * fromStrides[axis], target + i * toStrides[axis], last);
        }
    }

    private void tiles(int axis, int source, int target, int along) {
        if (axis == lengths.length - 1) {
            matrix(source, target, along);
        } else if (axis == along) {
            tiles(axis + 1, source, target, along);
        } else {
            for (int i = 0; i < lengths[axis]; i++) {
                tiles(axis + 1, source + i * fromStrides[axis], target + i * toStrides[axis], along);
            }
        }
    }

    private void matrix(int source, int target, int along) {
        int last = lengths.length - 1;
        for (int row = 0; row < lengths[last]; row += ACROSS) {
            int rows = Math.min(ACROSS, lengths[last] - row);
            for (int column = 0; column < lengths[along]; column += ALONG) {
                int columns = Math.min(ALONG, lengths[along] - column);
                for (int i = 0; i < rows; i++) {
                    from.copy(source + (row + i) * fromStrides[last] + column, tile, i * ALONG, columns);
                }
                for (int k = 0; k < columns; k++) {
                    int at = target + (column + k) * toStrides[along] + row;
                    for (int i = 0; i < rows; i++) {
                        to[at + i] = tile[i * ALONG + k];
                    }
                }
            }
        }
    }
}
