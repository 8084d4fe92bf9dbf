package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.layers.fixture.Oracle;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import org.junit.jupiter.api.Test;

class ConvTranspose3dTests {
    /** The formula: every input voxel spreads its kernel's multiples. */
    private static Oracle spreading(ConvTranspose3d layer, Shape in, Shape out, int front, int top, int left) {
        int inputs = in.channels() / layer.groups();
        int outputs = layer.filters() / layer.groups();
        Size3d kernel = layer.kernel();
        return arguments -> {
            double[] y = new double[arguments[0].length / in.size() * out.size()];
            for (int i = 0; i < arguments[0].length; i++) {
                int c = i % in.channels();
                int column = i / in.channels() % in.dim(2);
                int row = i / in.channels() / in.dim(2) % in.dim(1);
                int slice = i / in.channels() / in.dim(2) / in.dim(1) % in.dim(0);
                for (int at = 0; at < kernel.depth() * kernel.height() * kernel.width() * outputs; at++) {
                    int f = at % outputs;
                    int position = at / outputs;
                    int toColumn = column * layer.stride().width()
                            + position % kernel.width() * layer.dilation().width() - left;
                    int toRow = row * layer.stride().height()
                            + position / kernel.width() % kernel.height() * layer.dilation().height() - top;
                    int toSlice = slice * layer.stride().depth()
                            + position / kernel.width() / kernel.height() * layer.dilation().depth() - front;
                    if (Math.min(Math.min(toSlice, toRow), toColumn) >= 0 && toSlice < out.dim(0) && toRow < out.dim(1)
                            && toColumn < out.dim(2)) {
                        y[i / in.size() * out.size()
                                + ((toSlice * out.dim(1) + toRow) * out.dim(2) + toColumn) * out.channels()
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

    private static void check(ConvTranspose3d layer, Shape in, Shape out, int front, int top, int left) {
        assertThat(BoundLayer.of(layer, in).output()).isEqualTo(out);
        spreading(layer, in, out, front, top, left).check(layer, 2, 1e-5, in);
    }

    @Test
    void agreesWithItsFormula() {
        Shape volume = Shape.of(2, 3, 2, 3);
        check(ConvTranspose3d.of(2, 2), volume, Shape.of(3, 4, 3, 2), 0, 0, 0);
        check(ConvTranspose3d.of(2, 2).stride(2), volume, Shape.of(4, 6, 4, 2), 0, 0, 0);
        check(ConvTranspose3d.of(2, new Size3d(3, 1, 2)).stride(new Size3d(1, 2, 3))
                .padding(Padding3d.of(1, 0, 1, 0, 0, 0)),
                volume, Shape.of(3, 5, 4, 2), 1, 0, 1);
        check(ConvTranspose3d.of(2, 2).dilation(new Size3d(2, 1, 3)).bias(false), volume, Shape.of(4, 4, 5, 2), 0, 0,
                0);
        check(ConvTranspose3d.of(2, 3).stride(2).padding(Padding3d.SAME), volume, Shape.of(4, 6, 4, 2), 0, 0, 0);
        check(ConvTranspose3d.of(2, 3).stride(2).padding(Padding3d.SAME_LOWER), volume, Shape.of(4, 6, 4, 2), 1, 1, 1);
        check(ConvTranspose3d.of(6, 2).groups(3).stride(new Size3d(2, 1, 1)), volume, Shape.of(4, 4, 3, 6), 0, 0, 0);
    }

    /** The last slices, rows and columns, which no kernel reaches, hold the bias. */
    @Test
    void hasTheSizeThatIsAskedFor() {
        Shape volume = Shape.of(2, 3, 2, 3);
        check(ConvTranspose3d.of(2, 2).stride(3).outputSize(new Size3d(6, 10, 7)), volume, Shape.of(6, 10, 7, 2), 0, 0,
                0);
        check(ConvTranspose3d.of(2, 2).stride(2).padding(Padding3d.of(1, 0, 0, 0, 0, 0))
                .outputSize(new Size3d(2, 7, 3)),
                volume, Shape.of(2, 7, 3, 2), 1, 0, 0);
    }

    /** PyTorch: ConvTranspose3d(16, 33, 3, stride=2) makes (21, 101, 201) of (10, 50, 100). */
    @Test
    void hasTheParametersAndTheSizeOfPyTorchs() {
        BoundLayer bound = BoundLayer.of(ConvTranspose3d.of(33, 3).stride(2), Shape.of(10, 50, 100, 16));
        assertThat(bound.output()).isEqualTo(Shape.of(21, 101, 201, 33));
        assertThat(bound.trained().stream().mapToInt(param -> param.shape().size()).sum()).isEqualTo(16 * 33 * 27 + 33);
    }

    @Test
    void rejectsWhatDoesNotFit() {
        assertThatThrownBy(() -> ConvTranspose3d.of(0, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ConvTranspose3d needs at least 1 filter but was given 0.");
        assertThatThrownBy(() -> ConvTranspose3d.of(4, 3).groups(3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ConvTranspose3d cannot share 4 filters among 3 groups. Use a number of groups that divides the "
                                + "filters.");
        rejects(ConvTranspose3d.of(4, 3).groups(2),
                "3 channels cannot be cut into 2 groups. Use a number of groups that "
                        + "divides both channels and filters.");
        rejects(ConvTranspose3d.of(4, 3).padding(Padding3d.of(3)),
                "padding 3 cuts off as much as the 3x3x3 kernel reaches over, or more. Use padding of at most 2.");
        rejects(ConvTranspose3d.of(4, 3).stride(2).outputSize(Size3d.of(7)),
                "its output size asks for 7 pixels along an "
                        + "axis, but kernel and stride reach no more than 6. Use an output size of at most 6.");
        rejects(ConvTranspose3d.of(4, 3).dilation(Size3d.of(1000)),
                "its output would be 2002×2002×2002 with 4 filters, more than the numbers that one array can hold with all "
                        + "that the kernel reaches. Use a smaller kernel, stride or dilation.");
    }

    private static void rejects(ConvTranspose3d layer, String words) {
        assertThatThrownBy(() -> LayerRun.of(layer, 1, Shape.of(2, 2, 2, 3))).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(words);
    }
}
