package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.layers.fixture.Numbers;
import cnn.testkit.LayerRun;
import org.junit.jupiter.api.Test;

class MultiplyTests {
    private static LayerRun run(int batch, Shape... inputs) {
        return LayerRun.of(new Multiply(), batch, inputs);
    }

    @Test
    void multipliesNumberByNumber() {
        LayerRun run = run(1, Shape.vector(3), Shape.vector(3), Shape.vector(3));
        assertThat(run.forward(new float[] {1, 2, 3}, new float[] {4, 5, 6}, new float[] {2, -1, 0.5f}))
                .containsExactly(8, -10, 9);
        run.backward(new float[] {1, 1, 2});
        assertThat(run.inputGradient(0)).containsExactly(8, -5, 6);
        assertThat(run.inputGradient(1)).containsExactly(2, -2, 3);
        assertThat(run.inputGradient(2)).containsExactly(4, 10, 36);
    }

    @Test
    void weighsTheChannelsOfEachExampleByItsOwnVector() {
        LayerRun run = run(2, Shape.image(1, 2, 2), Shape.vector(2));
        assertThat(run.forward(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new float[] {10, 20, 30, 40})).containsExactly(10,
                40, 30, 80, 150, 240, 210, 320);
        run.backward(new float[] {1, 1, 1, 1, 1, 0, 0, 1});
        assertThat(run.inputGradient(0)).containsExactly(10, 20, 10, 20, 30, 0, 0, 40);
        assertThat(run.inputGradient(1)).containsExactly(4, 6, 5, 8);
    }

    @Test
    void repeatsWhatLacksAnAxis() {
        float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        LayerRun pixels = run(1, Shape.image(2, 2, 2), Shape.image(2, 2, 1));
        assertThat(pixels.forward(x, new float[] {1, 2, 3, 4})).containsExactly(1, 2, 6, 8, 15, 18, 28, 32);
        pixels.backward(new float[] {1, 1, 1, 0, 0, 1, 2, 1});
        assertThat(pixels.inputGradient(1)).containsExactly(3, 3, 6, 22);
        LayerRun rows = run(1, Shape.image(2, 2, 2), Shape.image(2, 1, 2));
        assertThat(rows.forward(x, new float[] {1, 2, 3, 4})).containsExactly(1, 4, 3, 8, 15, 24, 21, 32);
        rows.backward(new float[] {1, 1, 1, 0, 0, 1, 2, 1});
        assertThat(rows.inputGradient(1)).containsExactly(4, 2, 14, 14);
    }

    /** Whole vectors of channels and more, over several tasks, for each axis that the other input may lack. */
    @Test
    void hasTheBitsOfProductsWhicheverAxesAreRepeated() {
        int height = 11;
        int width = 17;
        for (int channels : new int[] {1, 7, 16, 37, 64}) {
            Shape image = Shape.image(height, width, channels);
            float[] x = Numbers.random(3 * image.size(), 1);
            for (int lacking = 1; lacking < 8; lacking++) {
                int h = (lacking & 1) == 0 ? height : 1;
                int w = (lacking & 2) == 0 ? width : 1;
                int c = (lacking & 4) == 0 ? channels : 1;
                float[] weights = Numbers.random(3 * h * w * c, 2);
                float[] y = run(3, image, Shape.image(h, w, c)).forward(x, weights);
                float[] expected = new float[x.length];
                for (int i = 0; i < x.length; i++) {
                    int pixel = i / channels % (height * width);
                    int place = (pixel / width % h * w + pixel % width % w) * c + i % channels % c;
                    expected[i] = x[i] * weights[i / image.size() * h * w * c + place];
                }
                assertThat(y).as("%s by %d, %d, %d", image, h, w, c).isEqualTo(expected);
            }
        }
    }

    @Test
    void agreesOverSeveralTasks() {
        LayerRun run = run(3, Shape.image(60, 50, 3), Shape.vector(3));
        float[] x = new float[3 * 60 * 50 * 3];
        float[] weights = new float[9];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 17 - 8;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i + 1;
        }
        float[] y = run.forward(x, weights);
        for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).isEqualTo(x[i] * weights[i / 9000 * 3 + i % 3]);
        }
    }

    @Test
    void rejectsOneInputOrShapesThatDiffer() {
        assertThatThrownBy(() -> run(1, Shape.vector(3))).isInstanceOf(ShapeException.class).hasMessage("""
                Layer 'layer' Multiply[] cannot take (3):
                it multiplies two inputs or more but was given 1. Name the layers to multiply under the key from, \
                beside the layer: from: [conv2d-1, sigmoid-1].""");
        assertThatThrownBy(() -> run(1, Shape.image(2, 2, 3), Shape.vector(4))).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(
                        "it cannot multiply (2, 2, 3) by (4). Give all inputs one shape, or put vectors of 3 "
                                + "numbers behind the image, or images with 1 in the place of its height, width or channels.");
        assertThatThrownBy(() -> run(1, Shape.image(2, 2, 3), Shape.image(2, 3, 3)))
                .hasMessageContaining("it cannot multiply (2, 2, 3) by (2, 3, 3). Give all inputs one shape, or put");
        assertThatThrownBy(() -> run(1, Shape.vector(3), Shape.image(2, 2, 3))).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith("it cannot multiply (3) by (2, 2, 3). Give all inputs one shape.");
    }
}
