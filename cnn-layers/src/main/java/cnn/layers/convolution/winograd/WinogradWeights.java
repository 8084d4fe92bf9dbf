package cnn.layers.convolution.winograd;

import static cnn.layers.kernel.Points.A;
import static cnn.layers.kernel.Points.A2;
import static cnn.layers.kernel.Points.B;
import static cnn.layers.kernel.Points.B2;
import static cnn.layers.kernel.Points.FACTOR_0;
import static cnn.layers.kernel.Points.FACTOR_A;
import static cnn.layers.kernel.Points.FACTOR_B;

import cnn.api.kernel.Panels;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.kernel.Tiles;
import java.util.Arrays;

/**
 * The weights of a 3×3 convolution as Winograd's products want them: for each of the 36 numbers of a tile a matrix of
 * channels × filters, packed.
 *
 * <p>Packing runs after every step of training, and takes no kernels. So its loops are such as the JIT's second compiler
 * makes vectors of: over one array, with one index and constants beside it. They need their numbers close by: blocks of
 * 32 channels × 16 filters are gathered behind the matrices, transformed there, and copied. That takes a tenth of the time
 * of one kernel at a time. In double, so that each number is rounded once.
 */
final class WinogradWeights {
    private static final int KERNEL = 3;
    private static final int POSITIONS = KERNEL * KERNEL;
    private static final int ROWS = 32;
    /** Floats of a block. */
    private static final int BLOCK = ROWS * Panels.WIDTH;
    /** Where what is computed from a block starts, behind the nine numbers of g. */
    private static final int RESULT = POSITIONS * BLOCK;
    private static final int SPACE = RESULT + 2 * Tiles.IN * BLOCK;

    private WinogradWeights() {
    }

    /** Floats of all 36 matrices, and of space to pack them. */
    static int floats(Panels panels) {
        return Math.addExact(Math.multiplyExact(Tiles.NUMBERS, panels.size()), SPACE);
    }

    /** {@code packed = G g Gᵀ}. */
    static void pack(Filters filters, Panels panels, float[] weights, float[] packed) {
        int space = Tiles.NUMBERS * panels.size();
        for (int column = 0; column < panels.columns(); column += Panels.WIDTH) {
            int columns = Math.min(Panels.WIDTH, panels.columns() - column);
            if (columns < Panels.WIDTH) {
                Arrays.fill(packed, space, space + RESULT, 0);
            }
            for (int row = 0; row < panels.rows(); row += ROWS) {
                int rows = Math.min(ROWS, panels.rows() - row);
                int at = row * filters.inStride() + column * filters.outStride();
                for (int position = 0; position < POSITIONS; position++) {
                    gather(filters, weights, filters.at(0, position) + at, rows, columns, packed,
                            space + position * BLOCK);
                }
                transform(packed, space, rows * Panels.WIDTH, panels.index(row, column), panels.size());
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

    /** A block of g becomes one of G g Gᵀ, a row or two at a time. */
    private static void transform(float[] packed, int space, int count, int to, int matrix) {
        row(packed, space, count, FACTOR_0);
        copy(packed, space + RESULT, count, Tiles.IN, to, matrix);
        rows(packed, space, count, FACTOR_A, A, A2);
        copy(packed, space + RESULT, count, 2 * Tiles.IN, to + Tiles.IN * matrix, matrix);
        rows(packed, space, count, FACTOR_B, B, B2);
        copy(packed, space + RESULT, count, 2 * Tiles.IN, to + 3 * Tiles.IN * matrix, matrix);
        int last = 2 * KERNEL * BLOCK;
        row(packed, space + last, count, 1);
        copy(packed, space + last + RESULT, count, Tiles.IN, to + 5 * Tiles.IN * matrix, matrix);
    }

    private static void copy(float[] packed, int from, int count, int numbers, int to, int matrix) {
        for (int i = 0; i < numbers; i++) {
            System.arraycopy(packed, from + i * BLOCK, packed, to + i * matrix, count);
        }
    }

    /** The row of 0 or ∞: the factor times one row of g, times Gᵀ. */
    private static void row(float[] u, int at, int count, double factor) {
        for (int i = at; i < at + count; i++) {
            double w0 = factor * u[i];
            double w1 = factor * u[i + BLOCK];
            double w2 = factor * u[i + 2 * BLOCK];
            double evenA = FACTOR_A * (w0 + A2 * w2);
            double oddA = FACTOR_A * A * w1;
            double evenB = FACTOR_B * (w0 + B2 * w2);
            double oddB = FACTOR_B * B * w1;
            u[i + RESULT] = (float) (FACTOR_0 * w0);
            u[i + RESULT + BLOCK] = (float) (evenA + oddA);
            u[i + RESULT + 2 * BLOCK] = (float) (evenA - oddA);
            u[i + RESULT + 3 * BLOCK] = (float) (evenB + oddB);
            u[i + RESULT + 4 * BLOCK] = (float) (evenB - oddB);
            u[i + RESULT + 5 * BLOCK] = (float) w2;
        }
    }

    /** The rows of a point and of its negative. */
    private static void rows(float[] u, int at, int count, double factor, double point, double square) {
        double slope = factor * point;
        for (int i = at; i < at + count; i++) {
            double even0 = factor * (u[i] + square * u[i + 6 * BLOCK]);
            double even1 = factor * (u[i + BLOCK] + square * u[i + 7 * BLOCK]);
            double even2 = factor * (u[i + 2 * BLOCK] + square * u[i + 8 * BLOCK]);
            double odd0 = slope * u[i + 3 * BLOCK];
            double odd1 = slope * u[i + 4 * BLOCK];
            double odd2 = slope * u[i + 5 * BLOCK];
            double w0 = even0 + odd0;
            double w1 = even1 + odd1;
            double w2 = even2 + odd2;
            double evenA = FACTOR_A * (w0 + A2 * w2);
            double oddA = FACTOR_A * A * w1;
            double evenB = FACTOR_B * (w0 + B2 * w2);
            double oddB = FACTOR_B * B * w1;
            u[i + RESULT] = (float) (FACTOR_0 * w0);
            u[i + RESULT + BLOCK] = (float) (evenA + oddA);
            u[i + RESULT + 2 * BLOCK] = (float) (evenA - oddA);
            u[i + RESULT + 3 * BLOCK] = (float) (evenB + oddB);
            u[i + RESULT + 4 * BLOCK] = (float) (evenB - oddB);
            u[i + RESULT + 5 * BLOCK] = (float) w2;
            w0 = even0 - odd0;
            w1 = even1 - odd1;
            w2 = even2 - odd2;
            evenA = FACTOR_A * (w0 + A2 * w2);
            oddA = FACTOR_A * A * w1;
            evenB = FACTOR_B * (w0 + B2 * w2);
            oddB = FACTOR_B * B * w1;
            u[i + RESULT + 6 * BLOCK] = (float) (FACTOR_0 * w0);
            u[i + RESULT + 7 * BLOCK] = (float) (evenA + oddA);
            u[i + RESULT + 8 * BLOCK] = (float) (evenA - oddA);
            u[i + RESULT + 9 * BLOCK] = (float) (evenB + oddB);
            u[i + RESULT + 10 * BLOCK] = (float) (evenB - oddB);
            u[i + RESULT + 11 * BLOCK] = (float) w2;
        }
    }
}
