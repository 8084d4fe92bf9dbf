package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.layer.Param;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Oracle;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import cnn.testkit.Tasks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchNormTests {
    private static double[] statistics(double[] x, int channel, int channels) {
        double n = (double) x.length / channels;
        double mean = 0;
        for (int i = channel; i < x.length; i += channels) {
            mean += x[i] / n;
        }
        double squares = 0;
        for (int i = channel; i < x.length; i += channels) {
            squares += (x[i] - mean) * (x[i] - mean);
        }
        return new double[] {mean, squares / n, squares / Math.max(1, n - 1)};
    }

    private static Oracle training(int channels, double epsilon) {
        return arguments -> {
            double[] x = arguments[0];
            double[] y = new double[x.length];
            for (int c = 0; c < channels; c++) {
                double[] at = statistics(x, c, channels);
                for (int i = c; i < x.length; i += channels) {
                    y[i] = (x[i] - at[0]) / Math.sqrt(at[1] + epsilon) * arguments[1][c] + arguments[2][c];
                }
            }
            return y;
        };
    }

    @Test
    void trainingAgreesWithItsFormula() {
        training(3, 1e-5).check(BatchNorm.of(), 4, 1e-5, Shape.image(5, 3, 3));
        training(1, 1e-5).check(BatchNorm.of(), 2, 1e-5, Shape.image(13, 17, 1));
        training(17, 1e-3).check(BatchNorm.of().epsilon(1e-3), 9, 1e-5, Shape.vector(17));
    }

    @Test
    void wideBatchesAgreeOverSeveralChunks() {
        float[] x = Numbers.random(37 * 600, 4);
        double[] ones = new double[600];
        Arrays.fill(ones, 1);
        Numbers.assertClose("output",
                LayerRun.of(BatchNorm.of(), 37, Shape.vector(600)).with(now -> now.tasks(Tasks.REVERSED)).forward(x),
                training(600, 1e-5).apply(new double[][] {Numbers.doubles(x), ones, new double[600]}), 1e-5);
    }

    @Test
    void predictionUsesTheRunningStatistics() {
        // mean 0 and variance 1 at first
        Oracle first = arguments -> {
            double[] y = new double[arguments[0].length];
            for (int i = 0; i < y.length; i++) {
                y[i] = arguments[0][i] / Math.sqrt(1 + 1e-5) * arguments[1][i % 3] + arguments[2][i % 3];
            }
            return y;
        };
        first.check(BatchNorm.of(), 3, 1e-6, false, Shape.image(4, 2, 3));
    }

    @Test
    void runningStatisticsMoveTowardsTheBatchWithTheUnbiasedVariance() {
        LayerRun run = LayerRun.of(BatchNorm.of().momentum(0.75), 3, Shape.image(2, 5, 2));
        float[] x = Numbers.random(60, 8);
        run.forward(x);
        for (int c = 0; c < 2; c++) {
            double[] at = statistics(Numbers.doubles(x), c, 2);
            assertThat(run.values("mean")[c]).isCloseTo((float) (0.25 * at[0]), within(1e-6f));
            assertThat(run.values("variance")[c]).isCloseTo((float) (0.75 + 0.25 * at[2]), within(1e-6f));
        }
        float[] mean = run.values("mean").clone();
        run.with(now -> now.training(false)).forward(x);
        assertThat(run.values("mean")).as("prediction moves nothing").isEqualTo(mean);
    }

    @Test
    void keepsItsDigitsFarFromZero() {
        float[] x = Numbers.random(4000, 2);
        for (int i = 0; i < x.length; i++) {
            x[i] += 1000;
        }
        double[][] arguments = {Numbers.doubles(x), {1}, {0}};
        // x itself has only steps of 6e-5 at 1000
        Numbers.assertClose("output", LayerRun.of(BatchNorm.of(), 4000, Shape.vector(1)).forward(x),
                training(1, 1e-5).apply(arguments), 1e-4);
    }

    @Test
    void aSinglePositionGivesTheShift() {
        LayerRun run = LayerRun.of(BatchNorm.of(), 1, Shape.vector(3));
        run.values("shift")[1] = 4;
        assertThat(run.forward(new float[] {1, 2, 3})).containsExactly(0, 4, 0);
        assertThat(run.values("variance")).containsExactly(0.9f, 0.9f, 0.9f);
    }

    @Test
    void nanStaysInItsChannel() {
        float[] y = LayerRun.of(BatchNorm.of(), 2, Shape.vector(2)).forward(new float[] {1, Float.NaN, 3, 4});
        assertThat(y[0]).isCloseTo(-1, within(1e-4f));
        assertThat(y[2]).isCloseTo(1, within(1e-4f));
        assertThat(y[1]).isNaN();
        assertThat(y[3]).isNaN();
    }

    @Test
    void scaleAndShiftAreTrainedWithoutDecayAndStatisticsAreKept() {
        LayerRun run = LayerRun.of(BatchNorm.of(), 1, Shape.image(2, 2, 4));
        assertThat(run.layer().trained()).extracting(Param::name).containsExactly("layer/scale", "layer/shift");
        assertThat(run.layer().trained()).noneMatch(Param::decays);
        assertThat(run.values("scale")).containsOnly(1);
        assertThat(run.values("shift")).containsOnly(0);
        assertThat(run.values("mean")).containsOnly(0);
        assertThat(run.values("variance")).containsOnly(1);
    }

    @Test
    void rejectsNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> BatchNorm.of().momentum(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BatchNorm momentum is 1.0 but must be in [0, 1), the share that stays, and so far "
                        + "below 1 that running numbers move. "
                        + "Give for example 0.9.");
        assertThatThrownBy(() -> BatchNorm.of().epsilon(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BatchNorm epsilon is 0.0 but must be above 0. Give for example 0.00001.");
    }

    @Test
    void needsTwoValuesOfAChannelInABatch() {
        assertThat(BoundLayer.of(BatchNorm.of(), Shape.vector(5)).leastBatch()).isEqualTo(2);
        assertThat(BoundLayer.of(BatchNorm.of(), Shape.image(1, 1, 5)).leastBatch()).isEqualTo(2);
        assertThat(BoundLayer.of(BatchNorm.of(), Shape.image(1, 2, 5)).leastBatch()).isEqualTo(1);
    }

    /** 1 − 10⁻⁹ is 1 as a float: the running numbers would stay where they began. */
    @Test
    void rejectsAMomentumThatNeverMovesTheRunningNumbers() {
        assertThatThrownBy(() -> BatchNorm.of().momentum(1 - 1e-9)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("BatchNorm momentum is 0.999999999 but must be in [0, 1)");
        assertThat(BatchNorm.of().momentum(0.999999).momentum()).isEqualTo(0.999999);
    }
}
