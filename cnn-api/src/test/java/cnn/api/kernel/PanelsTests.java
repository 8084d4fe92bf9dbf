package cnn.api.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PanelsTests {
    private static final int ROWS = 5;
    private static final int COLUMNS = 37;

    private final Panels panels = new Panels(ROWS, COLUMNS);

    @Test
    void everyElementHasAPlaceOfItsOwn() {
        assertThat(panels.size()).isEqualTo(ROWS * 48);
        assertThat(IntStream.range(0, ROWS * COLUMNS).map(i -> panels.index(i / COLUMNS, i % COLUMNS)).distinct())
                .hasSize(ROWS * COLUMNS).allMatch(at -> at >= 0 && at < panels.size());
    }

    @Test
    void packsAMatrixAndItsTransposeAlike() {
        float[] matrix = new float[ROWS * COLUMNS];
        float[] transposed = new float[matrix.length];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                matrix[row * COLUMNS + column] = row * 100 + column + 1;
                transposed[column * ROWS + row] = matrix[row * COLUMNS + column];
            }
        }
        float[] packed = new float[panels.size()];
        panels.pack(matrix, packed);
        float[] again = new float[panels.size() + 3];
        panels.pack(transposed, 0, 1, ROWS, 0, ROWS, again, 3);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < 48; column++) {
                float expected = column < COLUMNS ? row * 100 + column + 1 : 0;
                assertThat(packed[panels.index(row, column)]).isEqualTo(expected);
                assertThat(again[3 + panels.index(row, column)]).isEqualTo(expected);
            }
        }
    }

    @Test
    void packsSomeRowsAlone() {
        float[] packed = new float[panels.size()];
        panels.pack(new float[] {7}, 0, 0, 0, 2, 1, packed, 0);
        assertThat(IntStream.range(0, ROWS).filter(row -> packed[panels.index(row, 36)] == 7)).containsExactly(2);
    }

    @Test
    void aMatrixThatNoArrayHoldsIsRefused() {
        assertThatThrownBy(() -> new Panels(1 << 20, 1 << 12).size()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Panels(1, Integer.MAX_VALUE).size()).isInstanceOf(ArithmeticException.class);
    }
}
