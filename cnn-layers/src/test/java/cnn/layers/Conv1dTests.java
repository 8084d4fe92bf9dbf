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

class Conv1dTests {
    private static Oracle formula(Conv1d layer, Shape signal, int outputs, int before) {
        int channels = signal.channels();
        int ofGroup = channels / layer.groups();
        return arguments -> {
            double[] y = new double[arguments[0].length / signal.size() * outputs * layer.filters()];
            for (int i = 0; i < y.length; i++) {
                int f = i % layer.filters();
                int position = i / layer.filters() % outputs;
                int example = i / layer.filters() / outputs;
                y[i] = layer.bias() ? arguments[2][f] : 0;
                for (int u = 0; u < layer.kernel(); u++) {
                    int at = position * layer.stride() + u * layer.dilation() - before;
                    for (int c = 0; c < ofGroup && at >= 0 && at < signal.dim(0); c++) {
                        int channel = f / (layer.filters() / layer.groups()) * ofGroup + c;
                        y[i] += arguments[0][example * signal.size() + at * channels + channel]
                                * arguments[1][(u * ofGroup + c) * layer.filters() + f];
                    }
                }
            }
            return y;
        };
    }

    private static void check(Conv1d layer, Shape signal, int outputs, int before) {
        assertThat(BoundLayer.of(layer, signal).output()).isEqualTo(Shape.of(outputs, layer.filters()));
        formula(layer, signal, outputs, before).check(layer, 2, 1e-5, signal);
    }

    @Test
    void agreesWithItsFormula() {
        Shape signal = Shape.of(11, 4);
        check(Conv1d.of(3, 3), signal, 9, 0);
        check(Conv1d.of(3, 4).padding(Padding.SAME), signal, 11, 1);
        check(Conv1d.of(5, 3).stride(2).padding(Padding.of(1)), signal, 6, 1);
        check(Conv1d.of(2, 2).dilation(3).padding(Padding.of(0, 2, 0, 0)).bias(false), signal, 10, 2);
        check(Conv1d.of(6, 3).groups(2), signal, 9, 0);
        check(Conv1d.of(4, 3).groups(4).stride(2), signal, 5, 0);
        check(Conv1d.of(3, 1), Shape.of(1, 2), 1, 0);
    }

    @Test
    void hasTheBitsOfAnImageOfOneRow() {
        LayerRun signal = LayerRun.of(Conv1d.of(9, 5).padding(Padding.SAME), 3, Shape.of(40, 7));
        LayerRun image = LayerRun.of(Conv2d.of(9, new Size(1, 5)).padding(Padding.SAME), 3, Shape.image(1, 40, 7));
        Numbers.fill(signal.values("weights"), 4);
        Numbers.fill(image.values("weights"), 4);
        float[] x = Numbers.random(3 * 280, 5);
        float[] dy = Numbers.random(3 * 360, 6);
        assertThat(signal.forward(x)).isEqualTo(image.forward(x));
        assertThat(signal.backward(dy).inputGradient(0)).isEqualTo(image.backward(dy).inputGradient(0));
        assertThat(signal.gradient("weights")).isEqualTo(image.gradient("weights"));
    }

    /** PyTorch: Conv1d(16, 33, 3, stride=2) has 16 · 33 · 3 + 33 parameters and makes 24 of 50 positions. */
    @Test
    void hasTheParametersAndTheSizeOfPyTorchs() {
        LayerRun run = LayerRun.of(Conv1d.of(33, 3).stride(2), 1, Shape.of(50, 16));
        assertThat(run.layer().output()).isEqualTo(Shape.of(24, 33));
        assertThat(run.values("weights").length + run.values("bias").length).isEqualTo(16 * 33 * 3 + 33);
        assertThat(run.layer().multiplyAdds()).isEqualTo(24L * 16 * 33 * 3);
    }

    @Test
    void rejectsWhatDoesNotFit() {
        assertThatThrownBy(() -> Conv1d.of(0, 3)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Conv1d was given 0 filters, kernel 3, stride 1 and dilation 1, each of which must be 1 or more. Give for "
                        + "example 32 filters and kernel 3.");
        assertThatThrownBy(() -> Conv1d.of(1, 3).groups(2)).hasMessage(
                "Conv1d cannot share 1 filter among 2 groups. Use a number of groups that divides the filters.");
        assertThatThrownBy(() -> Conv1d.of(4, 3).groups(3))
                .hasMessage("Conv1d cannot share 4 filters among 3 groups. Use a "
                        + "number of groups that divides the filters.");
        assertThatThrownBy(() -> Conv1d.of(4, 3).padding(Padding.of(2, 1, 0, 1))).hasMessage("Conv1d was given padding "
                + "2,1,0,1 (top, left, bottom, right), but a signal has no rows above and below. Give 0 for top and "
                + "bottom, as in 0,2,0,1.");
        rejects(Conv1d.of(4, 3), Shape.image(4, 4, 3),
                "it takes a signal (length, channels), but an input of 3 axes was "
                        + "given. Bring it to two axes with a reshape layer, or use conv2d.");
        rejects(Conv1d.of(4, 3).groups(2), Shape.of(4, 3),
                "3 channels cannot be cut into 2 groups. Use a number of groups "
                        + "that divides both channels and filters.");
        rejects(Conv1d.of(4, 7), Shape.of(4, 3),
                "a 1×7 kernel does not fit a 1×4 image. Use padding SAME or a kernel of "
                        + "at most 4.");
        rejects(Conv1d.of(4, 3).padding(Padding.of(1_000_000_000)), Shape.of(4, 3),
                "padded as its kernel needs it, the "
                        + "signal would be 2000000004 long, more than the 2^31 - 9 numbers that one array can hold. Use a smaller "
                        + "kernel, less dilation or less padding.");
    }

    private static void rejects(Conv1d layer, Shape shape, String words) {
        assertThatThrownBy(() -> BoundLayer.of(layer, shape)).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(words);
    }
}
