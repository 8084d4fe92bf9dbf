package cnn.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTests {
    @Test
    void anImageHasHeightWidthAndChannels() {
        Shape image = Shape.image(28, 20, 3);
        assertThat(image.isImage()).isTrue();
        assertThat(image.rank()).isEqualTo(3);
        assertThat(image.height()).isEqualTo(28);
        assertThat(image.width()).isEqualTo(20);
        assertThat(image.channels()).isEqualTo(3);
        assertThat(image.size()).isEqualTo(1680);
        assertThat(image).hasToString("(28, 20, 3)").isEqualTo(Shape.of(28, 20, 3))
                .hasSameHashCodeAs(Shape.of(28, 20, 3));
    }

    @Test
    void aVectorIsNoImage() {
        Shape vector = Shape.vector(10);
        assertThat(vector.isImage()).isFalse();
        assertThat(vector.channels()).isEqualTo(10);
        assertThat(vector.dim(0)).isEqualTo(10);
        assertThat(vector).isNotEqualTo(Shape.of(10, 1)).isNotEqualTo("(10)");
        assertThatThrownBy(vector::height).isInstanceOf(IllegalStateException.class)
                .hasMessage("Shape (10) is no image (height, width, channels).");
        assertThatThrownBy(vector::width).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itsAxesCannotBeChangedFromOutside() {
        int[] axes = {2, 3};
        Shape shape = Shape.of(axes);
        axes[0] = 9;
        shape.dims()[1] = 9;
        assertThat(shape).isEqualTo(Shape.of(2, 3));
        assertThat(shape.dims()).containsExactly(2, 3);
    }

    @Test
    void axesWithoutLengthAndTensorsWithoutAnArrayAreRefused() {
        assertThatThrownBy(() -> Shape.of()).hasMessageContaining("at least one axis");
        assertThatThrownBy(() -> Shape.image(4, 0, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape (4, 0, 3) has an axis of length 0. Every axis needs at least 1.");
        assertThatThrownBy(() -> Shape.vector(-1)).hasMessageContaining("length -1");
        assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 15)).hasMessageContaining("more than 2^31 - 1 elements");
        assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30))
                .hasMessageContaining("more than 2^31 - 1 elements");
        assertThat(Shape.vector(Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void isReadAsItIsWritten() {
        for (Shape shape : new Shape[] {Shape.vector(7), Shape.image(28, 28, 1), Shape.of(3, 3, 16, 32)}) {
            assertThat(Shape.parse(shape.toString())).isEqualTo(shape);
        }
        assertThat(Shape.parse(" (28,28 , 1) ")).isEqualTo(Shape.image(28, 28, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "()", "28, 28", "(28, x)", "(28,)", "(1.5)", "(99999999999)"})
    void whatIsNoShapeIsRefused(String text) {
        assertThatThrownBy(() -> Shape.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no shape. Write the lengths of its axes, outermost first: (28, 28, 1).");
    }

    @Test
    void aTensorHasAsManyNumbersAsItsShape() {
        assertThat(Tensor.zeros(Shape.of(2, 3)).data()).containsExactly(0, 0, 0, 0, 0, 0);
        assertThatThrownBy(() -> new Tensor(Shape.of(2, 3), new float[5])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A tensor of shape (2, 3) needs 6 numbers but was given 5.");
    }
}
