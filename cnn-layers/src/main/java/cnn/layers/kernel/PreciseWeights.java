package cnn.layers.kernel;

import static cnn.layers.kernel.Points.A;
import static cnn.layers.kernel.Points.A2;
import static cnn.layers.kernel.Points.B;
import static cnn.layers.kernel.Points.B2;
import static cnn.layers.kernel.Points.FACTOR_0;
import static cnn.layers.kernel.Points.FACTOR_A;
import static cnn.layers.kernel.Points.FACTOR_B;

/** {@link Winograd#preciseWeights}: a row or two at a time, computed close to the weights and copied to where they belong. */
final class PreciseWeights {
    private static final int KERNEL = 3;
    private static final int RESULT = PreciseKernelTransform.RESULT;

    private PreciseWeights() {
    }

    static void transform(float[] u, int space, int count, int to, int plane) {
        PreciseKernelTransform.outerRow(u, space, FACTOR_0, count);
        copy(u, space + RESULT, count, Tiles.IN, to, plane);
        PreciseKernelTransform.innerRows(u, space, FACTOR_A, FACTOR_A * A, A2, count);
        copy(u, space + RESULT, count, 2 * Tiles.IN, to + Tiles.IN * plane, plane);
        PreciseKernelTransform.innerRows(u, space, FACTOR_B, FACTOR_B * B, B2, count);
        copy(u, space + RESULT, count, 2 * Tiles.IN, to + 3 * Tiles.IN * plane, plane);
        int last = 2 * KERNEL * PreciseKernelTransform.PLANE;
        PreciseKernelTransform.outerRow(u, space + last, 1, count);
        copy(u, space + last + RESULT, count, Tiles.IN, to + 5 * Tiles.IN * plane, plane);
    }

    private static void copy(float[] u, int from, int count, int numbers, int to, int plane) {
        for (int i = 0; i < numbers; i++) {
            System.arraycopy(u, from + i * PreciseKernelTransform.PLANE, u, to + i * plane, count);
        }
    }
}
