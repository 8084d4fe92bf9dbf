package cnn.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Step;
import org.junit.jupiter.api.Test;

class ScheduleFreeAdamWTests {
    /** The paper's x, y and z, each kept, in double. */
    private static void check(ScheduleFreeAdamW free, boolean decays) {
        float[] start = Numbers.random(11, 1);
        Step step = new Step(free, start, decays);
        double[] x = Numbers.doubles(start);
        double[] y = Numbers.doubles(start);
        double[] z = Numbers.doubles(start);
        double[] v = new double[11];
        double sum = 0;
        for (int t = 1; t <= 40; t++) {
            float[] g = Numbers.random(11, 50 + t);
            float[] values = step.next(g);
            double rate = free.learningRate()
                    * Math.min(1, free.warmupSteps() == 0 ? 1 : (double) t / free.warmupSteps());
            sum += rate * rate;
            double share = rate * rate / sum;
            for (int i = 0; i < 11; i++) {
                v[i] = free.beta2() * v[i] + (1 - free.beta2()) * g[i] * g[i];
                double d = g[i] / (Math.sqrt(v[i] / (1 - Math.pow(free.beta2(), t))) + free.epsilon())
                        + (decays ? free.weightDecay() * y[i] : 0);
                z[i] -= rate * d;
                x[i] = (1 - share) * x[i] + share * z[i];
                y[i] = (1 - free.beta1()) * z[i] + free.beta1() * x[i];
            }
            Numbers.assertClose("y at step " + t, values, y, 1e-5);
            Numbers.assertClose("x at step " + t, step.predicting(), x, 1e-5);
        }
    }

    @Test
    void agreesWithItsPaper() {
        for (boolean decays : new boolean[] {false, true}) {
            check(ScheduleFreeAdamW.of(0.05), decays);
            check(ScheduleFreeAdamW.of(0.05).weightDecay(0.3), decays);
            check(ScheduleFreeAdamW.of(0.05).warmupSteps(10).betas(0.95, 0.99).epsilon(0.1), decays);
            check(ScheduleFreeAdamW.of(0.05).warmupSteps(100), decays);
        }
    }

    @Test
    void lookaheadRefusesAnOptimizerThatPredictsWithOtherWeights() {
        assertThatThrownBy(() -> Lookahead.of(ScheduleFreeAdamW.of(0.1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lookahead cannot follow " + ScheduleFreeAdamW.of(0.1) + ", which keeps an average of the "
                        + "weights itself. Use that optimizer alone, or lookahead around another.");
    }

    @Test
    void rejectsNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> ScheduleFreeAdamW.of(0.1).betas(0, 0.9)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ScheduleFreeAdamW beta1 is 0.0 but must be above 0. Try 0.9.");
        assertThatThrownBy(() -> ScheduleFreeAdamW.of(0.1).betas(1, 0.9))
                .hasMessage("ScheduleFreeAdamW beta1 is 1.0 but must be in [0, 1). Try 0.9.");
        assertThatThrownBy(() -> ScheduleFreeAdamW.of(0.1).warmupSteps(-1)).hasMessage(
                "ScheduleFreeAdamW warms up for -1 steps. Give 0 for no warm-up, or for example 500.");
    }
}
