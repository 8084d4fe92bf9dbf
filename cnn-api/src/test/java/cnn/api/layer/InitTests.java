package cnn.api.layer;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import org.junit.jupiter.api.Test;

class InitTests {
    @Test
    void fanInAndFanOutOfAConvolutionCountTheKernel() {
        Shape kernels = Shape.of(3, 5, 16, 32);
        assertThat(Init.fanIn(kernels)).isEqualTo(3 * 5 * 16);
        assertThat(Init.fanOut(kernels)).isEqualTo(3 * 5 * 32);
    }

    @Test
    void fanInAndFanOutOfAMatrixAreItsSides() {
        assertThat(Init.fanIn(Shape.of(784, 10))).isEqualTo(784);
        assertThat(Init.fanOut(Shape.of(784, 10))).isEqualTo(10);
    }

    @Test
    void aVectorSumsOverNothing() {
        assertThat(Init.fanIn(Shape.vector(10))).isEqualTo(1);
        assertThat(Init.fanOut(Shape.vector(10))).isEqualTo(10);
    }

    @Test
    void weightsDecayButVectorsAndStatesDoNot() {
        Init zero = (values, shape, random) -> {
        };
        assertThat(new Param(0, "conv/weights", Shape.of(3, 3, 1, 8), zero, true).decays()).isTrue();
        assertThat(new Param(1, "conv/bias", Shape.vector(8), zero, true).decays()).isFalse();
        assertThat(new Param(2, "norm/means", Shape.of(8, 1), zero, false).decays()).isFalse();
    }
}
