package cnn.layers.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;
import java.util.Arrays;
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
        double lecun = Math.sqrt(1 / FAN_IN);
        check(new LecunNormal(), lecun, 6 * lecun);
        check(new LecunUniform(), lecun, Math.sqrt(3) * lecun);
    }

    @Test
    void constantIsTheSameEverywhere() {
        float[] values = new float[4];
        new Constant(1.5f).fill(values, Shape.of(4), new Rng(1));
        assertThat(values).containsOnly(1.5f);
    }

    /** The deviation of a normal distribution cut at two deviations: √(1 − 4 φ(2) / (2 Φ(2) − 1)) = 0.87963. */
    @Test
    void truncatedNormalHasNoTails() {
        check(TruncatedNormal.of(0.02), 0.87963 * 0.02, 0.04);
    }

    /** Σ over the longer axis of products of any two columns, or rows where these are fewer: gain² or 0. */
    private static void checkPerpendicular(Shape shape, double gain) {
        float[] values = new float[shape.size()];
        Orthogonal.of().gain(gain).fill(values, shape, new Rng(1));
        int columns = shape.channels();
        int rows = shape.size() / columns;
        boolean tall = rows >= columns;
        for (int i = 0; i < Math.min(rows, columns); i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    sum += (double) values[tall ? k * columns + i : i * columns + k]
                            * values[tall ? k * columns + j : j * columns + k];
                }
                assertThat(sum).as("%s: %s · %s", shape, i, j).isCloseTo(i == j ? gain * gain : 0, within(1e-6));
            }
        }
    }

    @Test
    void orthogonalKeepsLengths() {
        checkPerpendicular(Shape.of(3, 3, 8, 16), 1);
        checkPerpendicular(Shape.of(7, 31), 1.5);
        checkPerpendicular(Shape.of(32, 32), 1);
        checkPerpendicular(Shape.of(1, 1), 2);
        checkPerpendicular(Shape.vector(5), 1);
    }

    /** 64 columns of 288 numbers and length 1, whose signs are as likely as those of normal numbers. */
    @Test
    void orthogonalHasNoPreferredDirection() {
        check(Orthogonal.of(), 1 / Math.sqrt(FAN_IN), 1);
    }

    @Test
    void identityPassesOnWhatItIsGiven() {
        float[] square = new float[9];
        new Identity().fill(square, Shape.of(3, 3), new Rng(1));
        assertThat(square).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
        float[] kernel = new float[3 * 3 * 2 * 3];
        Arrays.fill(kernel, 7);
        new Identity().fill(kernel, Shape.of(3, 3, 2, 3), new Rng(1));
        for (int i = 0; i < kernel.length; i++) {
            int from = 4 * 2 * 3; // the middle
            boolean one = i == from || i == from + 3 + 1 || i == from + 2;
            assertThat(kernel[i]).as("%s", i).isEqualTo(one ? 1 : 0);
        }
    }

    @Test
    void rejectWhatTheyCannotFill() {
        assertThatThrownBy(() -> new Identity().fill(new float[3], Shape.vector(3), new Rng(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The initializer identity is for weights of two axes or more, such as (inputs, units), but "
                        + "was given (3). Use constant for a vector.");
        assertThatThrownBy(() -> TruncatedNormal.of(0)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "TruncatedNormal deviation is 0.0 but must be above 0 and at most 1e30. Give for example 0.02.");
        assertThatThrownBy(() -> Orthogonal.of().gain(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Orthogonal gain is -1.0 but must be above 0 and at most 1e30. Give 1 for linear layers, "
                        + "1.414 before ReLU.");
    }
}
