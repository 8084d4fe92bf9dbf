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
import org.assertj.core.data.Offset;
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

    /** The picture and the regions of ONNX's test_roialign. */
    private static final float[] PICTURE = {0.2764f, 0.7150f, 0.1958f, 0.3416f, 0.4638f, 0.0259f, 0.2963f, 0.6518f,
        0.4856f, 0.7250f, 0.9637f, 0.0895f, 0.2919f, 0.6753f, 0.0234f, 0.6132f, 0.8085f, 0.5324f, 0.8992f, 0.4467f,
        0.3265f, 0.8479f, 0.9698f, 0.2471f, 0.9336f, 0.1878f, 0.4766f, 0.4308f, 0.3400f, 0.2162f, 0.0206f, 0.1720f,
        0.2155f, 0.4394f, 0.0653f, 0.3406f, 0.7724f, 0.3921f, 0.2541f, 0.5799f, 0.4062f, 0.2194f, 0.4473f, 0.4687f,
        0.7109f, 0.9327f, 0.9815f, 0.6320f, 0.1728f, 0.6119f, 0.3097f, 0.1283f, 0.4984f, 0.5068f, 0.4279f, 0.0173f,
        0.4388f, 0.0430f, 0.4671f, 0.7119f, 0.1011f, 0.8477f, 0.4726f, 0.1777f, 0.9923f, 0.4042f, 0.1869f, 0.7795f,
        0.9946f, 0.9689f, 0.1366f, 0.3671f, 0.7011f, 0.6234f, 0.9867f, 0.5585f, 0.6985f, 0.5609f, 0.8788f, 0.9928f,
        0.5697f, 0.8511f, 0.6711f, 0.9406f, 0.8751f, 0.7496f, 0.1650f, 0.1049f, 0.1559f, 0.2514f, 0.7012f, 0.4056f,
        0.7879f, 0.3461f, 0.0415f, 0.2998f, 0.5094f, 0.3727f, 0.5482f, 0.0502f};

    /** ONNX's test_roialign, of version 10, where regions are given by the middles of pixels. */
    @Test
    void alignsRegionsAsOnnxDoes() {
        float[] y = LayerRun.of(RoiAlign.of(5).samplingRatio(2).halfPixel(false), 1, Shape.image(10, 10, 1),
                Shape.of(3, 4)).forward(PICTURE, new float[] {0, 0, 9, 9, 0, 5, 4, 9, 5, 5, 9, 9});
        assertThat(y).containsExactly(new float[] {0.4664f, 0.4466f, 0.3405f, 0.5688f, 0.6068f, 0.3714f, 0.4296f,
            0.3835f, 0.5562f, 0.3510f, 0.2768f, 0.4883f, 0.5222f, 0.5528f, 0.4171f, 0.4713f, 0.4844f, 0.6904f, 0.4920f,
            0.8774f, 0.6239f, 0.7125f, 0.6289f, 0.3355f, 0.3495f, 0.3022f, 0.4305f, 0.4696f, 0.3978f, 0.5423f, 0.3656f,
            0.7050f, 0.5165f, 0.3172f, 0.7015f, 0.2912f, 0.5059f, 0.6476f, 0.6235f, 0.8299f, 0.5916f, 0.7389f, 0.7048f,
            0.8372f, 0.8893f, 0.6227f, 0.6153f, 0.7097f, 0.6154f, 0.4585f, 0.2384f, 0.3379f, 0.3717f, 0.6100f, 0.7601f,
            0.3767f, 0.3785f, 0.7147f, 0.9243f, 0.9727f, 0.5749f, 0.5826f, 0.5709f, 0.7619f, 0.8770f, 0.5355f, 0.2566f,
            0.2141f, 0.2796f, 0.3600f, 0.4365f, 0.3504f, 0.2887f, 0.3661f, 0.2349f}, Offset.offset(1e-4f));
    }

    /** Pixels 1 … 6 in two rows: of bins on whole pixels the pixels themselves, of what lies beyond nothing. */
    @Test
    void regionsOfPixelEdgesAreThePixels() {
        Shape image = Shape.image(2, 3, 1);
        float[] x = {1, 2, 3, 4, 5, 6};
        assertThat(regions(RoiAlign.of(2), image, x, 0, 0, 2, 2)).containsExactly(1, 2, 4, 5);
        assertThat(regions(RoiAlign.of(1), image, x, 0, 0, 3, 2)).containsExactly(3.5f);
        assertThat(regions(RoiAlign.of(1), image, x, 20, 0, 22, 2)).containsExactly(0);
        assertThat(regions(RoiAlign.of(1), image, x, -1e9f, -1e9f, 1e9f, 1e9f)[0]).isBetween(0f, 1e-6f);
        assertThat(regions(RoiAlign.of(1).mode(RoiAlign.Mode.MAXIMUM), image, x, 0, 0, 3, 2)).containsExactly(6);
        assertThat(regions(RoiAlign.of(1).spatialScale(0.5), image, x, 2, 2, 4, 4)).containsExactly(5);
        assertThat(regions(RoiAlign.of(1), image, x, Float.NaN, 0, 1, 1)).containsExactly(Float.NaN);
        assertThat(regions(MaxRoiPool.of(1), image, x, 0, 0, Float.POSITIVE_INFINITY, 1)).containsExactly(Float.NaN);
        assertThat(LayerRun.of(MaxRoiPool.of(1), 1, Shape.of(2, 1, 2, 1), Shape.of(4, 5)).forward(
                new float[] {1, 2, 3, 4}, new float[] {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, Float.NaN, 0, 0, 0,
                    0}))
                .containsExactly(3, 2, Float.NaN, Float.NaN);
    }

    private static float[] regions(Layer layer, Shape image, float[] x, float... edges) {
        return LayerRun.of(layer, 1, image, Shape.of(edges.length / 4, 4)).forward(x, edges);
    }

    /** Rows 0–1 and columns 0–2 in 2 × 2 bins: columns 0 and 1, then 1 and 2. The gradient goes where the maxima are. */
    @Test
    void pooledRegionsOverlapByAPixel() {
        LayerRun run = LayerRun.of(MaxRoiPool.of(2), 1, Shape.image(3, 3, 1), Shape.of(2, 4));
        assertThat(run.forward(new float[] {1, 2, 3, 4, 9, 6, 7, 8, 5}, new float[] {0, 0, 2, 1, 2, 2, 4, 4}))
                .containsExactly(2, 3, 9, 9, 5, 0, 0, 0);
        run.backward(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(run.inputGradient(0)).containsExactly(0, 1, 2, 0, 7, 0, 0, 0, 5);
        assertThat(run.inputGradient(1)).containsOnly(0);
    }

    @Test
    void rejectsRegionsThatAreNone() {
        assertThatThrownBy(() -> LayerRun.of(RoiAlign.of(2), 1, Shape.image(3, 3, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("it takes an image and regions but was given 1 inputs");
        assertThatThrownBy(() -> LayerRun.of(MaxRoiPool.of(2), 1, Shape.image(3, 3, 1), Shape.of(2, 5)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("it cannot take regions of (2, 5) in (3, 3, 1)");
        assertThatThrownBy(() -> RoiAlign.of(2).samplingRatio(65))
                .hasMessage(
                        "A bin has from 1 to 64 samples along each axis, or 0 for one a pixel, but was given 65. Use "
                                + "for example 2.");
        assertThatThrownBy(() -> MaxRoiPool.of(2).spatialScale(0))
                .hasMessage("A spatial scale is above 0 but was given "
                        + "0.0. Use 0.0625 where the image has one pixel for 16 of the picture.");
    }
}
