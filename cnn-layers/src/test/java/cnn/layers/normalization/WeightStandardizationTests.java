package cnn.layers.normalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Layer;
import cnn.layers.Conv1d;
import cnn.layers.Conv2d;
import cnn.layers.ConvTranspose2d;
import cnn.layers.Dense;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Oracle;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightStandardizationTests {
    private static final Shape IMAGE = Shape.image(6, 5, 20);

    /** The paper's equation 2, filter by filter. */
    private static double[] standardized(double[] weights, int filters, double epsilon) {
        double[] standardized = new double[weights.length];
        int n = weights.length / filters;
        for (int f = 0; f < filters; f++) {
            double mean = 0;
            double squares = 0;
            for (int i = f; i < weights.length; i += filters) {
                mean += weights[i] / n;
                squares += weights[i] * weights[i] / n;
            }
            for (int i = f; i < weights.length; i += filters) {
                standardized[i] = (weights[i] - mean) / Math.sqrt(squares - mean * mean + epsilon);
            }
        }
        return standardized;
    }

    @Test
    void agreesWithItsFormula() {
        int units = 3;
        Oracle formula = arguments -> {
            double[] w = standardized(arguments[1], units, 0.01);
            double[] y = new double[arguments[0].length / 7 * units];
            for (int i = 0; i < y.length; i++) {
                y[i] = arguments[2][i % units];
                for (int k = 0; k < 7; k++) {
                    y[i] += arguments[0][i / units * 7 + k] * w[k * units + i % units];
                }
            }
            return y;
        };
        formula.check(WeightStandardization.of(Dense.of(units)).epsilon(0.01), 4, 1e-5, Shape.vector(7));
    }

    /** In each way to compute a convolution, forward and for both gradients. */
    @Test
    void isTheLayerWithStandardizedWeights() {
        for (Layer layer : List.of(Conv2d.of(20, 3).padding(Padding.SAME), Conv2d.of(3, 3).stride(2), Conv2d.of(24, 1),
                DepthwiseConv2d.of(3).multiplier(1), Conv2d.of(8, 3).groups(2).bias(false))) {
            LayerRun wrapped = LayerRun.of(WeightStandardization.of(layer), 3, IMAGE);
            LayerRun plain = LayerRun.of(layer, 3, IMAGE);
            Numbers.fill(wrapped.values("weights"), 4);
            int filters = wrapped.layer().output().channels();
            double[] standardized = standardized(Numbers.doubles(wrapped.values("weights")), filters, 1e-5);
            for (int i = 0; i < standardized.length; i++) {
                plain.values("weights")[i] = (float) standardized[i];
            }
            float[] x = Numbers.random(3 * IMAGE.size(), 5);
            float[] y = plain.forward(x);
            Numbers.assertClose("output of " + layer, wrapped.forward(x), Numbers.doubles(y), 1e-5);
            float[] dy = Numbers.random(y.length, 6);
            Numbers.assertClose("gradient of " + layer, wrapped.backward(dy).inputGradient(0),
                    Numbers.doubles(plain.backward(dy).inputGradient(0)), 1e-5);
        }
    }

    @Test
    void keepsWhatTheLayerIs() {
        BoundLayer wrapped = BoundLayer.of(WeightStandardization.of(Conv1d.of(4, 3)), Shape.of(9, 2));
        BoundLayer plain = BoundLayer.of(Conv1d.of(4, 3), Shape.of(9, 2));
        assertThat(wrapped.params()).isEqualTo(plain.params());
        assertThat(wrapped.output()).isEqualTo(plain.output());
        assertThat(wrapped.multiplyAdds()).isEqualTo(plain.multiplyAdds());
    }

    @Test
    void rejectsWhatHasNoSuchWeights() {
        assertThatThrownBy(() -> WeightStandardization.of(MaxPool2d.of(2))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("WeightStandardization was given MaxPool2d[size=2x2, ").hasMessageEndingWith(
                        ", but standardises the weights of conv2d, conv1d, conv3d, depthwise-conv2d and dense. Give it one "
                                + "of these.");
        assertThatThrownBy(() -> WeightStandardization.of(ConvTranspose2d.of(2, 2)))
                .hasMessageStartingWith("WeightStandardization was given ConvTranspose2d[");
        assertThatThrownBy(() -> WeightStandardization.of(Dense.of(2)).epsilon(0)).hasMessage(
                "WeightStandardization epsilon is 0.0 but must be above 0 and finite, as a float too. Give for example "
                        + "0.00001.");
        assertThatThrownBy(() -> BoundLayer.of(WeightStandardization.of(DepthwiseConv2d.of(1)), IMAGE))
                .isInstanceOf(ShapeException.class).hasMessageEndingWith(
                        "cannot take (6, 5, 20):\neach of its filters has a single weight, which standardised is 0. Use a "
                                + "larger kernel, or the layer by itself.");
    }
}
