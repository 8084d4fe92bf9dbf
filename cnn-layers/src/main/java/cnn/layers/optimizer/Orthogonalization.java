package cnn.layers.optimizer;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.Windows;
import cnn.api.train.Squares;

/**
 * Brings the singular values of one matrix after the other near 1, by Newton–Schulz steps that need products alone. For
 * matrices of one size; owns its buffers.
 *
 * <p>With the coefficients of Jordan and others (2024), which trade exactness for speed: five steps bring every singular value
 * of a thousandth of the largest or more between about 0.7 and 1.2.
 */
final class Orthogonalization {
    private static final int STEPS = 5;
    private static final float A = 3.4445f;
    private static final float B = -4.775f;
    private static final float C = 2.0315f;
    /** What keeps a matrix of zeros from being divided by 0. */
    private static final double LEAST = 1e-7;

    private final int rows;
    private final int columns;
    private final int large;
    private final int small;
    private final Windows square;
    private final float[] matrix;
    private final float[] tall;
    private final float[] product;
    private final float[] gram;
    private final float[] polynomial;
    private final float[] packed;

    Orthogonalization(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        large = Math.max(rows, columns);
        small = Math.min(rows, columns);
        square = Windows.matrix(small, small);
        matrix = new float[rows * columns];
        tall = columns <= rows ? matrix : new float[rows * columns];
        product = new float[rows * columns];
        gram = new float[small * small];
        polynomial = new float[small * small];
        packed = new float[square.panels().size()];
    }

    /** Where the matrix is to be written, row by row. */
    float[] input() {
        return matrix;
    }

    /** Makes it orthogonal, and returns it, row by row: a buffer that the next call overwrites. */
    float[] apply(Kernels kernels) {
        double norm = Math.sqrt(Squares.sum(matrix, 0, matrix.length));
        float scale = (float) (1 / (norm + LEAST));
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= scale;
        }
        if (tall != matrix) {
            transpose(matrix, rows, columns, tall);
        }
        for (int step = 0; step < STEPS; step++) {
            step(kernels);
        }
        if (tall != matrix) {
            transpose(tall, columns, rows, matrix);
        }
        return matrix;
    }

    /** X ← A X + X (B G + C G²) with G = Xᵀ X. */
    private void step(Kernels kernels) {
        kernels.products().outerProducts(square, tall, 0, tall, 0, large, gram, 0);
        kernels.products().outerProducts(square, gram, 0, gram, 0, small, polynomial, 0);
        for (int i = 0; i < gram.length; i++) {
            polynomial[i] = B * gram[i] + C * polynomial[i];
        }
        square.panels().pack(polynomial, packed);
        kernels.products().weightedSums(square, tall, 0, packed, 0, null, 0, product, 0, large);
        for (int i = 0; i < tall.length; i++) {
            tall[i] = A * tall[i] + product[i];
        }
    }

    private static void transpose(float[] from, int rows, int columns, float[] to) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[column * rows + row] = from[row * columns + column];
            }
        }
    }
}
