package cnn.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Oracle;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GlobalAveragePool2dTests {
    private static Oracle mean(Shape image) {
        return arguments -> {
            int c = image.channels();
            double[] y = new double[arguments[0].length / image.size() * c];
            for (int i = 0; i < arguments[0].length; i++) {
                y[i / image.size() * c + i % c] += arguments[0][i] * c / image.size();
            }
            return y;
        };
    }

    @Test
    void agreesWithItsFormula() {
        for (Shape image : new Shape[] {Shape.image(1, 1, 3), Shape.image(9, 8, 5), Shape.image(13, 11, 1)}) {
            mean(image).check(new GlobalAveragePool2d(), 3, 1e-6, image);
        }
    }

    @Test
    void keepsItsDigitsOverLargeImages() {
        Shape image = Shape.image(500, 400, 1);
        float[] x = new float[image.size()];
        Arrays.fill(x, 0.1f);
        Numbers.assertClose("mean", LayerRun.of(new GlobalAveragePool2d(), 1, image).forward(x), new double[] {0.1f},
                2e-5);
    }

    @Test
    void rejectsVectors() {
        assertThatThrownBy(() -> BoundLayer.of(new GlobalAveragePool2d(), Shape.vector(8)))
                .isInstanceOf(ShapeException.class).hasMessageContaining("it takes an image");
    }
}
