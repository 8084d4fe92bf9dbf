package cnn.layers.kernel;

import cnn.api.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * A matrix whose rows are standardised.
 *
 * @param odd whether there are zeros, denormals, infinities and NaN among the numbers
 */
record RowsCase(int width, boolean shifted, boolean odd) {
    private static final int ROWS = 3;
    private static final int AT = 5;

    static List<RowsCase> all() {
        List<RowsCase> cases = new ArrayList<>();
        for (int width : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 61, 97}) {
            for (boolean shifted : new boolean[] {true, false}) {
                cases.add(new RowsCase(width, shifted, false));
                cases.add(new RowsCase(width, shifted, true));
            }
        }
        return cases;
    }

    /** The outputs, with what lies around them. */
    float[] run(Rows rows) {
        float[] x = new float[2 * AT + ROWS * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = 7 * Rng.uniform(width, i) - 2;
        }
        if (odd) {
            x[AT] = -0f;
            x[AT + width / 2] = Float.MIN_VALUE;
            x[AT + width + width / 2] = Float.POSITIVE_INFINITY;
            x[AT + 3 * width - 1] = Float.NaN;
        }
        float[] scales = new float[width];
        float[] shifts = new float[width];
        for (int c = 0; c < width; c++) {
            scales[c] = Rng.uniform(1, c) - 0.5f;
            shifts[c] = Rng.uniform(2, c) - 0.5f;
        }
        float[] moments = {9, 9, 0.25f, 2.5f, -1.5f, 0.75f, 1e-30f, 300};
        float[] y = new float[x.length];
        rows.standardise(x, AT, ROWS, width, moments, 2, scales, shifted ? shifts : null, y);
        return y;
    }
}
