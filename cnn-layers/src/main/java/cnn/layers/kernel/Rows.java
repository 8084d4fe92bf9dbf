package cnn.layers.kernel;

import org.jspecify.annotations.Nullable;

/** Maps over the rows of a matrix that depend on the row as well as on the column. */
public interface Rows {
    /**
     * Brings each row to mean 0 and variance 1, then to what the column wants:
     * {@code y = (x − mean) · inverse · scales[c] + shifts[c]}, each operation rounded; nothing is added without shifts. Row r = 0 …
     * rows − 1 begins at {@code at + r · width} of both {@code x} and {@code y}, and has its mean and inverse at
     * {@code moments[momentsAt + 2 · r]} and behind.
     */
    void standardise(float[] x, int at, int rows, int width, float[] moments, int momentsAt, float[] scales,
            float @Nullable [] shifts, float[] y);
}
