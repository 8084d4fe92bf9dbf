package cnn.layers.kernel;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products in scalar Java. The innermost loops run over columns, whose sums are independent of each other, so
 * that the JIT may vectorize them without changing a sum's order.
 */
final class ScalarProducts implements Products {
    @Override
    public void weightedSums(Windows windows, float[] in, int inAt, float[] packed, int packedAt,
            float @Nullable [] start, int startAt, float[] out, int outAt, int outputs, int lines) {
        int columns = windows.columns();
        for (int first = 0; first < columns; first += Panels.WIDTH) {
            int count = Math.min(Panels.WIDTH, columns - first);
            int panel = packedAt + windows.panels().index(0, first);
            for (int line = 0; line < lines; line++) {
                for (int p = 0; p < outputs; p++) {
                    int to = outAt + line * windows.outPitch() + p * windows.outStride() + first;
                    for (int n = 0; n < count; n++) {
                        out[to + n] = start == null ? 0 : start[startAt + first + n];
                    }
                    int window = inAt + line * windows.inPitch() + p * windows.inStride();
                    int row = panel;
                    for (int offset : windows.runOffsets()) {
                        for (int j = 0; j < windows.runLength(); j++, row += Panels.WIDTH) {
                            addScaled(in[window + offset + j], packed, row, out, to, count);
                        }
                    }
                }
            }
        }
    }

    @Override
    public void outerProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            int lines, float[] sums, int sumsAt) {
        Arrays.fill(sums, sumsAt, sumsAt + windows.rows() * windows.columns(), 0);
        addOuterProducts(windows, in, inAt, gradient, gradientAt, outputs, lines, sums, sumsAt);
    }

    @Override
    public void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt, int outputs,
            int lines, float[] sums, int sumsAt) {
        int columns = windows.columns();
        for (int line = 0; line < lines; line++) {
            for (int p = 0; p < outputs; p++) {
                int window = inAt + line * windows.inPitch() + p * windows.inStride();
                int from = gradientAt + line * windows.outPitch() + p * windows.outStride();
                int row = sumsAt;
                for (int offset : windows.runOffsets()) {
                    for (int j = 0; j < windows.runLength(); j++, row += columns) {
                        addScaled(in[window + offset + j], gradient, from, sums, row, columns);
                    }
                }
            }
        }
    }

    @Override
    public void cutColumns(float[] matrix, int at, int pitch, int rows, int columns, int width, float[] to, int toAt) {
        for (int first = 0; first < columns; first += width) {
            int count = Math.min(width, columns - first);
            int panel = toAt + first * rows;
            for (int row = 0; row < rows; row++) {
                System.arraycopy(matrix, at + row * pitch + first, to, panel + row * count, count);
            }
        }
    }

    private static void addScaled(float factor, float[] from, int fromAt, float[] sums, int sumsAt, int count) {
        for (int n = 0; n < count; n++) {
            sums[sumsAt + n] = Fma.fma(factor, from[fromAt + n], sums[sumsAt + n]);
        }
    }
}
