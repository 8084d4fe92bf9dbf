package cnn.layers.kernel;

import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One call of {@link Products} with its arrays, which start at odd places and have room behind that must stay. */
record ProductCase(Windows windows, int outputs, int lines, boolean bias, float[] in, float[] weights, float[] packed,
        float[] start, float[] gradient, float[] sums) {
    static final int IN_AT = 3;
    static final int PACKED_AT = 5;
    static final int START_AT = 2;
    static final int OUT_AT = 7;
    static final int SUMS_AT = 1;
    private static final int MOST_OUTPUTS = 30;
    private static final float[] ODD = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 0x1p-130f, -0x1p-126f, 1e-30f,
        3e38f,
        -3e38f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

    /** Every number of columns around the widths of vectors and panels, and every height of tiles and their rests. */
    static List<ProductCase> all(boolean odd) {
        List<ProductCase> cases = new ArrayList<>();
        Random random = new Random(7);
        int[] columns = {1, 2, 3, 4, 5, 7, 8, 9, 10, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 40, 47, 48, 49, 63, 64, 65,
            97};
        for (int n : columns) {
            for (int p = 1; p <= MOST_OUTPUTS; p++) {
                int runs = 1 + random.nextInt(4);
                int length = 1 + random.nextInt(random.nextBoolean() ? 3 : 19);
                int[] offsets = new int[runs];
                for (int r = 1; r < runs; r++) {
                    offsets[r] = offsets[r - 1] + length + random.nextInt(5);
                }
                int outStride = n + random.nextInt(3);
                Windows windows = new Windows(offsets, length, random.nextInt(7), n, outStride)
                        .lines(random.nextInt(40), p * outStride + random.nextInt(5));
                cases.add(of(windows, p, 1 + random.nextInt(p < 10 ? 4 : 2), random.nextBoolean(), random, odd));
            }
        }
        addFirstLayers(cases, random, odd);
        addWindowsThatShareLines(cases, random, odd);
        return cases;
    }

    /** Windows a multiple of 4 KiB apart. */
    private static void addWindowsThatShareLines(List<ProductCase> cases, Random random, boolean odd) {
        for (int n : new int[] {20, 32}) {
            for (int p = 1; p <= MOST_OUTPUTS; p++) {
                int length = 1 + random.nextInt(19);
                Windows windows = new Windows(new int[] {0}, length, (1 + p % 2) << 10, n, n)
                        .lines(length + 1, p * n + random.nextInt(2));
                cases.add(of(windows, p, 1 + random.nextInt(2), random.nextBoolean(), random, odd));
            }
        }
    }

    /** Few filters over images of one channel. */
    private static void addFirstLayers(List<ProductCase> cases, Random random, boolean odd) {
        for (int n = 2; n <= 9; n++) {
            for (int length : new int[] {3, 4, 5}) {
                for (int p : new int[] {13, 14, 15, 27, 28, 29, 43}) {
                    int[] offsets = new int[1 + random.nextInt(5)];
                    for (int r = 1; r < offsets.length; r++) {
                        offsets[r] = r * (p + length - 1);
                    }
                    Windows windows = new Windows(offsets, length, 1, n, n)
                            .lines(p + length - 1, p * n + random.nextInt(2));
                    cases.add(of(windows, p, 1 + random.nextInt(3), random.nextBoolean(), random, odd));
                }
            }
        }
    }

    private static ProductCase of(Windows windows, int outputs, int lines, boolean bias, Random random, boolean odd) {
        int k = windows.rows();
        int n = windows.columns();
        int[] offsets = windows.runOffsets();
        int reach = offsets[offsets.length - 1] + windows.runLength() + (outputs - 1) * windows.inStride()
                + (lines - 1) * windows.inPitch();
        float[] weights = numbers(random, k * n, odd);
        float[] matrix = new float[windows.panels().size()];
        windows.panels().pack(weights, matrix);
        float[] packed = new float[PACKED_AT + matrix.length];
        System.arraycopy(matrix, 0, packed, PACKED_AT, matrix.length);
        return new ProductCase(windows, outputs, lines, bias, numbers(random, IN_AT + reach, odd), weights, packed,
                numbers(random, START_AT + n, odd),
                numbers(random, OUT_AT + (lines - 1) * windows.outPitch() + (outputs - 1) * windows.outStride() + n,
                        odd),
                numbers(random, SUMS_AT + k * n, odd));
    }

    static float[] numbers(Random random, int count, boolean odd) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = odd && random.nextInt(12) == 0
                    ? ODD[random.nextInt(ODD.length)]
                    : random.nextFloat() * 2 - 1;
        }
        return values;
    }

    /** The outputs, with three floats behind them that nobody may touch. */
    float[] weightedSums(Products products) {
        float[] out = new float[gradient.length + 3];
        Arrays.fill(out, 42);
        products.weightedSums(windows, in, IN_AT, packed, PACKED_AT, bias ? start : null, START_AT, out, OUT_AT,
                outputs, lines);
        return out;
    }

    float[] addOuterProducts(Products products) {
        float[] result = Arrays.copyOf(sums, sums.length + 3);
        products.addOuterProducts(windows, in, IN_AT, gradient, OUT_AT, outputs, lines, result, SUMS_AT);
        return result;
    }

    /** From zero, on top of numbers that must not count. */
    float[] outerProducts(Products products) {
        float[] result = Arrays.copyOf(sums, sums.length + 3);
        products.outerProducts(windows, in, IN_AT, gradient, OUT_AT, outputs, lines, result, SUMS_AT);
        return result;
    }

    /** Input that row k of a line's window p takes. */
    float input(int line, int p, int k) {
        return in[IN_AT + line * windows.inPitch() + p * windows.inStride()
                + windows.runOffsets()[k / windows.runLength()]
                + k % windows.runLength()];
    }

    /** Where the columns of a line's window p begin. */
    int outAt(int line, int p) {
        return OUT_AT + line * windows.outPitch() + p * windows.outStride();
    }

    /** NaN is NaN, whatever its bits. */
    static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }

    @Override
    public String toString() {
        return windows.runOffsets().length + " runs of " + windows.runLength() + ", stride " + windows.inStride() + ", "
                + windows.columns() + " columns, stride " + windows.outStride() + ", " + lines + " lines of " + outputs
                + " outputs, bias "
                + bias;
    }
}
