package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Oracle;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Pool2dTests {
    /** A window over an image, as the layers' common components say it. */
    record Case(Shape image, Size size, Size stride, Padding padding, Size dilation, boolean roundUp) {
        MaxPool2d max() {
            return new MaxPool2d(size, stride, padding, dilation, roundUp);
        }

        AveragePool2d average(boolean countPadding) {
            return new AveragePool2d(size, stride, padding, dilation, roundUp, countPadding);
        }

        /** Start of each window along one axis, then where counted padding ends. */
        int[] axis(int length, int kernel, int step, int gap, int before, int after) {
            int reach = (kernel - 1) * gap + 1;
            if (padding.mode() == Padding.Mode.SAME || padding.mode() == Padding.Mode.SAME_LOWER) {
                int count = (int) Math.ceil((double) length / step);
                int total = Math.max(0, (count - 1) * step + reach - length);
                before = padding.mode() == Padding.Mode.SAME ? total / 2 : (total + 1) / 2;
                after = total - before;
            }
            List<Integer> starts = new ArrayList<>();
            for (int start = -before; roundUp
                    ? starts.isEmpty() || start < length && start - step + reach < length + after
                    : start + reach <= length + after; start += step) {
                starts.add(start);
            }
            starts.add(length + after);
            return starts.stream().mapToInt(i -> i).toArray();
        }

        int[] rows() {
            return axis(image.height(), size.height(), stride.height(), dilation.height(), padding.top(),
                    padding.bottom());
        }

        int[] columns() {
            return axis(image.width(), size.width(), stride.width(), dilation.width(), padding.left(),
                    padding.right());
        }

        Oracle oracle(boolean maximum, boolean countPadding) {
            int[] rows = rows();
            int[] columns = columns();
            int h = rows.length - 1;
            int w = columns.length - 1;
            int c = image.channels();
            return arguments -> {
                int batch = arguments[0].length / image.size();
                double[] y = new double[batch * h * w * c];
                for (int i = 0; i < y.length; i++) {
                    int channel = i % c;
                    int column = columns[i / c % w];
                    int row = rows[i / c / w % h];
                    int example = i / c / w / h;
                    double highest = Double.NEGATIVE_INFINITY;
                    double sum = 0;
                    int pixels = 0;
                    for (int k = row; k < row + size.height() * dilation.height(); k += dilation.height()) {
                        for (int l = column; l < column + size.width() * dilation.width(); l += dilation.width()) {
                            if (k >= 0 && l >= 0 && k < image.height() && l < image.width()) {
                                double x = arguments[0][((example * image.height() + k) * image.width() + l) * c
                                        + channel];
                                highest = Math.max(highest, x);
                                sum += x;
                                pixels++;
                            } else if (countPadding && k < rows[h] && l < columns[w]) {
                                pixels++;
                            }
                        }
                    }
                    y[i] = maximum ? highest : sum / pixels;
                }
                return y;
            };
        }
    }

    static Stream<Case> cases() {
        Size one = Size.of(1);
        return Stream.of(new Case(Shape.image(4, 4, 1), Size.of(2), Size.of(2), Padding.VALID, one, false),
                new Case(Shape.image(5, 7, 3), Size.of(2), Size.of(2), Padding.VALID, one, false),
                new Case(Shape.image(5, 7, 3), Size.of(2), Size.of(2), Padding.VALID, one, true),
                new Case(Shape.image(7, 5, 17), new Size(3, 2), new Size(2, 1), Padding.SAME, one, false),
                new Case(Shape.image(6, 6, 2), Size.of(3), Size.of(2), Padding.SAME_LOWER, one, false),
                new Case(Shape.image(6, 9, 5), Size.of(3), Size.of(1), Padding.of(1), one, false),
                new Case(Shape.image(6, 9, 5), Size.of(3), Size.of(3), Padding.of(0, 2, 1, 1), one, true),
                new Case(Shape.image(9, 8, 2), new Size(2, 3), new Size(1, 2), Padding.of(1, 0, 1, 2), new Size(3, 2),
                        false),
                new Case(Shape.image(9, 8, 2), Size.of(3), Size.of(2), Padding.SAME, Size.of(2), false),
                new Case(Shape.image(3, 3, 1), Size.of(1), Size.of(2), Padding.VALID, one, false),
                new Case(Shape.image(1, 1, 4), Size.of(3), Size.of(1), Padding.SAME, one, false),
                new Case(Shape.image(4, 4, 2), Size.of(3), Size.of(3), Padding.of(1), one, true));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void maximumAgreesWithItsFormula(Case at) {
        at.oracle(true, false).check(at.max(), 3, 1e-6, at.image());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void averageAgreesWithItsFormula(Case at) {
        at.oracle(false, false).check(at.average(false), 3, 1e-6, at.image());
        at.oracle(false, true).check(at.average(true), 3, 1e-6, at.image());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothGiveTheShapeOfTheFormula(Case at) {
        Shape expected = Shape.image(at.rows().length - 1, at.columns().length - 1, at.image().channels());
        assertThat(BoundLayer.of(at.max(), at.image()).output()).isEqualTo(expected);
        assertThat(BoundLayer.of(at.average(true), at.image()).output()).isEqualTo(expected);
    }

    @Test
    void manyExamplesInSeveralTasksAgreeWithTheFormula() {
        Case at = new Case(Shape.image(20, 20, 8), Size.of(3), Size.of(2), Padding.SAME, Size.of(1), false);
        float[] x = Numbers.random(40 * at.image().size(), 3);
        double[][] arguments = {Numbers.doubles(x)};
        Numbers.assertClose("maximum", LayerRun.of(at.max(), 40, at.image()).forward(x),
                at.oracle(true, false).apply(arguments), 1e-6);
        Numbers.assertClose("mean", LayerRun.of(at.average(false), 40, at.image()).forward(x),
                at.oracle(false, false).apply(arguments), 1e-6);
    }

    @Test
    void strideIsTheSizeUnlessGiven() {
        Shape image = Shape.image(9, 9, 1);
        assertThat(BoundLayer.of(MaxPool2d.of(3), image).output()).isEqualTo(Shape.image(3, 3, 1));
        assertThat(BoundLayer.of(AveragePool2d.of(3), image).output()).isEqualTo(Shape.image(3, 3, 1));
        assertThat(BoundLayer.of(MaxPool2d.of(3).stride(1), image).output()).isEqualTo(Shape.image(7, 7, 1));
    }

    @Test
    void withersChangeOneComponentEach() {
        assertThat(MaxPool2d.of(2).stride(3).padding(Padding.SAME).dilation(4).roundUp(true))
                .isEqualTo(new MaxPool2d(Size.of(2), Size.of(3), Padding.SAME, Size.of(4), true));
        assertThat(AveragePool2d.of(2).stride(3).padding(Padding.SAME).dilation(4).roundUp(true).countPadding(true))
                .isEqualTo(new AveragePool2d(Size.of(2), Size.of(3), Padding.SAME, Size.of(4), true, true));
    }

    @Test
    void gradientGoesToTheFirstOfEqualMaxima() {
        LayerRun run = LayerRun.of(MaxPool2d.of(2), 1, Shape.image(2, 2, 1));
        assertThat(run.forward(new float[] {1, 5, 5, 5})).containsExactly(5);
        assertThat(run.backward(new float[] {3}).inputGradient(0)).containsExactly(0, 3, 0, 0);
    }

    @Test
    void gradientsOfOverlappingWindowsAddUp() {
        LayerRun run = LayerRun.of(MaxPool2d.of(2).stride(1), 1, Shape.image(2, 3, 1));
        assertThat(run.forward(new float[] {0, 9, 0, 0, 0, 0})).containsExactly(9, 9);
        assertThat(run.backward(new float[] {3, 4}).inputGradient(0)).containsExactly(0, 7, 0, 0, 0, 0);
    }

    @Test
    void nanStaysInItsWindowAndBreaksNothing() {
        LayerRun run = LayerRun.of(MaxPool2d.of(2), 1, Shape.image(2, 4, 1));
        assertThat(run.forward(new float[] {1, 2, 3, 4, 5, Float.NaN, 7, 8})).containsExactly(Float.NaN, 8);
        assertThat(run.backward(new float[] {1, 2}).inputGradient(0)).containsExactly(1, 0, 0, 0, 0, 0, 0, 2);
    }

    @Test
    void infinitiesAreNumbersLikeOthers() {
        LayerRun run = LayerRun.of(MaxPool2d.of(new Size(1, 2)), 1, Shape.image(1, 4, 1));
        float low = Float.NEGATIVE_INFINITY;
        assertThat(run.forward(new float[] {low, low, 0, Float.POSITIVE_INFINITY})).containsExactly(low,
                Float.POSITIVE_INFINITY);
        assertThat(run.backward(new float[] {1, 2}).inputGradient(0)).containsExactly(1, 0, 0, 2);
    }

    @Test
    void rejectsWindowLargerThanTheImage() {
        assertThatThrownBy(() -> BoundLayer.of(MaxPool2d.of(4), Shape.image(3, 3, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Layer 'layer' " + MaxPool2d.of(4)
                        + " cannot take (3, 3, 2):\na 4×4 kernel does not fit a 3×3 image. "
                        + "Use padding SAME or a kernel of at most 3.");
    }

    @Test
    void rejectsPaddingThatLeavesAWindowEmpty() {
        assertThatThrownBy(() -> BoundLayer.of(MaxPool2d.of(2).padding(Padding.of(2)), Shape.image(4, 4, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Layer 'layer' " + MaxPool2d.of(2).padding(Padding.of(2))
                        + " cannot take (4, 4, 1):\npadding 2 leaves a window of 2×2 without any pixel of "
                        + "the 4×4 image. Use less padding than the window is high and wide, or less dilation.");
        // the columns alone, and a dilated window that steps over the whole image
        assertThatThrownBy(() -> BoundLayer.of(AveragePool2d.of(2).padding(Padding.of(0, 2, 0, 0)),
                Shape.image(4, 4, 1))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> BoundLayer.of(AveragePool2d.of(2).dilation(2).padding(Padding.of(1)),
                Shape.image(1, 1, 1))).isInstanceOf(ShapeException.class);
    }

    @Test
    void rejectsVectors() {
        assertThatThrownBy(() -> BoundLayer.of(MaxPool2d.of(2), Shape.vector(8))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("it takes an image");
    }

    /** ONNX: ⌈(4 − 5) / 2⌉ + 1 = 1 window, whose last element is beyond the image. */
    @Test
    void roundedUpOneWindowMayBeLargerThanTheImage() {
        MaxPool2d layer = MaxPool2d.of(new Size(1, 3)).dilation(new Size(1, 2)).stride(2).roundUp(true);
        assertThat(LayerRun.of(layer, 1, Shape.image(1, 4, 1)).forward(new float[] {1, 2, 3, 4})).containsExactly(3);
    }
}
