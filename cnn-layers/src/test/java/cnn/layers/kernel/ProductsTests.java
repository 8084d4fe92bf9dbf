package cnn.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.testkit.KernelSets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The chosen kernels against the formulas, in double. */
class ProductsTests {
    private final Products products = KernelSets.chosen().products();

    /** Each addition of numbers below 1 errs by at most half an ulp of the sum so far, which is below the count. */
    private static double tolerance(int additions) {
        return 0x1p-23 * (additions + 1) * Math.sqrt(additions + 1);
    }

    @Test
    void weightedSumsFollowTheFormulaAndTouchNothingElse() {
        for (ProductCase c : ProductCase.all(false)) {
            Windows windows = c.windows();
            int n = windows.columns();
            float[] out = c.weightedSums(products);
            double[] expected = new double[out.length];
            Arrays.fill(expected, 42);
            for (int i = 0; i < c.lines() * c.outputs(); i++) {
                int line = i / c.outputs();
                int p = i % c.outputs();
                for (int column = 0; column < n; column++) {
                    double sum = c.bias() ? c.start()[ProductCase.START_AT + column] : 0;
                    for (int k = 0; k < windows.rows(); k++) {
                        sum += (double) c.input(line, p, k) * c.weights()[k * n + column];
                    }
                    expected[c.outAt(line, p) + column] = sum;
                }
            }
            compare(c, out, expected, tolerance(windows.rows()));
        }
    }

    @Test
    void outerProductsFollowTheFormulaAndTouchNothingElse() {
        for (ProductCase c : ProductCase.all(false)) {
            Windows windows = c.windows();
            int n = windows.columns();
            float[] sums = c.addOuterProducts(products);
            double[] expected = new double[sums.length];
            for (int i = 0; i < c.sums().length; i++) {
                expected[i] = c.sums()[i];
            }
            for (int k = 0; k < windows.rows(); k++) {
                for (int column = 0; column < n; column++) {
                    for (int i = 0; i < c.lines() * c.outputs(); i++) {
                        int line = i / c.outputs();
                        int p = i % c.outputs();
                        expected[ProductCase.SUMS_AT + k * n + column] += (double) c.input(line, p, k)
                                * c.gradient()[c.outAt(line, p) + column];
                    }
                }
            }
            compare(c, sums, expected, tolerance(c.lines() * c.outputs()));
        }
    }

    /** From zero is the same as added to zeros, bit for bit, and touches as little. */
    @Test
    void outerProductsFromZeroOverwrite() {
        for (ProductCase c : ProductCase.all(false)) {
            int count = c.windows().rows() * c.windows().columns();
            float[] zeros = Arrays.copyOf(c.sums(), c.sums().length + 3);
            Arrays.fill(zeros, ProductCase.SUMS_AT, ProductCase.SUMS_AT + count, 0);
            products.addOuterProducts(c.windows(), c.in(), ProductCase.IN_AT, c.gradient(), ProductCase.OUT_AT,
                    c.outputs(), c.lines(), zeros, ProductCase.SUMS_AT);
            assertThat(c.outerProducts(products)).as("%s", c).containsExactly(zeros);
        }
    }

    @Test
    void columnsAreCutIntoDenseBlocks() {
        int pitch = 77;
        float[] matrix = new float[3 + 4 * pitch];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = i;
        }
        for (int columns : new int[] {1, 15, 16, 31, 32, 33, 64, 70}) {
            for (int width : new int[] {1, 8, 20, 32, 70}) {
                float[] expected = new float[2 + 4 * columns + 1];
                int at = 2;
                for (int first = 0; first < columns; first += width) {
                    for (int row = 0; row < 4; row++) {
                        for (int n = first; n < Math.min(columns, first + width); n++) {
                            expected[at++] = matrix[3 + row * pitch + n];
                        }
                    }
                }
                float[] to = new float[expected.length];
                products.cutColumns(matrix, 3, pitch, 4, columns, width, to, 2);
                assertThat(to).as("%d columns, blocks of %d", columns, width).containsExactly(expected);
            }
        }
    }

    private static void compare(ProductCase c, float[] actual, double[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("%s, element %d", c, i).isCloseTo(expected[i], within(tolerance));
        }
    }
}
