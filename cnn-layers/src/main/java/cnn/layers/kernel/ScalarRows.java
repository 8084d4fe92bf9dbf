package cnn.layers.kernel;

import org.jspecify.annotations.Nullable;

/** Rows one number at a time. */
final class ScalarRows implements Rows {
    @Override
    public void standardise(float[] x, int at, int rows, int width, float[] moments, int momentsAt, float[] scales,
            float @Nullable [] shifts, float[] y) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * width;
            float mean = moments[momentsAt + 2 * row];
            float inverse = moments[momentsAt + 2 * row + 1];
            for (int c = 0; c < width; c++) {
                y[from + c] = (x[from + c] - mean) * inverse * scales[c];
            }
            for (int c = 0; shifts != null && c < width; c++) {
                y[from + c] += shifts[c];
            }
        }
    }
}
