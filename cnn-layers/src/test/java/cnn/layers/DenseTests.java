package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.layers.fixture.NaiveConvolution;
import cnn.layers.fixture.Numbers;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import cnn.testkit.Tasks;
import org.junit.jupiter.api.Test;

class DenseTests {
    /** A dense layer is a 1×1 convolution of an image of one pixel. */
    private static void check(Dense layer, int batch, int inputs) {
        LayerRun run = LayerRun.of(layer, batch, Shape.vector(inputs));
        LayerRun reversed = LayerRun.of(layer, batch, Shape.vector(inputs)).with(now -> now.tasks(Tasks.REVERSED));
        for (LayerRun each : new LayerRun[] {run, reversed}) {
            each.layer().trained().forEach(p -> Numbers.fill(each.values(p), p.index()));
        }
        float[] x = Numbers.random(batch * inputs, 11);
        float[] dy = Numbers.random(batch * layer.units(), 12);
        float[] bias = layer.bias() ? run.values("bias") : new float[0];
        NaiveConvolution naive = new NaiveConvolution(Conv2d.of(layer.units(), 1).bias(layer.bias()), 0, 0,
                Shape.image(1, 1, inputs), Shape.image(1, 1, layer.units()), batch, x, run.values("weights"), bias, dy);
        String what = layer + " of " + inputs;
        float[] y = run.forward(x);
        float[] dx = run.backward(dy).inputGradient(0);
        Numbers.assertClose(what + " output", y, naive.output, 1e-7 * Math.sqrt(inputs + 1));
        Numbers.assertClose(what + " dx", dx, naive.inputGradient, 1e-7 * Math.sqrt(layer.units() + 1));
        Numbers.assertClose(what + " dw", run.gradient("weights"), naive.weightGradient, 1e-7 * Math.sqrt(batch + 1));
        if (layer.bias()) {
            Numbers.assertClose(what + " db", run.gradient("bias"), naive.biasGradient, 1e-7 * Math.sqrt(batch + 1));
        }
        assertThat(reversed.forward(x)).isEqualTo(y);
        assertThat(reversed.backward(dy).inputGradient(0)).isEqualTo(dx);
        assertThat(reversed.gradient("weights")).isEqualTo(run.gradient("weights"));
    }

    @Test
    void agreesWithItsFormulaAtAnySize() {
        for (int batch : new int[] {1, 2, 7, 48, 49, 101}) {
            for (int units : new int[] {1, 3, 10, 16, 17, 32, 33, 65}) {
                check(Dense.of(units), batch, 1 + batch * 13 % 29);
            }
        }
        check(Dense.of(5).bias(false), 3, 4);
    }

    @Test
    void agreesWhereWeightsAreManyTasks() {
        check(Dense.of(42), 50, 2100);
        check(Dense.of(116), 3, 2500);
        check(Dense.of(2100), 3, 41);
        check(Dense.of(16), 3, 4200);
    }

    @Test
    void countsMultiplyAdds() {
        assertThat(BoundLayer.of(Dense.of(7), Shape.vector(11)).multiplyAdds()).isEqualTo(77);
    }

    @Test
    void rejectsImages() {
        assertThatThrownBy(() -> BoundLayer.of(Dense.of(3), Shape.image(5, 5, 64)))
                .hasMessageEndingWith("cannot take (5, 5, 64):\nit takes a vector, but an input of 3 axes was given. "
                        + "Put a flatten layer before it.");
    }

    @Test
    void rejectsNoUnits() {
        assertThatThrownBy(() -> Dense.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dense needs at least 1 unit but was given 0.");
    }
}
