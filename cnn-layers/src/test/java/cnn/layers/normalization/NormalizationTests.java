package cnn.layers.normalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Oracle;
import cnn.testkit.LayerRun;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class NormalizationTests {
    /** Over all numbers that have one value of {@code set}; scale and shift by channel. */
    private static Oracle standardising(int channels, int numbersOfASet, Sets sets, double epsilon) {
        return arguments -> {
            double[] x = arguments[0];
            int count = x.length / numbersOfASet;
            double[] mean = new double[count];
            double[] variance = new double[count];
            for (int i = 0; i < x.length; i++) {
                mean[sets.of(i)] += x[i] / numbersOfASet;
            }
            for (int i = 0; i < x.length; i++) {
                variance[sets.of(i)] += Math.pow(x[i] - mean[sets.of(i)], 2) / numbersOfASet;
            }
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                y[i] = (x[i] - mean[sets.of(i)]) / Math.sqrt(variance[sets.of(i)] + epsilon)
                        * arguments[1][i % channels] + arguments[2][i % channels];
            }
            return y;
        };
    }

    /** Which numbers are normalised together. */
    private interface Sets {
        int of(int index);
    }

    private static Oracle layerNorm(Shape shape, double epsilon) {
        int channels = shape.channels();
        return standardising(channels, channels, i -> i / channels, epsilon);
    }

    private static Oracle groupNorm(Shape shape, int groups, double epsilon) {
        int channels = shape.channels();
        return standardising(channels, shape.size() / groups,
                i -> i / shape.size() * groups + i % channels / (channels / groups), epsilon);
    }

    private static Oracle rmsNorm(int channels, double epsilon) {
        return arguments -> {
            double[] x = arguments[0];
            double[] y = new double[x.length];
            for (int row = 0; row < x.length; row += channels) {
                double squares = 0;
                for (int i = row; i < row + channels; i++) {
                    squares += x[i] * x[i] / channels;
                }
                for (int i = row; i < row + channels; i++) {
                    y[i] = x[i] / Math.sqrt(squares + epsilon) * arguments[1][i - row];
                }
            }
            return y;
        };
    }

    private static Oracle localResponse(int channels, LocalResponseNorm layer) {
        return arguments -> {
            double[] x = arguments[0];
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                double sum = 0;
                int c = i % channels;
                for (int j = c - (layer.size() - 1) / 2; j <= c + layer.size() / 2; j++) {
                    sum += j < 0 || j >= channels ? 0 : Math.pow(x[i - c + j], 2);
                }
                y[i] = x[i] / Math.pow(layer.bias() + layer.alpha() / layer.size() * sum, layer.beta());
            }
            return y;
        };
    }

    @Test
    void layerNormAgreesWithItsFormula() {
        for (Shape shape : new Shape[] {Shape.image(5, 3, 4), Shape.vector(17), Shape.image(2, 2, 130),
            Shape.image(40, 30, 2)}) {
            layerNorm(shape, 1e-3).check(LayerNorm.of().epsilon(1e-3), shape.size() > 1000 ? 1 : 3, 1e-5, shape);
        }
    }

    @Test
    void rmsNormAgreesWithItsFormula() {
        rmsNorm(4, 1e-3).check(RmsNorm.of().epsilon(1e-3), 3, 1e-5, Shape.image(5, 3, 4));
        rmsNorm(17, 1e-3).check(RmsNorm.of().epsilon(1e-3), 2, 1e-5, Shape.vector(17));
        rmsNorm(1, 0.1).check(RmsNorm.of().epsilon(0.1), 2, 1e-5, Shape.image(3, 2, 1));
    }

    @Test
    void groupNormAgreesWithItsFormula() {
        groupNorm(Shape.image(5, 3, 6), 3, 1e-5).check(GroupNorm.of(3), 3, 1e-5, Shape.image(5, 3, 6));
        groupNorm(Shape.image(4, 4, 5), 1, 1e-5).check(GroupNorm.of(1), 2, 1e-5, Shape.image(4, 4, 5));
        groupNorm(Shape.vector(12), 4, 1e-3).check(GroupNorm.of(4).epsilon(1e-3), 2, 1e-5, Shape.vector(12));
    }

    @Test
    void instanceNormAgreesWithItsFormula() {
        groupNorm(Shape.image(5, 3, 6), 6, 1e-5).check(InstanceNorm.of(), 3, 1e-5, Shape.image(5, 3, 6));
        groupNorm(Shape.image(9, 7, 1), 1, 1e-5).check(InstanceNorm.of(), 2, 1e-5, Shape.image(9, 7, 1));
    }

    @Test
    void groupNormAgreesOverSeveralChunks() {
        Shape image = Shape.image(70, 60, 6);
        float[] x = Numbers.random(image.size(), 3);
        double[][] arguments = {Numbers.doubles(x), {1, 1, 1, 1, 1, 1}, new double[6]};
        Numbers.assertClose("output", LayerRun.of(GroupNorm.of(2), 1, image).forward(x),
                groupNorm(image, 2, 1e-5).apply(arguments), 1e-5);
    }

    /** x itself has only steps of 6e-5 at 1000. */
    @Test
    void keepsTheirDigitsFarFromZero() {
        Shape image = Shape.image(25, 20, 4);
        float[] x = Numbers.random(image.size(), 2);
        for (int i = 0; i < x.length; i++) {
            x[i] += 1000;
        }
        double[][] arguments = {Numbers.doubles(x), {1, 1, 1, 1}, new double[4]};
        Numbers.assertClose("group", LayerRun.of(GroupNorm.of(2), 1, image).forward(x),
                groupNorm(image, 2, 1e-5).apply(arguments), 1e-4);
        Numbers.assertClose("layer", LayerRun.of(LayerNorm.of().epsilon(1e-3), 1, image).forward(x),
                layerNorm(image, 1e-3).apply(arguments), 1e-2); // a row of four may lie within a few steps
    }

    @Test
    void localResponseNormAgreesWithItsFormula() {
        for (LocalResponseNorm layer : new LocalResponseNorm[] {LocalResponseNorm.of(5).alpha(0.5),
            LocalResponseNorm.of(2).beta(1.3).alpha(1).bias(0.5), LocalResponseNorm.of(1).alpha(2),
            LocalResponseNorm.of(20).alpha(3)}) {
            localResponse(7, layer).check(layer, 2, 1e-5, Shape.image(2, 3, 7));
        }
    }

    /** Krizhevsky's numbers: k = 2, n = 5, alpha = 10⁻⁴ of the sum, beta = 3/4. */
    @Test
    void localResponseNormIsAlexNets() {
        float[] y = LayerRun.of(LocalResponseNorm.of(5).alpha(5e-4).bias(2), 1, Shape.vector(3)).forward(new float[] {
            100, 0, 10});
        assertThat(y[0]).isCloseTo((float) (100 / Math.pow(2 + 1e-4 * 10_100, 0.75)), within(1e-4f));
        assertThat(y[2]).isCloseTo((float) (10 / Math.pow(2 + 1e-4 * 10_100, 0.75)), within(1e-5f));
    }

    @Test
    void scaleAndShiftAreTrainedWithoutDecay() {
        for (Layer layer : new Layer[] {LayerNorm.of(), GroupNorm.of(2), InstanceNorm.of()}) {
            LayerRun run = LayerRun.of(layer, 1, Shape.image(2, 2, 4));
            assertThat(run.layer().trained()).extracting(Param::name).containsExactly("layer/scale", "layer/shift");
            assertThat(run.layer().trained()).noneMatch(Param::decays);
            assertThat(run.values("scale")).containsOnly(1);
            assertThat(run.values("shift")).containsOnly(0);
        }
        assertThat(LayerRun.of(RmsNorm.of(), 1, Shape.vector(4)).layer().trained()).extracting(Param::name)
                .containsExactly("layer/scale");
    }

    @Test
    void rejectsWhatIsItsOwnMean() {
        rejects(LayerNorm.of(), Shape.image(3, 3, 1), "a position has one channel, which is its own mean, and every "
                + "output would be the shift. Put it behind a layer of 2 channels or more, or use group-norm with 1 group.");
        rejects(GroupNorm.of(4), Shape.vector(4),
                "a group has one number, which is its own mean, and every output would "
                        + "be the shift. Use fewer groups.");
        rejects(GroupNorm.of(3), Shape.image(2, 2, 4),
                "4 channels cannot be cut into 3 groups. Use a number of groups that divides the channels.");
        rejects(GroupNorm.of(3), Shape.image(2, 2, 1),
                "1 channel cannot be cut into 3 groups. Use a number of groups that divides the channels.");
        rejects(InstanceNorm.of(), Shape.image(1, 1, 4),
                "a feature map has one pixel, which is its own mean, and every "
                        + "output would be the shift. Put it before the layers that shrink the image, or use layer-norm.");
        rejects(InstanceNorm.of(), Shape.vector(4), "it takes an image (height, width, channels). Put it before the "
                + "flatten layer.");
    }

    private static void rejects(Layer layer, Shape shape, String words) {
        assertThatThrownBy(() -> LayerRun.of(layer, 1, shape)).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(words);
    }

    /** By hand: y = scale · x, and the gradient of the scale is Σ dy · x over positions and examples. */
    @Test
    void layerScaleMultipliesEachChannel() {
        LayerRun run = LayerRun.of(LayerScale.of(0.5), 2, Shape.image(1, 2, 2));
        assertThat(run.forward(new float[] {1, 2, 3, 4, 5, 6, 7, 8})).containsExactly(0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f,
                4);
        run.backward(new float[] {1, 1, 2, 2, 1, 1, 0, -1});
        assertThat(run.inputGradient(0)).containsExactly(0.5f, 0.5f, 1, 1, 0.5f, 0.5f, 0, -0.5f);
        assertThat(run.gradient("scale")).containsExactly(1 + 6 + 5, 2 + 8 + 6 - 8);
    }

    @Test
    void rejectsOptionsOutsideTheirRange() {
        refuses(() -> LayerScale.of(1e300),
                "LayerScale start is 1.0E300. Give a number that is finite as a float, for example 1.0e-6.");
        refuses(() -> LayerNorm.of().epsilon(0), "LayerNorm epsilon is 0.0 but must be above 0 and finite, as a float "
                + "too. Give for example 0.00001.");
        refuses(() -> RmsNorm.of().epsilon(Double.NaN), "RmsNorm epsilon is NaN but must be above 0 and finite, as a "
                + "float too. Give for example 0.00001.");
        refuses(() -> InstanceNorm.of().epsilon(1e300), "InstanceNorm epsilon is 1.0E300 but must be above 0 and "
                + "finite, as a float too. Give for example 0.00001.");
        refuses(() -> GroupNorm.of(2).epsilon(-1),
                "GroupNorm epsilon is -1.0 but must be above 0 and finite, as a float "
                        + "too. Give for example 0.00001.");
        refuses(() -> GroupNorm.of(0), "GroupNorm needs at least 1 group but was given 0. Give for example 32.");
        refuses(() -> LocalResponseNorm.of(0),
                "LocalResponseNorm size is 0 but a sum needs at least 1 channel. Give for example 5.");
        refuses(() -> LocalResponseNorm.of(5).alpha(-1), "LocalResponseNorm alpha is -1.0 but must be 0 or more and "
                + "finite, as a float too. Give for example 0.0001.");
        refuses(() -> LocalResponseNorm.of(5).beta(Double.POSITIVE_INFINITY), "LocalResponseNorm beta is Infinity but "
                + "must be 0 or more and finite, as a float too. Give for example 0.75.");
        refuses(() -> LocalResponseNorm.of(5).bias(0), "LocalResponseNorm bias is 0.0 but must be 1.0E-6 or more and "
                + "finite, as a float too. Give for example 1.");
    }

    private static void refuses(Supplier<Layer> layer, String words) {
        assertThatThrownBy(layer::get).isInstanceOf(IllegalArgumentException.class).hasMessage(words);
    }

    /** PyTorch: normalize(x, p, dim, eps) is x / max(‖x‖, eps). */
    @Test
    void lpNormHasLengthOne() {
        for (int p = 1; p <= 2; p++) {
            int norm = p;
            Shape shape = Shape.image(3, 2, 7);
            Oracle oracle = arguments -> {
                double[] x = arguments[0];
                double[] y = new double[x.length];
                for (int row = 0; row < x.length; row += 7) {
                    double sum = 0;
                    for (int i = row; i < row + 7; i++) {
                        sum += norm == 1 ? Math.abs(x[i]) : x[i] * x[i];
                    }
                    for (int i = row; i < row + 7; i++) {
                        y[i] = x[i] / Math.max(norm == 1 ? sum : Math.sqrt(sum), 1e-12);
                    }
                }
                return y;
            };
            oracle.check(LpNorm.of().p(p), 3, 1e-6, shape);
        }
        LayerRun run = LayerRun.of(LpNorm.of().epsilon(2), 1, Shape.vector(2));
        assertThat(run.forward(new float[] {0.6f, 0.8f})).containsExactly(0.3f, 0.4f);
        assertThat(run.backward(new float[] {1, 3}).inputGradient(0)).containsExactly(0.5f, 1.5f);
        assertThat(LayerRun.of(LpNorm.of(), 1, Shape.vector(2)).forward(new float[2])).containsExactly(0, 0);
        assertThatThrownBy(() -> LpNorm.of().p(3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "LpNorm p is 3 but must be 1, for the sum of magnitudes, or 2, for the square root of the sum of "
                                + "squares.");
    }
}
