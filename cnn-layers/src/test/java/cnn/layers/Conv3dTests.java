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

class Conv3dTests {
    private static final Shape VOLUME = Shape.of(4, 5, 6, 4);

    /** The formula, for outputs of a given shape and windows that begin so far before the volume. */
    private static Oracle formula(Conv3d layer, Shape in, Shape out, int front, int top, int left) {
        int ofGroup = in.channels() / layer.groups();
        Size3d kernel = layer.kernel();
        return arguments -> {
            double[] y = new double[arguments[0].length / in.size() * out.size()];
            for (int i = 0; i < y.length; i++) {
                int f = i % layer.filters();
                int column = i / layer.filters() % out.dim(2);
                int row = i / layer.filters() / out.dim(2) % out.dim(1);
                int slice = i / layer.filters() / out.dim(2) / out.dim(1) % out.dim(0);
                int example = i / out.size();
                y[i] = layer.bias() ? arguments[2][f] : 0;
                for (int w = f; w < arguments[1].length; w += layer.filters()) {
                    int c = w / layer.filters() % ofGroup;
                    int element = w / layer.filters() / ofGroup;
                    int x = column * layer.stride().width() + element % kernel.width() * layer.dilation().width()
                            - left;
                    int v = row * layer.stride().height()
                            + element / kernel.width() % kernel.height() * layer.dilation().height() - top;
                    int z = slice * layer.stride().depth()
                            + element / kernel.width() / kernel.height() * layer.dilation().depth() - front;
                    if (x >= 0 && x < in.dim(2) && v >= 0 && v < in.dim(1) && z >= 0 && z < in.dim(0)) {
                        int channel = f / (layer.filters() / layer.groups()) * ofGroup + c;
                        int voxel = ((example * in.dim(0) + z) * in.dim(1) + v) * in.dim(2) + x;
                        y[i] += arguments[0][voxel * in.channels() + channel] * arguments[1][w];
                    }
                }
            }
            return y;
        };
    }

    private static void check(Conv3d layer, Shape in, Shape out, int front, int top, int left) {
        assertThat(BoundLayer.of(layer, in).output()).isEqualTo(out);
        formula(layer, in, out, front, top, left).check(layer, 2, 1e-5, in);
    }

    @Test
    void agreesWithItsFormula() {
        check(Conv3d.of(3, 3), VOLUME, Shape.of(2, 3, 4, 3), 0, 0, 0);
        check(Conv3d.of(2, new Size3d(1, 2, 3)).padding(Padding3d.SAME), VOLUME, Shape.of(4, 5, 6, 2), 0, 0, 1);
        check(Conv3d.of(5, 2).stride(2).padding(Padding3d.of(1)), VOLUME, Shape.of(3, 3, 4, 5), 1, 1, 1);
        check(Conv3d.of(4, 2).groups(2).dilation(new Size3d(2, 1, 3)).bias(false), VOLUME, Shape.of(2, 4, 3, 4), 0, 0,
                0);
        check(Conv3d.of(4, 3).groups(4).stride(new Size3d(1, 2, 3)).padding(Padding3d.of(1, 0, 2, 0, 1, 1)), VOLUME,
                Shape.of(3, 2, 3, 4), 1, 0, 2);
        check(Conv3d.of(3, 1), Shape.of(1, 1, 1, 2), Shape.of(1, 1, 1, 3), 0, 0, 0);
    }

    @Test
    void hasTheBitsOfAnImageWhereThereIsOneSlice() {
        LayerRun volume = LayerRun.of(Conv3d.of(9, new Size3d(1, 3, 3)).padding(Padding3d.SAME), 3,
                Shape.of(1, 6, 7, 5));
        LayerRun image = LayerRun.of(Conv2d.of(9, 3).padding(Padding.SAME), 3, Shape.image(6, 7, 5));
        Numbers.fill(volume.values("weights"), 4);
        Numbers.fill(image.values("weights"), 4);
        float[] x = Numbers.random(3 * 210, 5);
        float[] dy = Numbers.random(3 * 378, 6);
        assertThat(volume.forward(x)).isEqualTo(image.forward(x));
        assertThat(volume.backward(dy).inputGradient(0)).isEqualTo(image.backward(dy).inputGradient(0));
        assertThat(volume.gradient("weights")).isEqualTo(image.gradient("weights"));
    }

    /** PyTorch: Conv3d(16, 33, (3, 5, 2), stride=(2, 1, 1), padding=(4, 2, 0)) makes (33, 8, 50, 99) of (16, 10, 50, 100). */
    @Test
    void hasTheParametersAndTheSizeOfPyTorchs() {
        BoundLayer layer = BoundLayer.of(Conv3d.of(33, new Size3d(3, 5, 2)).stride(new Size3d(2, 1, 1))
                .padding(Padding3d.of(4, 2, 0, 4, 2, 0)), Shape.of(10, 50, 100, 16));
        assertThat(layer.output()).isEqualTo(Shape.of(8, 50, 99, 33));
        assertThat(layer.param("weights").shape()).isEqualTo(Shape.of(3, 5, 2, 16, 33));
        assertThat(layer.multiplyAdds()).isEqualTo(8L * 50 * 99 * 33 * 3 * 5 * 2 * 16);
    }

    @Test
    void readsItsSizesAndPadding() {
        assertThat(Size3d.parse("3")).isEqualTo(Size3d.of(3));
        assertThat(Size3d.parse("1x3x5")).isEqualTo(new Size3d(1, 3, 5)).hasToString("1x3x5");
        assertThat(Padding3d.parse("1,2,3,4,5,6")).isEqualTo(Padding3d.of(1, 2, 3, 4, 5, 6))
                .hasToString("1,2,3,4,5,6");
        assertThat(Padding3d.parse("2")).isEqualTo(Padding3d.of(2)).hasToString("2");
        for (Padding3d word : new Padding3d[] {Padding3d.VALID, Padding3d.SAME, Padding3d.SAME_LOWER}) {
            assertThat(Padding3d.parse(word.toString())).isEqualTo(word);
        }
        assertThatThrownBy(() -> Size3d.parse("3x5")).hasMessage("'3x5' is no size. Write one number for a cube (3) or "
                + "depth x height x width (1x3x5).");
        assertThatThrownBy(() -> new Size3d(1, 0, 2))
                .hasMessage("A size needs at least 1 slice, 1 row and 1 column but "
                        + "was given 1x0x2.");
        assertThatThrownBy(() -> Padding3d.parse("1,2"))
                .hasMessage("'1,2' is no padding of a volume. Write valid, same, a "
                        + "number of voxels for every side (1), or front,top,left,back,bottom,right (1,2,2,1,2,2).");
        assertThatThrownBy(() -> Padding3d.of(-1)).hasMessage("Padding cannot be negative but was given "
                + "-1,-1,-1,-1,-1,-1 (front, top, left, back, bottom, right). Use 0 or more.");
        assertThatThrownBy(() -> new Padding3d(Padding.Mode.SAME, 1, 0, 0, 0, 0, 0))
                .hasMessage("Padding SAME finds its "
                        + "own amounts. Use mode EXPLICIT to give them.");
    }

    @Test
    void rejectsWhatDoesNotFit() {
        assertThatThrownBy(() -> Conv3d.of(0, 3)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Conv3d needs at least 1 filter but was given 0.");
        assertThatThrownBy(() -> Conv3d.of(4, 3).groups(3)).hasMessage("Conv3d cannot share 4 filters among 3 groups. "
                + "Use a number of groups that divides the filters.");
        rejects(Conv3d.of(4, 3), Shape.image(4, 4, 3),
                "it takes a volume (depth, height, width, channels), but an input "
                        + "of 3 axes was given. Bring it to four axes with a reshape layer, or use the layer for images.");
        rejects(Conv3d.of(4, 3).groups(2), Shape.of(4, 4, 4, 3),
                "3 channels cannot be cut into 2 groups. Use a number of "
                        + "groups that divides both channels and filters.");
        rejects(Conv3d.of(4, new Size3d(3, 1, 1)), Shape.of(2, 9, 9, 1),
                "a 3×1×1 kernel does not fit a 2×9×9 volume. Use "
                        + "padding SAME or a kernel of at most 2.");
        rejects(Conv3d.of(4, 3).padding(Padding3d.of(10_000)), Shape.of(2, 9, 9, 1), "with all that a 3×3×3 kernel "
                + "reaches, there would be 8010404180484 voxels with 4 channels, more than the 2^31 - 9 numbers that "
                + "one array can hold. Use a smaller kernel, less dilation or less padding.");
    }

    private static void rejects(Conv3d layer, Shape shape, String words) {
        assertThatThrownBy(() -> BoundLayer.of(layer, shape)).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(words);
    }
}
