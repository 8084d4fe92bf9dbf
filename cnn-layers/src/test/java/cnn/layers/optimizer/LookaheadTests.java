package cnn.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Step;
import org.junit.jupiter.api.Test;

class LookaheadTests {
    private static final float[] START = Numbers.random(11, 1);

    @Test
    void followsPartOfTheWayEveryFewSteps() {
        Sgd fast = Sgd.of(0.1).momentum(0.9);
        Step ahead = new Step(Lookahead.of(fast).every(3).share(0.25), START, true);
        double[] slow = Numbers.doubles(START);
        double[] w = Numbers.doubles(START);
        double[] v = new double[w.length];
        for (int t = 1; t <= 10; t++) {
            float[] g = Numbers.random(11, t);
            float[] values = ahead.next(g);
            for (int i = 0; i < w.length; i++) {
                v[i] = 0.9 * v[i] + g[i];
                w[i] -= 0.1 * v[i];
                if (t % 3 == 0) {
                    slow[i] += 0.25 * (w[i] - slow[i]);
                    w[i] = slow[i];
                }
            }
            Numbers.assertClose("step " + t, values, w, 2e-6);
        }
    }

    /** LAMB takes sums and changes its slots in them. */
    @Test
    void leavesTheOtherOptimizerAsItIs() {
        Step plain = new Step(Lamb.of(0.1), START, true);
        Step ahead = new Step(Lookahead.of(Lamb.of(0.1)).every(100), START, true);
        for (int t = 0; t < 5; t++) {
            assertThat(ahead.next(Numbers.random(11, t))).containsExactly(plain.next(Numbers.random(11, t)));
        }
        assertThat(ahead.slot(2)).containsExactly(START);
    }

    @Test
    void takesTheRateOfTheOther() {
        assertThat(Lookahead.of(Sgd.of(0.3)).learningRate()).isEqualTo(0.3);
        assertThat(Lookahead.of(Sgd.of(0.3)).slots()).isEqualTo(1);
        assertThat(Lookahead.of(Lamb.of(0.3)).sums()).isEqualTo(2);
    }

    @Test
    void rejectsNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> Lookahead.of(Sgd.of(1)).every(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lookahead returns every 0 steps. Give at least 1, for example 5.");
        assertThatThrownBy(() -> Lookahead.of(Sgd.of(1)).share(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lookahead share is 0.0 but must be in (0, 1], the part of the way that the slow weights "
                        + "follow. Try 0.5.");
    }
}
