package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Oracle;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import org.junit.jupiter.api.Test;

class ConvTranspose2dTests {
    /** The formula: every input pixel spreads its kernel's multiples. */
    private static Oracle spreading(ConvTranspose2d layer, Shape in, Shape out, int top, int left) {
        int inputs = in.channels() / layer.groups();
        int outputs = layer.filters() / layer.groups();
        return arguments -> {
            int batch = arguments[0].length / in.size();
            double[] y = new double[batch * out.size()];
            for (int i = 0; i < arguments[0].length; i++) {
                int c = i % in.channels();
                int column = i / in.channels() % in.width();
                int row = i / in.channels() / in.width() % in.height();
                for (int at = 0; at < layer.kernel().area() * outputs; at++) {
                    int f = at % outputs;
                    int position = at / outputs;
                    int toRow = row * layer.stride().height()
                            + position / layer.kernel().width() * layer.dilation().height() - top;
                    int toColumn = column * layer.stride().width()
                            + position % layer.kernel().width() * layer.dilation().width() - left;
                    if (toRow >= 0 && toRow < out.height() && toColumn >= 0 && toColumn < out.width()) {
                        y[i / in.size() * out.size() + (toRow * out.width() + toColumn) * out.channels()
                                + c / inputs * outputs + f] += arguments[0][i] * arguments[1][at * in.channels() + c];
                    }
                }
            }
            for (int i = 0; layer.bias() && i < y.length; i++) {
                y[i] += arguments[2][i % layer.filters()];
            }
            return y;
        };
    }

    private static void check(ConvTranspose2d layer, Shape in, Shape out, int top, int left) {
        assertThat(BoundLayer.of(layer, in).output()).isEqualTo(out);
        spreading(layer, in, out, top, left).check(layer, 2, 1e-5, in);
    }

    @Test
    void agreesWithItsFormula() {
        Shape image = Shape.image(4, 5, 3);
        check(ConvTranspose2d.of(2, 3), image, Shape.image(6, 7, 2), 0, 0);
        check(ConvTranspose2d.of(2, 3).padding(Padding.of(1)), image, Shape.image(4, 5, 2), 1, 1);
        check(ConvTranspose2d.of(4, 1).bias(false), image, Shape.image(4, 5, 4), 0, 0);
        check(ConvTranspose2d.of(2, new Size(2, 3)).padding(Padding.of(0, 1, 1, 2)), image, Shape.image(4, 4, 2), 0, 1);
        check(ConvTranspose2d.of(2, 3).dilation(2), image, Shape.image(8, 9, 2), 0, 0);
    }

    @Test
    void enlargesByItsStride() {
        Shape image = Shape.image(4, 5, 3);
        check(ConvTranspose2d.of(2, 2).stride(2), image, Shape.image(8, 10, 2), 0, 0);
        check(ConvTranspose2d.of(2, 3).stride(2).padding(Padding.of(1)).outputPadding(1), image, Shape.image(8, 10, 2),
                1, 1);
        check(ConvTranspose2d.of(2, 4).stride(2).padding(Padding.SAME), image, Shape.image(8, 10, 2), 1, 1);
        check(ConvTranspose2d.of(2, 3).stride(2).padding(Padding.SAME), image, Shape.image(8, 10, 2), 0, 0);
        check(ConvTranspose2d.of(2, 3).stride(2).padding(Padding.SAME_LOWER), image, Shape.image(8, 10, 2), 1, 1);
        check(ConvTranspose2d.of(2, 2).stride(new Size(3, 1)).padding(Padding.SAME), image, Shape.image(12, 5, 2), 0,
                0);
        check(ConvTranspose2d.of(3, 1).stride(3), image, Shape.image(10, 13, 3), 0, 0);
        check(ConvTranspose2d.of(2, 3).stride(2).dilation(3), image, Shape.image(13, 15, 2), 0, 0);
        check(ConvTranspose2d.of(2, 3).stride(7), Shape.image(1, 2, 3), Shape.image(3, 10, 2), 0, 0);
    }

    /** The last rows and columns, which no kernel reaches, hold the bias; those of which there are too many are cut off. */
    @Test
    void hasTheSizeThatIsAskedFor() {
        Shape image = Shape.image(4, 5, 3);
        check(ConvTranspose2d.of(2, 3).stride(new Size(3, 2)).outputSize(new Size(14, 12)), image,
                Shape.image(14, 12, 2), 0,
                0);
        check(ConvTranspose2d.of(2, 3).stride(2).padding(Padding.of(1, 0, 0, 0)).outputSize(new Size(7, 11)), image,
                Shape.image(7, 11, 2), 1, 0);
        check(ConvTranspose2d.of(2, 3).stride(2).padding(Padding.SAME_LOWER).outputSize(new Size(8, 7)), image,
                Shape.image(8, 7, 2), 1, 2);
        assertThatThrownBy(() -> ConvTranspose2d.of(4, 3).stride(2).outputPadding(1).outputSize(Size.of(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ConvTranspose2d was given an output padding of 1 and the output size 9x9, which leaves nothing "
                                + "to add. Use one of them.");
        rejects(ConvTranspose2d.of(4, 3).stride(2).outputSize(Size.of(7)),
                "its output size asks for 7 pixels along an axis, "
                        + "but kernel and stride reach no more than 6. Use an output size of at most 6.");
    }

    @Test
    void groupsDoNotSeeEachOther() {
        check(ConvTranspose2d.of(4, 3).groups(2).stride(2), Shape.image(3, 4, 6), Shape.image(7, 9, 4), 0, 0);
        check(ConvTranspose2d.of(6, 3).groups(6).stride(2), Shape.image(3, 4, 6), Shape.image(7, 9, 6), 0, 0);
        check(ConvTranspose2d.of(3, 3).groups(3).padding(Padding.of(1)), Shape.image(3, 4, 3), Shape.image(3, 4, 3), 1,
                1);
    }

    @Test
    void agreesInEveryWay() {
        ConvTranspose2d winograd = ConvTranspose2d.of(17, 3).padding(Padding.of(1));
        Shape image = Shape.image(9, 8, 18);
        float[] x = Numbers.random(image.size(), 1);
        LayerRun run = LayerRun.of(winograd, 1, image);
        Numbers.fill(run.values("weights"), 2);
        Numbers.fill(run.values("bias"), 3);
        Numbers.assertClose("output", run.forward(x), spreading(winograd, image, Shape.image(9, 8, 17), 1, 1)
                .apply(new double[][] {Numbers.doubles(x), Numbers.doubles(run.values("weights")),
                    Numbers.doubles(run.values("bias"))}),
                1e-5);
    }

    /** PyTorch: ConvTranspose2d(16, 33, 3, stride=2) has 16 · 33 · 9 + 33 parameters and makes (101, 199) of (50, 99). */
    @Test
    void hasTheParametersAndTheSizeOfPyTorchs() {
        LayerRun run = LayerRun.of(ConvTranspose2d.of(33, 3).stride(2), 1, Shape.image(50, 99, 16));
        assertThat(run.layer().output()).isEqualTo(Shape.image(101, 199, 33));
        assertThat(run.values("weights").length + run.values("bias").length).isEqualTo(16 * 33 * 9 + 33);
        assertThat(run.layer().multiplyAdds()).isEqualTo(50L * 99 * 16 * 33 * 9);
    }

    @Test
    void rejectsWhatDoesNotFit() {
        assertThatThrownBy(() -> ConvTranspose2d.of(0, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ConvTranspose2d needs at least 1 filter but was given 0.");
        assertThatThrownBy(() -> ConvTranspose2d.of(4, 3).groups(3))
                .hasMessage("ConvTranspose2d cannot share 4 filters "
                        + "among 3 groups. Use a number of groups that divides the filters.");
        assertThatThrownBy(() -> ConvTranspose2d.of(4, 3).stride(2).outputPadding(2)).hasMessage("ConvTranspose2d was "
                + "given an output padding of 2 but it must be 0 or more and below 2, the stride or the dilation. Use 0.");
        assertThatThrownBy(() -> ConvTranspose2d.of(4, 3).stride(2).padding(Padding.SAME).outputPadding(1)).hasMessage(
                "ConvTranspose2d was given an output padding of 1 and padding same, which finds its own size. Use 0.");
        rejects(ConvTranspose2d.of(4, 3).groups(2),
                "3 channels cannot be cut into 2 groups. Use a number of groups that "
                        + "divides both channels and filters.");
        rejects(ConvTranspose2d.of(4, 3).padding(Padding.of(3)), "padding 3 cuts off as much as the 3x3 kernel reaches "
                + "over, or more. Use padding of at most 2.");
        rejects(ConvTranspose2d.of(4, 2).padding(Padding.of(1, 1, 1, 1)).dilation(9).padding(Padding.of(9)),
                "with padding 9 its output would be -7 pixels along an axis, of a kernel that reaches over 10. Use less "
                        + "padding.");
        rejects(ConvTranspose2d.of(4, 3).stride(49), "a stride of 49 is more than 16 times what the 3x3 kernel reaches "
                + "over, and nearly all of the output would be the bias. Use a stride of at most 48.");
        rejects(ConvTranspose2d.of(4, 3).dilation(1_000_000),
                "its output would be 2000002×2000002 with 4 filters, more "
                        + "than the numbers that one array can hold with all that the kernel reaches. Use a smaller kernel, "
                        + "stride or dilation.");
        rejects(ConvTranspose2d.of(4, 3).dilation(1_000_000_000), "with padding valid its output would be 2000000002 "
                + "pixels along an axis, of a kernel that reaches over 2000000001. Use a smaller kernel, stride or "
                + "dilation.");
    }

    private static void rejects(ConvTranspose2d layer, String words) {
        assertThatThrownBy(() -> LayerRun.of(layer, 1, Shape.image(2, 2, 3))).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(words);
    }
}
