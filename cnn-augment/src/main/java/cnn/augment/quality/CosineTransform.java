package cnn.augment.quality;

/**
 * The discrete cosine transform of blocks of 8 × 8 numbers, along rows and then along columns:
 * {@code F(u) = c(u)/2·Σ x(i)·cos((2i + 1)uπ/16)}, with c(0) = 1/√2 and c = 1 else, which is its own inverse transposed.
 *
 * <p>Ahmed, Natarajan and Rao, "Discrete cosine transform", IEEE Transactions on Computers C-23, 1974; ITU-T T.81, section
 * A.3.3. Cosines of even u are alike in both halves of a row and those of odd u opposite, which halves the multiplications.
 */
final class CosineTransform {
    static final int SIDE = 8;
    private static final int HALF = SIDE / 2;
    /** c(u)/2·cos((2i + 1)uπ/16) at {@code u·4 + i}, for the first half of the row. */
    private static final float[] COSINES = cosines();

    private CosineTransform() {
    }

    private static float[] cosines() {
        float[] cosines = new float[SIDE * HALF];
        for (int u = 0; u < SIDE; u++) {
            for (int i = 0; i < HALF; i++) {
                cosines[u * HALF + i] = (float) ((u == 0 ? Math.sqrt(0.5) : 1) / 2
                        * StrictMath.cos((2 * i + 1) * u * Math.PI / (2 * SIDE)));
            }
        }
        return cosines;
    }

    /** To frequencies, in place. */
    static void forward(float[] block) {
        for (int row = 0; row < SIDE; row++) {
            forward(block, row * SIDE, 1);
        }
        for (int column = 0; column < SIDE; column++) {
            forward(block, column, SIDE);
        }
    }

    /** From frequencies, in place. */
    static void backward(float[] block) {
        for (int column = 0; column < SIDE; column++) {
            backward(block, column, SIDE);
        }
        for (int row = 0; row < SIDE; row++) {
            backward(block, row * SIDE, 1);
        }
    }

    private static void forward(float[] x, int at, int step) {
        float sum0 = x[at] + x[at + 7 * step];
        float sum1 = x[at + step] + x[at + 6 * step];
        float sum2 = x[at + 2 * step] + x[at + 5 * step];
        float sum3 = x[at + 3 * step] + x[at + 4 * step];
        float gap0 = x[at] - x[at + 7 * step];
        float gap1 = x[at + step] - x[at + 6 * step];
        float gap2 = x[at + 2 * step] - x[at + 5 * step];
        float gap3 = x[at + 3 * step] - x[at + 4 * step];
        for (int u = 0; u < SIDE; u += 2) {
            int even = u * HALF;
            int odd = even + HALF;
            x[at + u * step] = COSINES[even] * sum0 + COSINES[even + 1] * sum1 + COSINES[even + 2] * sum2
                    + COSINES[even + 3] * sum3;
            x[at + (u + 1) * step] = COSINES[odd] * gap0 + COSINES[odd + 1] * gap1 + COSINES[odd + 2] * gap2
                    + COSINES[odd + 3] * gap3;
        }
    }

    private static void backward(float[] x, int at, int step) {
        float f0 = x[at];
        float f1 = x[at + step];
        float f2 = x[at + 2 * step];
        float f3 = x[at + 3 * step];
        float f4 = x[at + 4 * step];
        float f5 = x[at + 5 * step];
        float f6 = x[at + 6 * step];
        float f7 = x[at + 7 * step];
        for (int i = 0; i < HALF; i++) {
            float even = COSINES[i] * f0 + COSINES[2 * HALF + i] * f2 + COSINES[4 * HALF + i] * f4
                    + COSINES[6 * HALF + i] * f6;
            float odd = COSINES[HALF + i] * f1 + COSINES[3 * HALF + i] * f3 + COSINES[5 * HALF + i] * f5
                    + COSINES[7 * HALF + i] * f7;
            x[at + i * step] = even + odd;
            x[at + (7 - i) * step] = even - odd;
        }
    }
}
