package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.layers.fixture.NaiveConvolution;
import cnn.layers.fixture.Numbers;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import cnn.testkit.Tasks;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class Conv2dTests {
    /**
     * Holds output and gradients against the formula, and checks that neither the order of tasks nor an unwanted input
     * gradient changes a bit. Each addition errs by half an ulp of its sum, and those errors grow as a random walk.
     *
     * @param top rows of padding that the formula has above, with {@code left} columns
     */
    private static void check(Conv2d layer, int top, int left, int batch, Shape image) {
        LayerRun run = LayerRun.of(layer, batch, image);
        LayerRun reversed = LayerRun.of(layer, batch, image).with(now -> now.tasks(Tasks.REVERSED));
        LayerRun lazy = LayerRun.of(layer, batch, image).with(now -> now.unwanted(Set.of(0)));
        for (LayerRun each : new LayerRun[] {run, reversed, lazy}) {
            each.layer().trained().forEach(p -> Numbers.fill(each.values(p), p.index()));
        }
        Shape out = run.layer().output();
        float[] x = Numbers.random(batch * image.size(), 11);
        float[] dy = Numbers.random(batch * out.size(), 12);
        float[] bias = layer.bias() ? run.values("bias") : new float[0];
        NaiveConvolution naive = new NaiveConvolution(layer, top, left, image, out, batch, x, run.values("weights"),
                bias,
                dy);
        String what = layer + " " + image;

        float[] y = run.forward(x);
        float[] dx = run.backward(dy).inputGradient(0);
        int sums = layer.kernel().area() * Math.max(image.channels(), layer.filters());
        Numbers.assertClose(what + " output", y, naive.output, 1e-7 * Math.sqrt(sums + 1));
        Numbers.assertClose(what + " dx", dx, naive.inputGradient, 1e-7 * Math.sqrt(sums + 1));
        double many = 1e-7 * Math.sqrt(batch * out.size());
        Numbers.assertClose(what + " dw", run.gradient("weights"), naive.weightGradient, many);
        if (layer.bias()) {
            Numbers.assertClose(what + " db", run.gradient("bias"), naive.biasGradient, many);
        }

        assertThat(reversed.forward(x)).isEqualTo(y);
        assertThat(reversed.backward(dy).inputGradient(0)).isEqualTo(dx);
        assertThat(reversed.gradient("weights")).isEqualTo(run.gradient("weights"));
        lazy.forward(x);
        lazy.backward(dy);
        assertThat(lazy.gradient("weights")).isEqualTo(run.gradient("weights"));
    }

    @Test
    void agreesWithItsFormulaForEveryKernelStridePaddingDilationAndGroup() {
        int[][] amounts = {{0, 0, 0, 0}, {1, 1, 1, 1}, {2, 0, 1, 3}, {4, 5, 6, 4}};
        for (Size kernel : new Size[] {Size.of(1), Size.of(3), new Size(2, 3), new Size(3, 1)}) {
            for (Size stride : new Size[] {Size.of(1), Size.of(2), new Size(1, 3)}) {
                for (Size dilation : new Size[] {Size.of(1), Size.of(2), new Size(1, 2)}) {
                    for (int groups : new int[] {1, 2, 4}) {
                        for (int[] a : amounts) {
                            Padding padding = Padding.of(a[0], a[1], a[2], a[3]);
                            check(new Conv2d(8, kernel, stride, padding, dilation, groups, groups != 2,
                                    Conv2d.of(1, 1).init()),
                                    a[0], a[1], 2, Shape.image(6, 7, 4));
                        }
                    }
                }
            }
        }
    }

    @Test
    void samePaddingKeepsTheSizeAndPutsTheOddPixelBelowOrAbove() {
        check(Conv2d.of(5, 3).padding(Padding.SAME), 1, 1, 2, Shape.image(5, 4, 3));
        check(Conv2d.of(5, 4).padding(Padding.SAME), 1, 1, 2, Shape.image(5, 6, 3));
        check(Conv2d.of(5, 4).padding(Padding.SAME_LOWER), 2, 2, 2, Shape.image(5, 6, 3));
        assertThat(BoundLayer.of(Conv2d.of(5, 4).padding(Padding.SAME), Shape.image(5, 6, 3)).output())
                .isEqualTo(Shape.image(5, 6, 5));
        assertThat(BoundLayer.of(Conv2d.of(5, 3).stride(2).padding(Padding.SAME), Shape.image(5, 6, 3)).output())
                .isEqualTo(Shape.image(3, 3, 5));
    }

    @Test
    void agreesWhereAnImageIsManyTasksAndTheBatchManyParts() {
        check(Conv2d.of(34, 3).padding(Padding.SAME), 1, 1, 2, Shape.image(33, 29, 18));
        check(Conv2d.of(70, 1), 0, 0, 2, Shape.image(26, 21, 48));
        check(Conv2d.of(3, 3), 0, 0, 37, Shape.image(5, 5, 1));
        check(Conv2d.of(34, 3).stride(2).padding(Padding.SAME), 0, 1, 2, Shape.image(66, 57, 18));
    }

    @Test
    void agreesWhereFiltersAreSeveralTasks() {
        check(Conv2d.of(200, 5).padding(Padding.SAME), 2, 2, 1, Shape.image(7, 7, 30));
        check(Conv2d.of(402, 1), 0, 0, 2, Shape.image(5, 7, 330));
        check(Conv2d.of(230, 1).bias(false), 0, 0, 3, Shape.image(9, 8, 580));
    }

    @Test
    void agreesWhereFiltersAreSeveralBlocksOfTheWeightsGradient() {
        check(Conv2d.of(40, 5), 0, 0, 3, Shape.image(9, 7, 6));
        check(Conv2d.of(64, 1), 0, 0, 2, Shape.image(5, 6, 130));
        // 16 parts of 241 or 242 pixels, and blocks of 196
        check(Conv2d.of(70, 1), 0, 0, 3, Shape.image(33, 39, 130));
        check(Conv2d.of(140, 5).groups(2), 0, 0, 2, Shape.image(7, 8, 12));
    }

    @Test
    void agreesForStridesOfEveryKernelDilationAndPadding() {
        int[][] amounts = {{0, 0, 0, 0}, {1, 1, 1, 1}, {3, 2, 0, 1}, {3, 3, 3, 3}};
        for (Size kernel : new Size[] {Size.of(1), Size.of(2), Size.of(5), new Size(3, 7)}) {
            for (Size stride : new Size[] {Size.of(2), Size.of(4), new Size(6, 3), new Size(1, 2)}) {
                for (Size dilation : new Size[] {Size.of(1), Size.of(2), new Size(3, 1)}) {
                    for (int[] a : amounts) {
                        check(new Conv2d(17, kernel, stride, Padding.of(a[0], a[1], a[2], a[3]), dilation, 1, true,
                                Conv2d.of(1, 1).init()), a[0], a[1], 2, Shape.image(14, 15, 5));
                    }
                }
            }
        }
    }

    @Test
    void pixelsThatNoWindowSeesHaveNoGradient() {
        check(Conv2d.of(3, 1).stride(2).padding(Padding.of(3)), 3, 3, 2, Shape.image(1, 2, 2));
        check(Conv2d.of(2, 2).stride(5), 0, 0, 2, Shape.image(12, 9, 3));
    }

    @Test
    void agreesByWinogradsTransformsForEverySizePaddingAndSplit() {
        Conv2d same = Conv2d.of(34, 3).padding(Padding.SAME);
        for (int side : new int[] {3, 4, 5, 6, 7, 8, 9, 14, 17}) {
            check(same, 1, 1, 3, Shape.image(side, side, 20));
        }
        check(Conv2d.of(16, 3), 0, 0, 37, Shape.image(6, 10, 16));
        check(Conv2d.of(20, 3).padding(Padding.of(2, 0, 1, 3)), 2, 0, 3, Shape.image(5, 6, 17));
        check(Conv2d.of(20, 3).padding(Padding.of(5)), 5, 5, 2, Shape.image(1, 2, 17));
        check(Conv2d.of(17, 3).padding(Padding.of(1)).bias(false), 1, 1, 2, Shape.image(1, 1, 16));
        check(Conv2d.of(17, 3).padding(Padding.of(2)).bias(false), 2, 2, 2, Shape.image(1, 1, 16));
        check(Conv2d.of(138, 3).padding(Padding.of(1)), 1, 1, 2, Shape.image(6, 5, 150));
        check(Conv2d.of(16, 3).padding(Padding.of(1)), 1, 1, 2, Shape.image(7, 150, 16));
        check(Conv2d.of(130, 3).padding(Padding.of(1)), 1, 1, 37, Shape.image(8, 8, 120));
    }

    @Test
    void agreesByWinogradsTransformsOfManyWeights() {
        check(Conv2d.of(145, 3).padding(Padding.of(1)), 1, 1, 3, Shape.image(5, 7, 470));
        check(Conv2d.of(470, 3).padding(Padding.of(1)), 1, 1, 5, Shape.image(8, 9, 145));
        check(Conv2d.of(16, 3).bias(false), 0, 0, 2, Shape.image(6, 5, 4100));
        check(Conv2d.of(530, 3).padding(Padding.of(1)), 1, 1, 3, Shape.image(5, 6, 20));
    }

    @ParameterizedTest
    @CsvSource({"24, 70, 9, 10", "300, 230, 9, 10", "270, 290, 7, 8", "290, 270, 3, 4"})
    void anImagesBitsAreTheSameInEveryBatch(int channels, int filters, int height, int width) {
        Shape image = Shape.image(height, width, channels);
        Conv2d layer = Conv2d.of(filters, 3).padding(Padding.SAME);
        int size = height * width * filters;
        float[] x = Numbers.random(21 * image.size(), 3);
        float[] dy = Numbers.random(21 * size, 4);
        LayerRun together = LayerRun.of(layer, 21, image);
        LayerRun alone = LayerRun.of(layer, 1, image);
        float[] y = together.forward(x);
        float[] dx = together.backward(dy).inputGradient(0);
        for (int i : new int[] {0, 1, 6, 13, 20}) {
            assertThat(alone.forward(part(x, i, image.size()))).isEqualTo(part(y, i, size));
            assertThat(alone.backward(part(dy, i, size)).inputGradient(0)).isEqualTo(part(dx, i, image.size()));
        }
    }

    private static float[] part(float[] all, int index, int size) {
        return Arrays.copyOfRange(all, index * size, (index + 1) * size);
    }

    @Test
    void agreesForDepthwiseConvolutionWithSeveralFiltersAChannel() {
        check(Conv2d.of(12, 3).groups(6).padding(Padding.of(1)), 1, 1, 3, Shape.image(5, 6, 6));
        check(Conv2d.of(6, 3).groups(6).stride(2).bias(false), 0, 0, 3, Shape.image(7, 7, 6));
    }

    @Test
    void agreesForDepthwiseConvolutionOfEveryKernelStridePaddingAndDilation() {
        int[][] amounts = {{0, 0, 0, 0}, {1, 1, 1, 1}, {2, 0, 1, 3}, {4, 5, 6, 4}};
        for (Size kernel : new Size[] {Size.of(1), Size.of(3), Size.of(5), new Size(2, 3), new Size(3, 4)}) {
            for (Size stride : new Size[] {Size.of(1), Size.of(2), new Size(1, 3), new Size(3, 2)}) {
                for (Size dilation : new Size[] {Size.of(1), Size.of(2), new Size(1, 3)}) {
                    for (int channels : new int[] {3, 16, 35}) {
                        for (int[] a : amounts) {
                            check(new Conv2d(channels, kernel, stride, Padding.of(a[0], a[1], a[2], a[3]), dilation,
                                    channels, channels != 16, Conv2d.of(1, 1).init()), a[0], a[1], 2,
                                    Shape.image(9, 13, channels));
                        }
                    }
                }
            }
        }
    }

    @Test
    void agreesWhereDepthwiseImagesAreManyTasksAndParts() {
        check(Conv2d.of(70, 3).groups(70).padding(Padding.of(1)), 1, 1, 3, Shape.image(60, 41, 70));
        check(Conv2d.of(70, 3).groups(70).stride(2).padding(Padding.SAME), 0, 1, 3, Shape.image(60, 41, 70));
    }

    @Test
    void countsMultiplyAdds() {
        assertThat(BoundLayer.of(Conv2d.of(8, 3), Shape.image(6, 7, 4)).multiplyAdds())
                .isEqualTo(4 * 5 * 8 * 3 * 3 * 4);
        assertThat(BoundLayer.of(Conv2d.of(8, 3).groups(2), Shape.image(6, 7, 4)).multiplyAdds())
                .isEqualTo(4 * 5 * 8 * 3 * 3 * 2);
    }

    @Test
    void rejectsKernelLargerThanImage() {
        assertThatThrownBy(() -> BoundLayer.of(Conv2d.of(64, 7), Shape.image(5, 5, 64)))
                .hasMessageEndingWith("cannot take (5, 5, 64):\na 7×7 kernel does not fit a 5×5 image. "
                        + "Use padding SAME or a kernel of at most 5.");
    }

    @Test
    void rejectsVectors() {
        assertThatThrownBy(() -> BoundLayer.of(Conv2d.of(4, 3), Shape.vector(10)))
                .hasMessageEndingWith("it takes an image (height, width, channels). Put it before the flatten layer.");
    }

    @Test
    void rejectsChannelsThatGroupsDoNotDivide() {
        assertThatThrownBy(() -> BoundLayer.of(Conv2d.of(9, 3).groups(3), Shape.image(5, 5, 4)))
                .hasMessageEndingWith("4 channels cannot be cut into 3 groups. "
                        + "Use a number of groups that divides both channels and filters.");
    }

    @Test
    void rejectsFiltersThatGroupsDoNotDivide() {
        assertThatThrownBy(() -> Conv2d.of(10, 3).groups(4)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Conv2d cannot share 10 filters among 4 groups. Use a number of groups that divides the filters.");
        assertThatThrownBy(() -> Conv2d.of(10, 3).groups(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Conv2d.of(0, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Conv2d needs at least 1 filter but was given 0.");
    }
}
