package cnn.api.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTests {
    @Test
    void aMatrixIsWindowsOfOneRun() {
        Windows matrix = Windows.matrix(7, 3);
        assertThat(matrix.rows()).isEqualTo(7);
        assertThat(matrix.columns()).isEqualTo(3);
        assertThat(matrix.inStride()).isEqualTo(7);
        assertThat(matrix.outStride()).isEqualTo(3);
        assertThat(matrix.hasShortRuns()).isFalse();
    }

    @Test
    void shortRunsTellWhereEachFloatLies() {
        Windows kernel = new Windows(new int[] {0, 28, 56}, 3, 1, 8, 8);
        assertThat(kernel.hasShortRuns()).isTrue();
        assertThat(kernel.rows()).isEqualTo(9);
        assertThat(kernel.elementOffsets()).containsExactly(0, 1, 2, 28, 29, 30, 56, 57, 58);
    }

    @Test
    void longRunsDoWithoutOffsetsOfFloats() {
        Windows kernel = new Windows(new int[] {0, 320}, 48, 16, 8, 8);
        assertThat(kernel.hasShortRuns()).isFalse();
        assertThat(kernel.elementOffsets()).isEmpty();
    }

    @Test
    void linesAndColumnsChangeNothingElse() {
        Windows kernel = new Windows(new int[] {0, 28}, 3, 2, 8, 9).lines(100, 200).columns(4);
        assertThat(kernel.inPitch()).isEqualTo(100);
        assertThat(kernel.outPitch()).isEqualTo(200);
        assertThat(kernel.columns()).isEqualTo(4);
        assertThat(kernel.panels()).isEqualTo(new Panels(6, 4));
        assertThat(kernel.runOffsets()).containsExactly(0, 28);
        assertThat(kernel.runLength()).isEqualTo(3);
        assertThat(kernel.inStride()).isEqualTo(2);
        assertThat(kernel.outStride()).isEqualTo(9);
    }
}
