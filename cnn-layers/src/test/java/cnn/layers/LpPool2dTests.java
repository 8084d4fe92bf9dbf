package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.layers.fixture.Oracle;
import cnn.testkit.LayerRun;
import org.junit.jupiter.api.Test;

class LpPool2dTests {
    /** Square windows, framed by so many zeros. */
    private static Oracle norm(Shape image, int size, int stride, int frame, int p) {
        int height = (image.height() + 2 * frame - size) / stride + 1;
        int width = (image.width() + 2 * frame - size) / stride + 1;
        int channels = image.channels();
        return arguments -> {
            double[] y = new double[arguments[0].length / image.size() * height * width * channels];
            for (int i = 0; i < y.length; i++) {
                int example = i / channels / width / height;
                for (int at = 0; at < size * size; at++) {
                    int row = i / channels / width % height * stride + at / size - frame;
                    int column = i / channels % width * stride + at % size - frame;
                    if (row >= 0 && row < image.height() && column >= 0 && column < image.width()) {
                        y[i] += Math.pow(Math.abs(arguments[0][example * image.size()
                                + (row * image.width() + column) * channels + i % channels]), p);
                    }
                }
                y[i] = Math.pow(y[i], 1.0 / p);
            }
            return y;
        };
    }

    @Test
    void agreesWithItsFormula() {
        Shape image = Shape.image(7, 6, 3);
        norm(image, 2, 2, 0, 2).check(LpPool2d.of(2), 3, 1e-6, image);
        norm(image, 3, 1, 1, 1).check(LpPool2d.of(3).p(1).stride(1).padding(Padding.of(1)), 2, 1e-6, image);
        norm(image, 3, 2, 1, 3).check(LpPool2d.of(3).p(3).stride(2).padding(Padding.of(1)), 2, 1e-6, image);
        norm(image, 2, 3, 0, 5).check(LpPool2d.of(2).p(5).stride(3), 2, 1e-6, image);
    }

    @Test
    void aWindowOfZerosHasNoGradient() {
        LayerRun run = LayerRun.of(LpPool2d.of(2), 1, Shape.image(2, 2, 1));
        assertThat(run.forward(new float[] {0, 0, 0, 0})).containsExactly(0);
        assertThat(run.backward(new float[] {1}).inputGradient(0)).containsExactly(0, 0, 0, 0);
        assertThat(run.forward(new float[] {3, 0, 0, -4})).containsExactly(5);
        assertThat(run.backward(new float[] {1}).inputGradient(0)).containsExactly(0.6f, 0, 0, -0.8f);
    }

    @Test
    void rejectsNormsOutsideTheirRange() {
        assertThatThrownBy(() -> LpPool2d.of(2).p(0)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "LpPool2d p is 0 but must be from 1 to 32; beyond that max-pool2d does. Give for example 2.");
        assertThatThrownBy(() -> LpPool2d.of(2).p(33)).hasMessageStartingWith("LpPool2d p is 33 but must be");
    }
}
