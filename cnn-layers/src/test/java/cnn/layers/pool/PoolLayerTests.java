package cnn.layers.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Layer;
import cnn.layers.Size;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Oracle;
import cnn.testkit.LayerRun;
import cnn.testkit.Tasks;
import org.junit.jupiter.api.Test;

class PoolLayerTests {
    private static float[] run(Layer layer, Shape shape, float... x) {
        return LayerRun.of(layer, 1, shape).forward(x);
    }

    @Test
    void globalMaxTakesTheFirstOfEqualNumbers() {
        LayerRun run = LayerRun.of(new GlobalMaxPool2d(), 2, Shape.image(2, 2, 2));
        assertThat(run.forward(new float[] {1, 9, 4, 2, 4, 9, 0, -1, -5, -5, -6, -7, -8, -9, -5, -1})).containsExactly(
                4,
                9, -5, -1);
        assertThat(run.backward(new float[] {1, 2, 3, 4}).inputGradient(0)).containsExactly(0, 2, 1, 0, 0, 0, 0, 0, 3,
                0, 0, 0, 0, 0,
                0,
                4);
    }

    @Test
    void nanStaysInItsMap() {
        LayerRun run = LayerRun.of(new GlobalMaxPool2d(), 1, Shape.image(1, 3, 2));
        float[] y = run.forward(new float[] {1, 1, Float.NaN, 5, 3, 2});
        assertThat(y).containsExactly(Float.NaN, 5);
        assertThat(run.backward(new float[] {1, 1}).inputGradient(0)).containsExactly(1, 0, 0, 1, 0, 0);
    }

    /** PyTorch: adaptive_avg_pool1d and adaptive_max_pool1d of 1 … 7 to 3 regions: 1–3, 3–5, 5–7. */
    @Test
    void adaptiveRegionsAreAsEvenAsCanBe() {
        Shape line = Shape.image(1, 7, 1);
        float[] x = {1, 2, 3, 4, 5, 6, 7};
        assertThat(run(new AdaptiveAveragePool2d(new Size(1, 3)), line, x)).containsExactly(2, 4, 6);
        assertThat(run(new AdaptiveMaxPool2d(new Size(1, 3)), line, x)).containsExactly(3, 5, 7);
        assertThat(run(new AdaptiveMaxPool2d(new Size(2, 3)), Shape.image(1, 2, 1), 5, 8)).containsExactly(5, 8, 8, 5,
                8,
                8);
    }

    private static Oracle adaptive(Shape image, Size size, boolean mean) {
        int channels = image.channels();
        return arguments -> {
            int batch = arguments[0].length / image.size();
            double[] y = new double[batch * size.area() * channels];
            for (int i = 0; i < y.length; i++) {
                int c = i % channels;
                int column = i / channels % size.width();
                int row = i / channels / size.width() % size.height();
                int example = i / channels / size.area();
                int top = (int) Math.floor((double) row * image.height() / size.height());
                int bottom = (int) Math.ceil((row + 1.0) * image.height() / size.height());
                int left = (int) Math.floor((double) column * image.width() / size.width());
                int right = (int) Math.ceil((column + 1.0) * image.width() / size.width());
                y[i] = mean ? 0 : Double.NEGATIVE_INFINITY;
                for (int at = 0; at < (bottom - top) * (right - left); at++) {
                    int pixel = (top + at / (right - left)) * image.width() + left + at % (right - left);
                    double x = arguments[0][example * image.size() + pixel * channels + c];
                    y[i] = mean ? y[i] + x / ((bottom - top) * (right - left)) : Math.max(y[i], x);
                }
            }
            return y;
        };
    }

    @Test
    void adaptivePoolsAgreeWithTheirFormula() {
        Shape image = Shape.image(7, 5, 3);
        for (Size size : new Size[] {Size.of(1), Size.of(3), new Size(7, 5), new Size(9, 2)}) {
            adaptive(image, size, true).check(new AdaptiveAveragePool2d(size), 2, 1e-6, image);
            adaptive(image, size, false).check(new AdaptiveMaxPool2d(size), 2, 1e-6, image);
        }
    }

    private static int mirrored(int at, int length) {
        return at < 0 ? -at : at < length ? at : 2 * (length - 1) - at;
    }

    private static Oracle blur(Shape image, double[] weights, int stride) {
        int before = (weights.length - 1) / 2;
        int height = (image.height() + stride - 1) / stride;
        int width = (image.width() + stride - 1) / stride;
        int channels = image.channels();
        return arguments -> {
            double[] y = new double[arguments[0].length / image.size() * height * width * channels];
            for (int i = 0; i < y.length; i++) {
                int column = i / channels % width;
                int row = i / channels / width % height;
                int example = i / channels / width / height;
                for (int k = 0; k < weights.length; k++) {
                    for (int l = 0; l < weights.length; l++) {
                        int pixel = mirrored(row * stride + k - before, image.height()) * image.width()
                                + mirrored(column * stride + l - before, image.width());
                        y[i] += weights[k] * weights[l] * arguments[0][example * image.size() + pixel * channels + i
                                % channels];
                    }
                }
            }
            return y;
        };
    }

    @Test
    void blurPoolAgreesWithItsFormula() {
        Shape image = Shape.image(7, 5, 3);
        blur(image, new double[] {0.25, 0.5, 0.25}, 2).check(BlurPool2d.of(), 2, 1e-6, image);
        blur(image, new double[] {0.125, 0.375, 0.375, 0.125}, 1).check(BlurPool2d.of().size(4).stride(1), 2, 1e-6,
                image);
        blur(image, new double[] {0.0625, 0.25, 0.375, 0.25, 0.0625}, 3).check(BlurPool2d.of().size(5).stride(3), 2,
                1e-6, image);
        blur(image, new double[] {1}, 2).check(BlurPool2d.of().size(1), 2, 1e-6, image);
    }

    @Test
    void channelPoolAgreesWithItsFormula() {
        Shape image = Shape.image(3, 2, 5);
        Oracle mean = arguments -> {
            double[] y = new double[arguments[0].length / 5];
            for (int i = 0; i < arguments[0].length; i++) {
                y[i / 5] += arguments[0][i] / 5;
            }
            return y;
        };
        Oracle maximum = arguments -> {
            double[] y = new double[arguments[0].length / 5];
            for (int i = 0; i < arguments[0].length; i++) {
                y[i / 5] = i % 5 == 0 ? arguments[0][i] : Math.max(y[i / 5], arguments[0][i]);
            }
            return y;
        };
        mean.check(new ChannelPool(ChannelPool.Statistic.MEAN), 3, 1e-6, image);
        maximum.check(new ChannelPool(ChannelPool.Statistic.MAXIMUM), 3, 1e-6, image);
    }

    @Test
    void agreeOverSeveralTasks() {
        Shape image = Shape.image(90, 110, 4);
        float[] x = Numbers.random(2 * image.size(), 7);
        double[][] arguments = {Numbers.doubles(x)};
        Numbers.assertClose("blur",
                LayerRun.of(BlurPool2d.of(), 2, image).with(now -> now.tasks(Tasks.REVERSED)).forward(x),
                blur(image, new double[] {0.25, 0.5, 0.25}, 2).apply(arguments), 1e-6);
        Numbers.assertClose("adaptive", LayerRun.of(AdaptiveAveragePool2d.of(7), 2, image).forward(x),
                adaptive(image, Size.of(7), true).apply(arguments), 1e-5);
    }

    @Test
    void rejectWhatDoesNotFit() {
        assertThatThrownBy(() -> BlurPool2d.of().size(8)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "BlurPool2d was given size 8 and stride 2 but has a size from 1 to 7 and a stride of 1 or more. Give for "
                        + "example 3 and 2.");
        assertThatThrownBy(() -> run(BlurPool2d.of().size(5), Shape.image(2, 6, 1), new float[12]))
                .isInstanceOf(ShapeException.class).hasMessageEndingWith(
                        "a blur of 5×5 mirrors 2 pixels beside the edge, and an image of 2×6 has not as many. Use a size "
                                + "of at most 3.");
        assertThatThrownBy(() -> run(AdaptiveMaxPool2d.of(50_000), Shape.image(2, 6, 1), new float[12]))
                .isInstanceOf(ShapeException.class).hasMessageEndingWith(
                        "its output would be 50000×50000 with 1 channel, more than the 2^31 - 9 numbers that one array "
                                + "can hold. Use a smaller size.");
    }
}
