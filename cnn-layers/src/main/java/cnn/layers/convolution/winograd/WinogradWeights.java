package cnn.layers.convolution.winograd;

import cnn.api.kernel.Panels;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.kernel.Tiles;
import cnn.layers.kernel.Winograd;
import java.util.Arrays;

/**
 * The weights of a 3×3 convolution as Winograd's products want them: for each of the 36 numbers of a tile a matrix of
 * channels × filters, packed.
 *
 * <p>Packing runs after every step of training. The kernels transform numbers that lie close by, so a panel's weights are
 * gathered behind the matrices first, those of 32 channels at a time. That takes a tenth of the time of one kernel at a time.
 */
final class WinogradWeights {
    private static final int KERNEL = 3;
    private static final int POSITIONS = KERNEL * KERNEL;
    private static final int ROWS = Winograd.PRECISE_COUNT / Panels.WIDTH;

    private WinogradWeights() {
    }

    /** Floats of all 36 matrices, and of space to pack them. */
    static int floats(Panels panels) {
        return Math.addExact(Math.multiplyExact(Tiles.NUMBERS, panels.size()), Winograd.PRECISE_SPACE);
    }

    /** {@code packed = G g Gᵀ}. */
    static void pack(Filters filters, Panels panels, float[] weights, Winograd kernels, float[] packed) {
        int space = Tiles.NUMBERS * panels.size();
        for (int column = 0; column < panels.columns(); column += Panels.WIDTH) {
            int columns = Math.min(Panels.WIDTH, panels.columns() - column);
            if (columns < Panels.WIDTH) {
                Arrays.fill(packed, space, space + POSITIONS * Winograd.PRECISE_COUNT, 0);
            }
            for (int row = 0; row < panels.rows(); row += ROWS) {
                int rows = Math.min(ROWS, panels.rows() - row);
                int at = row * filters.inStride() + column * filters.outStride();
                for (int position = 0; position < POSITIONS; position++) {
                    gather(filters, weights, filters.at(0, position) + at, rows, columns, packed,
                            space + position * Winograd.PRECISE_COUNT);
                }
                kernels.preciseWeights(packed, space, rows * Panels.WIDTH, panels.index(row, column), panels.size());
            }
        }
    }

    private static void gather(Filters filters, float[] weights, int at, int rows, int columns, float[] packed,
            int to) {
        if (filters.turned()) {
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    packed[to + row * Panels.WIDTH + column] = weights[at + column * filters.outStride() + row];
                }
            }
        } else {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(weights, at + row * filters.inStride(), packed, to + row * Panels.WIDTH, columns);
            }
        }
    }
}
