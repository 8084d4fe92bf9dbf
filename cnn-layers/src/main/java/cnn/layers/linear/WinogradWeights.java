package cnn.layers.linear;

import static cnn.layers.kernel.Points.A;
import static cnn.layers.kernel.Points.A2;
import static cnn.layers.kernel.Points.B;
import static cnn.layers.kernel.Points.B2;
import static cnn.layers.kernel.Points.FACTOR_0;
import static cnn.layers.kernel.Points.FACTOR_A;
import static cnn.layers.kernel.Points.FACTOR_B;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Tiles;

/**
 * The weights of a 3×3 convolution as Winograd's products want them: for each of the 36 numbers of a tile a matrix of
 * channels × filters, packed. In double, so that each number is rounded once.
 */
final class WinogradWeights {
    private static final int KERNEL = 3;
    private static final int POSITIONS = KERNEL * KERNEL;

    private WinogradWeights() {
    }

    /** Floats of all 36 matrices. */
    static int floats(Panels panels) {
        return Math.multiplyExact(Tiles.NUMBERS, panels.size());
    }

    /** {@code packed = G g Gᵀ}. */
    static void pack(Filters filters, Panels panels, float[] weights, float[] packed) {
        int size = panels.size();
        for (int position = 0; position < POSITIONS; position++) {
            panels.pack(weights, filters.at(0, position), filters.inStride(), filters.outStride(), 0, panels.rows(),
                    packed, position * size);
        }
        for (int i = 0; i < size; i++) {
            transform(packed, i, size);
        }
    }

    /** The nine numbers from {@code at}, {@code step} apart, become 36. */
    private static void transform(float[] g, int at, int step) {
        int row = KERNEL * step;
        float g00 = g[at];
        float g01 = g[at + step];
        float g02 = g[at + 2 * step];
        float g10 = g[at + row];
        float g11 = g[at + row + step];
        float g12 = g[at + row + 2 * step];
        float g20 = g[at + 2 * row];
        float g21 = g[at + 2 * row + step];
        float g22 = g[at + 2 * row + 2 * step];
        int wide = Tiles.IN * step;
        row(FACTOR_0 * g00, FACTOR_0 * g01, FACTOR_0 * g02, g, at, step);
        rows(FACTOR_A, A, A2, g00, g01, g02, g10, g11, g12, g20, g21, g22, g, at + wide, step);
        rows(FACTOR_B, B, B2, g00, g01, g02, g10, g11, g12, g20, g21, g22, g, at + 3 * wide, step);
        row(g20, g21, g22, g, at + 5 * wide, step);
    }

    /** The rows of a point and its negative. */
    private static void rows(double factor, double point, double square, float g00, float g01, float g02, float g10,
            float g11, float g12, float g20, float g21, float g22, float[] u, int at, int step) {
        double even0 = factor * (g00 + square * g20);
        double even1 = factor * (g01 + square * g21);
        double even2 = factor * (g02 + square * g22);
        double odd0 = factor * point * g10;
        double odd1 = factor * point * g11;
        double odd2 = factor * point * g12;
        row(even0 + odd0, even1 + odd1, even2 + odd2, u, at, step);
        row(even0 - odd0, even1 - odd1, even2 - odd2, u, at + Tiles.IN * step, step);
    }

    /** G times three numbers. */
    private static void row(double w0, double w1, double w2, float[] u, int at, int step) {
        double evenA = FACTOR_A * (w0 + A2 * w2);
        double oddA = FACTOR_A * A * w1;
        double evenB = FACTOR_B * (w0 + B2 * w2);
        double oddB = FACTOR_B * B * w1;
        u[at] = (float) (FACTOR_0 * w0);
        u[at + step] = (float) (evenA + oddA);
        u[at + 2 * step] = (float) (evenA - oddA);
        u[at + 3 * step] = (float) (evenB + oddB);
        u[at + 4 * step] = (float) (evenB - oddB);
        u[at + 5 * step] = (float) w2;
    }
}
