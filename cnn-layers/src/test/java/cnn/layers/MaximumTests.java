package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.testkit.LayerRun;
import org.junit.jupiter.api.Test;

class MaximumTests {
    @Test
    void theFirstLargestGetsTheGradient() {
        LayerRun run = LayerRun.of(new Maximum(), 1, Shape.vector(4), Shape.vector(4), Shape.vector(4));
        assertThat(run.forward(new float[] {1, 5, 3, Float.NaN}, new float[] {2, 5, 3, 1}, new float[] {0, 4, 6, 2}))
                .containsExactly(2, 5, 6, Float.NaN);
        run.backward(new float[] {10, 20, 30, 40});
        assertThat(run.inputGradient(0)).containsExactly(0, 20, 0, 40);
        assertThat(run.inputGradient(1)).containsExactly(10, 0, 0, 0);
        assertThat(run.inputGradient(2)).containsExactly(0, 0, 30, 0);
    }

    @Test
    void rejectsOneInputOrShapesThatDiffer() {
        assertThatThrownBy(() -> LayerRun.of(new Maximum(), 1, Shape.vector(3))).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(
                        "it compares two inputs or more but was given 1. Name the layers to compare under "
                                + "the key from, beside the layer: from: [conv2d-1, conv2d-2].");
        assertThatThrownBy(() -> LayerRun.of(new Maximum(), 1, Shape.vector(3), Shape.vector(4)))
                .hasMessageEndingWith(
                        "it cannot compare (4) with (3). Give all inputs one shape, for example with a 1×1 "
                                + "convolution.");
    }
}
