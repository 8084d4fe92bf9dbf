package cnn.core.train;

import cnn.api.Shape;

/**
 * Lengths of the units of one parameter: of each filter, which is a column of the weights as a matrix of all axes but the
 * last by the last; of the whole of a vector. Owns its buffer.
 */
final class UnitNorms {
    private final int rows;
    private final int columns;
    private final double[] squares;

    UnitNorms(Shape shape) {
        columns = shape.rank() < 2 ? 1 : shape.channels();
        rows = shape.size() / columns;
        squares = new double[columns];
    }

    int units() {
        return columns;
    }

    /** Sums each unit's squares, in double and in one order, and returns them: until the next call. */
    double[] squares(float[] values) {
        for (int unit = 0; unit < columns; unit++) {
            squares[unit] = 0;
        }
        for (int row = 0, i = 0; row < rows; row++) {
            for (int unit = 0; unit < columns; unit++, i++) {
                squares[unit] += (double) values[i] * values[i];
            }
        }
        return squares;
    }

    /** Multiplies each unit by its factor. */
    void scale(float[] values, float[] factors) {
        for (int row = 0, i = 0; row < rows; row++) {
            for (int unit = 0; unit < columns; unit++, i++) {
                values[i] *= factors[unit];
            }
        }
    }
}
