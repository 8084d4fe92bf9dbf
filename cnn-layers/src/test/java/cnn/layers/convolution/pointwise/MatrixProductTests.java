package cnn.layers.convolution.pointwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.layer.ChannelSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How rows and columns are cut into tasks. */
class MatrixProductTests {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "64, 10, 84", "49, 1024, 1024", "196, 256, 512", "196, 512, 512", "784, 256, 256",
        "12544, 32, 64", "25088, 64, 256", "57, 300, 33", "1, 4096, 1000", "1001, 7, 3"})
    void tasksCoverEveryNumberOnce(int batch, int inner, int columns) {
        assertCoversEveryNumberOnce(new MatrixProduct(inner, columns, ChannelSlice.whole(columns), 1), batch, columns);
        assertCoversEveryNumberOnce(new MatrixProduct(inner, columns, ChannelSlice.whole(columns), batch), batch,
                columns);
    }

    private static void assertCoversEveryNumberOnce(MatrixProduct product, int batch, int columns) {
        int[][] seen = new int[batch][columns];
        for (int task = 0; task < product.tasks(batch); task++) {
            assertThat(product.endRow(batch, task)).isGreaterThan(product.firstRow(batch, task));
            for (int row = product.firstRow(batch, task); row < product.endRow(batch, task); row++) {
                for (int column = product.firstColumn(batch, task); column < product.endColumn(batch, task); column++) {
                    seen[row][column]++;
                }
            }
        }
        for (int[] row : seen) {
            assertThat(row).containsOnly(1);
        }
    }

    /** 196 rows are 14 tiles: in four blocks two threads get seven each. 49 rows are one block, and their columns are halved. */
    @ParameterizedTest
    @CsvSource({"196, 256, 512", "196, 512, 512", "784, 256, 256", "3136, 64, 128", "12544, 32, 64", "49, 256, 256",
        "49, 160, 960", "49, 320, 1280", "49, 192, 1152"})
    void twoThreadsGetAsMuchEach(int batch, int inner, int columns) {
        MatrixProduct product = new MatrixProduct(inner, columns, ChannelSlice.whole(columns), batch);
        int[] work = new int[2];
        for (int task = 0; task < product.tasks(batch); task++) {
            int rows = product.endRow(batch, task) - product.firstRow(batch, task);
            work[2 * task / product.tasks(batch)] += rows
                    * (product.endColumn(batch, task) - product.firstColumn(batch, task));
        }
        assertThat(work[0]).isEqualTo(work[1]);
    }

    /** Where no array could hold the matrix, it is the array that says so. */
    @Test
    void asManyColumnsAsThereAreNumbers() {
        MatrixProduct product = new MatrixProduct(1, Integer.MAX_VALUE, ChannelSlice.whole(Integer.MAX_VALUE), 1);
        int last = product.tasks(1) - 1;
        assertThat(product.firstColumn(1, last)).isBetween(Integer.MAX_VALUE - (1 << 17), Integer.MAX_VALUE - 1);
        assertThat(product.endColumn(1, last)).isEqualTo(Integer.MAX_VALUE);
        assertThat(product.firstColumn(1, last)).isEqualTo(product.endColumn(1, last - 1));
        assertThatThrownBy(() -> product.panels().size()).isInstanceOf(ArithmeticException.class);
    }
}
