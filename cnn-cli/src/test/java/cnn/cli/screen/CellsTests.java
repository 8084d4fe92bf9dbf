package cnn.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellsTests {
    @Test
    void countsColumns() {
        assertThat(Cells.of("")).isZero();
        assertThat(Cells.of("loss 0.5")).isEqualTo(8);
        assertThat(Cells.of("猫の絵")).isEqualTo(6);
        assertThat(Cells.of("고양이")).isEqualTo(6);
        assertThat(Cells.of("，！")).isEqualTo(4);
        assertThat(Cells.of("🐈")).isEqualTo(2);
        assertThat(Cells.of("e\u0301")).isEqualTo(1);
        assertThat(Cells.of("━╸╌⣿…")).isEqualTo(5);
    }

    @Test
    void cutsWhatDoesNotFit() {
        assertThat(Cells.cut("accuracy", 8, true)).isEqualTo("accuracy");
        assertThat(Cells.cut("accuracy", 7, true)).isEqualTo("accura…");
        assertThat(Cells.cut("accuracy", 7, false)).isEqualTo("accura~");
        assertThat(Cells.cut("猫猫猫", 4, true)).isEqualTo("猫…");
        assertThat(Cells.cut("accuracy", 1, true)).isEqualTo("…");
        assertThat(Cells.cut("accuracy", 0, true)).isEmpty();
    }

    @Test
    void fillsColumns() {
        assertThat(Cells.right("猫", 4)).isEqualTo("  猫");
        assertThat(Cells.left("猫", 4)).isEqualTo("猫  ");
        assertThat(Cells.right("12345", 4)).isEqualTo("12345");
    }
}
