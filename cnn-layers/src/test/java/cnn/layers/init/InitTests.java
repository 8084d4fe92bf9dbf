package cnn.layers.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;
import org.junit.jupiter.api.Test;

class InitTests {
    private static final Shape WEIGHTS = Shape.of(3, 3, 32, 64);
    private static final double FAN_IN = 3 * 3 * 32;
    private static final double FAN_OUT = 3 * 3 * 64;

    /** 18,432 draws: their standard deviation is within 2 % of the distribution's but once in many thousand. */
    private static void check(Init init, double deviation, double largest) {
        float[] values = new float[WEIGHTS.size()];
        init.fill(values, WEIGHTS, new Rng(1));
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
            assertThat(Math.abs(value)).isLessThanOrEqualTo((float) largest);
        }
        assertThat(sum / values.length).isCloseTo(0, within(5 * deviation / Math.sqrt(values.length)));
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(deviation, within(0.02 * deviation));
    }

    @Test
    void spreadsAsEachPaperSays() {
        double he = Math.sqrt(2 / FAN_IN);
        double glorot = Math.sqrt(2 / (FAN_IN + FAN_OUT));
        check(new HeNormal(), he, 6 * he);
        check(new HeUniform(), he, Math.sqrt(3) * he);
        check(new GlorotNormal(), glorot, 6 * glorot);
        check(new GlorotUniform(), glorot, Math.sqrt(3) * glorot);
    }

    @Test
    void constantIsTheSameEverywhere() {
        float[] values = new float[4];
        new Constant(1.5f).fill(values, Shape.of(4), new Rng(1));
        assertThat(values).containsOnly(1.5f);
    }
}
