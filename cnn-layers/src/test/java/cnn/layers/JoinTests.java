package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Oracle;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import cnn.testkit.Tasks;
import org.junit.jupiter.api.Test;

class JoinTests {
    private static final Oracle SUM = arguments -> {
        double[] y = new double[arguments[0].length];
        for (double[] x : arguments) {
            for (int i = 0; i < y.length; i++) {
                y[i] += x[i];
            }
        }
        return y;
    };

    private static Oracle joined(int batch, int pixels) {
        return arguments -> {
            int all = 0;
            for (double[] x : arguments) {
                all += x.length;
            }
            double[] y = new double[all];
            int at = 0;
            for (int p = 0; p < batch * pixels; p++) {
                for (double[] x : arguments) {
                    int channels = x.length / batch / pixels;
                    for (int c = 0; c < channels; c++) {
                        y[at++] = x[p * channels + c];
                    }
                }
            }
            return y;
        };
    }

    @Test
    void addAgreesWithItsFormula() {
        Shape image = Shape.image(3, 5, 7);
        SUM.check(new Add(), 2, 1e-6, image, image);
        SUM.check(new Add(), 3, 1e-6, Shape.vector(11), Shape.vector(11), Shape.vector(11), Shape.vector(11));
    }

    @Test
    void addAgreesOverSeveralBlocks() {
        float[] x = Numbers.random(20_001, 1);
        float[] y = LayerRun.of(new Add(), 1, Shape.vector(20_001), Shape.vector(20_001))
                .with(now -> now.tasks(Tasks.REVERSED)).forward(x, x);
        for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).isEqualTo(2 * x[i]);
        }
    }

    @Test
    void concatAgreesWithItsFormula() {
        joined(2, 15).check(new Concat(), 2, 1e-6, Shape.image(3, 5, 7), Shape.image(3, 5, 1), Shape.image(3, 5, 4));
        joined(3, 1).check(new Concat(), 3, 1e-6, Shape.vector(2), Shape.vector(5));
        assertThat(BoundLayer.of(new Concat(), Shape.image(2, 3, 4), Shape.image(2, 3, 5)).output())
                .isEqualTo(Shape.image(2, 3, 9));
    }

    @Test
    void concatAgreesOverSeveralBlocks() {
        float[] first = Numbers.random(3 * 50 * 50 * 2, 1);
        float[] second = Numbers.random(3 * 50 * 50 * 3, 2);
        double[] expected = joined(3, 2500).apply(new double[][] {Numbers.doubles(first), Numbers.doubles(second)});
        Numbers.assertClose("output", LayerRun
                .of(new Concat(), 3, Shape.image(50, 50, 2), Shape.image(50, 50, 3)).forward(first, second), expected,
                0);
    }

    @Test
    void flattenIsAView() {
        LayerRun run = LayerRun.of(new Flatten(), 1, Shape.image(2, 3, 4));
        assertThat(run.layer().output()).isEqualTo(Shape.vector(24));
        assertThat(run.layer().isView()).isTrue();
    }

    @Test
    void addRejectsOneInputOrSeveralShapes() {
        assertThatThrownBy(() -> BoundLayer.of(new Add(), Shape.vector(3))).isInstanceOf(ShapeException.class)
                .hasMessage("Layer 'layer' Add[] cannot take (3):\nit adds two inputs or more but was given 1. "
                        + "Name the layers to add under the key from, beside the layer: from: [conv2d-1, input].");
        assertThatThrownBy(() -> BoundLayer.of(new Add(), Shape.image(2, 2, 3), Shape.image(2, 2, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Layer 'layer' Add[] cannot take (2, 2, 3) and (2, 2, 4):\nit cannot add (2, 2, 4) to (2, 2, 3). "
                                + "Give all inputs one shape, for example with a 1×1 convolution.");
    }

    @Test
    void concatRejectsOneInputOrSeveralSizes() {
        assertThatThrownBy(() -> BoundLayer.of(new Concat(), Shape.vector(3))).isInstanceOf(ShapeException.class)
                .hasMessage("Layer 'layer' Concat[] cannot take (3):\nit joins two inputs or more but was given 1. "
                        + "Name the layers to join.");
        assertThatThrownBy(() -> BoundLayer.of(new Concat(), Shape.image(2, 3, 1), Shape.image(2, 4, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Layer 'layer' Concat[] cannot take (2, 3, 1) and (2, 4, 1):\nit cannot join (2, 4, 1) to (2, 3, 1). "
                                + "Give all inputs the same height and width, for example with a pooling layer.");
        assertThatThrownBy(() -> BoundLayer.of(new Concat(), Shape.image(2, 3, 1), Shape.vector(6)))
                .isInstanceOf(ShapeException.class);
    }
}
