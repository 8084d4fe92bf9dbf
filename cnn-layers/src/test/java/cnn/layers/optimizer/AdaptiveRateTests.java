package cnn.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.layers.fixture.Step;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Optimizers that divide each gradient by its usual size. */
class AdaptiveRateTests {
    private static Supplier<Formula> rmsProp(RmsProp rms) {
        return () -> new Formula() {
            private double v;
            private double m;
            private double u;

            @Override
            public double next(double w, double g, int t, double rate, double decays) {
                double d = g + rms.weightDecay() * decays * w;
                v = rms.beta() * v + (1 - rms.beta()) * d * d;
                m = rms.centred() ? rms.beta() * m + (1 - rms.beta()) * d : 0;
                u = rms.momentum() * u + d / (Math.sqrt(v - m * m) + rms.epsilon());
                return w - rate * u;
            }
        };
    }

    @Test
    void rmsPropAgreesWithItsFormula() {
        for (RmsProp rms : new RmsProp[] {RmsProp.of(0.01), RmsProp.of(0.01).weightDecay(0.3).epsilon(0.1),
            RmsProp.of(0.01).momentum(0.9), RmsProp.of(0.01).centred(true),
            RmsProp.of(0.01).beta(0.5).centred(true).momentum(0.5).weightDecay(0.1).epsilon(0.01)}) {
            Formula.check(rms, rmsProp(rms), 1e-5);
        }
    }

    /** A gradient that never changes has no variance, which rounding would make less than 0. */
    @Test
    void rmsPropStaysFiniteWhereTheGradientIsSteady() {
        Step step = new Step(RmsProp.of(1e-9).centred(true).beta(0.1), new float[] {1}, false);
        for (int t = 0; t < 200; t++) {
            assertThat(step.next(0.3f)[0]).isFinite();
        }
    }

    private static Supplier<Formula> adagrad(Adagrad ada) {
        return () -> new Formula() {
            private double v = ada.initial();

            @Override
            public double next(double w, double g, int t, double rate, double decays) {
                double d = g + ada.weightDecay() * decays * w;
                v += d * d;
                return w - rate / (1 + (t - 1) * ada.rateDecay()) * d / (Math.sqrt(v) + ada.epsilon());
            }
        };
    }

    @Test
    void adagradAgreesWithItsFormula() {
        for (Adagrad ada : new Adagrad[] {Adagrad.of(0.1), Adagrad.of(0.1).weightDecay(0.3),
            Adagrad.of(0.1).rateDecay(0.1).initial(0.1).epsilon(0.01)}) {
            Formula.check(ada, adagrad(ada));
        }
    }

    private static Supplier<Formula> adadelta(Adadelta ada) {
        return () -> new Formula() {
            private double v;
            private double s;

            @Override
            public double next(double w, double g, int t, double rate, double decays) {
                double d = g + ada.weightDecay() * decays * w;
                v = ada.beta() * v + (1 - ada.beta()) * d * d;
                double step = Math.sqrt(s + ada.epsilon()) / Math.sqrt(v + ada.epsilon()) * d;
                s = ada.beta() * s + (1 - ada.beta()) * step * step;
                return w - rate * step;
            }
        };
    }

    @Test
    void adadeltaAgreesWithItsFormula() {
        for (Adadelta ada : new Adadelta[] {Adadelta.of(), Adadelta.of().weightDecay(0.3),
            Adadelta.of().learningRate(0.5).beta(0.5).epsilon(0.001)}) {
            Formula.check(ada, adadelta(ada));
        }
    }

    @Test
    void buffersFollowFromTheForm() {
        assertThat(RmsProp.of(1).slots()).isEqualTo(1);
        assertThat(RmsProp.of(1).momentum(0.9).slots()).isEqualTo(2);
        assertThat(RmsProp.of(1).centred(true).slots()).isEqualTo(2);
        assertThat(RmsProp.of(1).centred(true).momentum(0.9).slots()).isEqualTo(3);
        assertThat(Adagrad.of(1).slots()).isEqualTo(1);
        assertThat(Adadelta.of().slots()).isEqualTo(2);
    }

    @Test
    void rejectNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> RmsProp.of(1).beta(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RmsProp beta is 1.0 but must be in [0, 1). Try 0.99.");
        assertThatThrownBy(() -> RmsProp.of(1).momentum(-1))
                .hasMessage("RmsProp momentum is -1.0 but must be in [0, 1). Try 0.9.");
        assertThatThrownBy(() -> Adagrad.of(1).rateDecay(-1))
                .hasMessage(
                        "Adagrad rate decay is -1.0 but must be 0 or more. Give 0 for none, or for example 0.0001.");
        assertThatThrownBy(() -> Adagrad.of(1).initial(-1))
                .hasMessage("Adagrad initial is -1.0 but must be 0 or more. Give 0 for none, or for example 0.1.");
        assertThatThrownBy(() -> Adadelta.of().epsilon(0))
                .hasMessage("Adadelta epsilon is 0.0 but must be above 0. Try 1e-6.");
    }
}
