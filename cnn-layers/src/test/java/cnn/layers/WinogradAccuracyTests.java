package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.layers.fixture.NaiveConvolution;
import cnn.layers.fixture.Numbers;
import cnn.testkit.LayerRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What rounding costs where Winograd's transforms are taken: the root of the mean square error, over that of the exact
 * numbers. A sum of n random terms grows as √n and each of its n additions errs by a share of it, so the errors' random walk
 * grows as n: the measure is about √n. It is 3 to 4 · 10⁻⁸ √n here, and 1 to 2 · 10⁻⁸ √n for sums in plain order.
 */
class WinogradAccuracyTests {
    private static final int BATCH = 2;
    private static final int SIDE = 12;

    @ParameterizedTest
    @CsvSource({"16, 32", "64, 32", "256, 32", "256, 256"})
    void errorsGrowAsTheRootOfTheNumberOfTerms(int channels, int filters) {
        Shape image = Shape.image(SIDE, SIDE, channels);
        Conv2d layer = Conv2d.of(filters, 3).padding(Padding.of(1)).bias(false);
        LayerRun run = LayerRun.of(layer, BATCH, image);
        Numbers.fill(run.values("weights"), 5);
        float[] x = Numbers.random(BATCH * image.size(), 11);
        float[] dy = Numbers.random(BATCH * run.layer().output().size(), 12);
        NaiveConvolution exact = new NaiveConvolution(layer, 1, 1, image, run.layer().output(), BATCH, x,
                run.values("weights"), new float[0], dy);
        assertThat(error(run.forward(x), exact.output)).as("output").isLessThan(bound(9 * channels));
        assertThat(error(run.backward(dy).inputGradient(0), exact.inputGradient)).as("gradient of the input")
                .isLessThan(bound(9 * filters));
        assertThat(error(run.gradient("weights"), exact.weightGradient)).as("gradient of the weights")
                .isLessThan(bound(BATCH * SIDE * SIDE));
    }

    private static double bound(int terms) {
        return 5e-8 * Math.sqrt(terms);
    }

    private static double error(float[] actual, double[] exact) {
        double errors = 0;
        double squares = 0;
        for (int i = 0; i < exact.length; i++) {
            errors += (actual[i] - exact[i]) * (actual[i] - exact[i]);
            squares += exact[i] * exact[i];
        }
        return Math.sqrt(errors / squares);
    }
}
