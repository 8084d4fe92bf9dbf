package cnn.layers.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.testkit.LayerRun;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTests {
    private static final int BATCH = 2000;

    private static float[] ones(int count) {
        float[] x = new float[count];
        Arrays.fill(x, 1);
        return x;
    }

    private static double mean(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    @Test
    void dropPathDropsWholeExamplesAndKeepsTheMean() {
        Shape shape = Shape.image(2, 3, 2);
        LayerRun run = LayerRun.of(DropPath.of(0.2), BATCH, shape);
        float[] y = run.forward(ones(BATCH * 12));
        int dropped = 0;
        for (int example = 0; example < BATCH; example++) {
            for (int i = 1; i < 12; i++) {
                assertThat(y[example * 12 + i]).isEqualTo(y[example * 12]);
            }
            dropped += y[example * 12] == 0 ? 1 : 0;
        }
        // four standard deviations of 2000 draws
        assertThat(dropped / (double) BATCH).isCloseTo(0.2, within(4 * Math.sqrt(0.2 * 0.8 / BATCH)));
        assertThat(Arrays.copyOf(y, 12)).containsOnly(y[0] == 0 ? 0 : 1.25f);
        assertThat(run.backward(ones(BATCH * 12)).inputGradient(0)).as("the gradient takes the same way").isEqualTo(y);
    }

    @Test
    void dropBlockDropsSquaresAndKeepsTheMean() {
        Shape shape = Shape.image(16, 16, 1);
        int batch = 300;
        LayerRun run = LayerRun.of(DropBlock.of(0.2).size(3), batch, shape);
        float[] y = run.forward(ones(batch * 256));
        int zeros = 0;
        for (int example = 0; example < batch; example++) {
            float[] map = Arrays.copyOfRange(y, example * 256, (example + 1) * 256);
            assertThat(mean(map)).isCloseTo(1, within(1e-5));
            for (int at = 0; at < 256; at++) {
                if (map[at] == 0) {
                    zeros++;
                    assertThat(isInASquareOfZeros(map, at)).as("pixel " + at).isTrue();
                }
            }
        }
        // overlaps take some away: 1 − (1 − chance)^9 inside, with chance = 0.2 · 256 / (9 · 196)
        assertThat(zeros / (batch * 256.0)).isBetween(0.15, 0.2);
        assertThat(run.backward(ones(batch * 256)).inputGradient(0)).isEqualTo(y);
    }

    private static boolean isInASquareOfZeros(float[] map, int at) {
        for (int top = Math.max(0, at / 16 - 2); top <= Math.min(13, at / 16); top++) {
            for (int left = Math.max(0, at % 16 - 2); left <= Math.min(13, at % 16); left++) {
                boolean all = true;
                for (int i = 0; i < 9; i++) {
                    all &= map[(top + i / 3) * 16 + left + i % 3] == 0;
                }
                if (all) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void dropBlockTakesNoLargerRegionThanTheImage() {
        float[] y = LayerRun.of(DropBlock.of(0.3), BATCH, Shape.image(2, 2, 1)).forward(ones(BATCH * 4));
        long dropped = 0;
        for (int example = 0; example < BATCH; example++) {
            assertThat(Arrays.copyOfRange(y, 4 * example, 4 * example + 4)).containsOnly(y[4 * example]);
            dropped += y[4 * example] == 0 ? 1 : 0;
        }
        assertThat(dropped / (double) BATCH).isCloseTo(0.3, within(4 * Math.sqrt(0.3 * 0.7 / BATCH)));
    }

    @Test
    void gaussianNoiseIsNormal() {
        float[] noise = LayerRun.of(GaussianNoise.of(0.5), BATCH, Shape.vector(50)).forward(new float[BATCH * 50]);
        double squares = 0;
        double fourth = 0;
        int beyond = 0;
        for (float n : noise) {
            squares += n * n;
            fourth += Math.pow(n, 4);
            beyond += Math.abs(n) > 0.98 ? 1 : 0; // 1.96 deviations: 5 %
        }
        int count = noise.length;
        assertThat(mean(noise)).isCloseTo(0, within(4 * 0.5 / Math.sqrt(count)));
        assertThat(squares / count).isCloseTo(0.25, within(4 * 0.25 * Math.sqrt(2.0 / count)));
        assertThat(fourth / count / 0.0625).as("kurtosis").isCloseTo(3, within(4 * Math.sqrt(96.0 / count)));
        assertThat(beyond / (double) count).isCloseTo(0.05, within(0.003));
    }

    /** Quantiles as tables have them. */
    @Test
    void quantilesAreThoseOfTables() {
        assertThat(Normal.quantile(0.5)).isZero();
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963985, within(1e-6));
        assertThat(Normal.quantile(0.025)).isCloseTo(-1.959963985, within(1e-6));
        assertThat(Normal.quantile(0.75)).isCloseTo(0.674489750, within(1e-6));
        assertThat(Normal.quantile(0.999)).isCloseTo(3.090232306, within(1e-6));
        assertThat(Normal.quantile(1e-7)).isCloseTo(-5.199337582, within(1e-6));
        assertThat(Normal.quantile(1e-13)).isCloseTo(-7.348796103, within(1e-6));
    }

    @Test
    void whatIsDrawnIsNeverInfinite() {
        assertThat(Normal.probability(0)).isPositive();
        assertThat(Normal.probability(-1L)).isLessThan(1);
        assertThat(Normal.quantile(Normal.probability(0))).isBetween(-9.0, -8.0);
        assertThat(Normal.quantile(Normal.probability(-1L))).isBetween(8.0, 9.0);
        assertThat(Normal.quantile(Normal.probability(Rng.bits(1, 2)))).isFinite();
    }

    @Test
    void rejectOptionsOutsideTheirRange() {
        assertThatThrownBy(() -> DropPath.of(1)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "DropPath rate is 1.0 but must be in [0, 1), the share that is dropped. Give for example 0.1.");
        assertThatThrownBy(() -> DropPath.of(1 - 1e-12)).hasMessage("DropPath rate is 0.999999999999 but must be in "
                + "[0, 1), as a float too, the share that is dropped. Give for example 0.1.");
        assertThatThrownBy(() -> DropBlock.of(Double.NaN)).hasMessage(
                "DropBlock rate is NaN but must be in [0, 1), the share that is dropped. Give for example 0.1.");
        assertThatThrownBy(() -> DropBlock.of(0.1).size(0)).hasMessage(
                "DropBlock size is 0 but a region has at least 1 pixel. Give for example 7.");
        assertThatThrownBy(() -> GaussianNoise.of(-1)).hasMessage(
                "GaussianNoise deviation is -1.0 but must be from 0 to 10^30. Give for example 0.1.");
    }
}
