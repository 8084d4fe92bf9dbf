package cnn.layers.kernel.simd.rows;

import cnn.layers.kernel.Rows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Rows a vector at a time. The rows' sums stay outside: vectors of doubles, as wide as their four chains are, would make them three
 * times as fast, but where kinds of vectors come together that nothing else uses, the JIT makes less of all others.
 */
public final class SimdRows implements Rows {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public void standardise(float[] x, int at, int rows, int width, float[] moments, int momentsAt, float[] scales,
            float @Nullable [] shifts, float[] y) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * width;
            float mean = moments[momentsAt + 2 * row];
            float inverse = moments[momentsAt + 2 * row + 1];
            if (shifts == null) {
                scaled(x, from, width, mean, inverse, scales, y);
            } else {
                shifted(x, from, width, mean, inverse, scales, shifts, y);
            }
        }
    }

    private static void scaled(float[] x, int from, int width, float mean, float inverse, float[] scales, float[] y) {
        int whole = SPECIES.loopBound(width);
        for (int c = 0; c < whole; c += LANES) {
            FloatVector.fromArray(SPECIES, x, from + c).sub(mean).mul(inverse)
                    .mul(FloatVector.fromArray(SPECIES, scales, c)).intoArray(y, from + c);
        }
        for (int c = whole; c < width; c++) {
            y[from + c] = (x[from + c] - mean) * inverse * scales[c];
        }
    }

    private static void shifted(float[] x, int from, int width, float mean, float inverse, float[] scales,
            float[] shifts,
            float[] y) {
        int whole = SPECIES.loopBound(width);
        for (int c = 0; c < whole; c += LANES) {
            FloatVector.fromArray(SPECIES, x, from + c).sub(mean).mul(inverse)
                    .mul(FloatVector.fromArray(SPECIES, scales, c)).add(FloatVector.fromArray(SPECIES, shifts, c))
                    .intoArray(y, from + c);
        }
        for (int c = whole; c < width; c++) {
            y[from + c] = (x[from + c] - mean) * inverse * scales[c] + shifts[c];
        }
    }
}
