package cnn.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Step;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Optimizers with a running mean and square. */
class AdamKindTests {
    private static Supplier<Formula> adam(Adam adam) {
        return () -> new Formula() {
            private double m;
            private double v;

            @Override
            public double next(double w, double g, int t, double rate, double decays) {
                double d = g + adam.weightDecay() * decays * w;
                m = adam.beta1() * m + (1 - adam.beta1()) * d;
                v = adam.beta2() * v + (1 - adam.beta2()) * d * d;
                return w - rate * (m / (1 - Math.pow(adam.beta1(), t)))
                        / (Math.sqrt(v / (1 - Math.pow(adam.beta2(), t))) + adam.epsilon());
            }
        };
    }

    @Test
    void adamAgreesWithItsFormula() {
        for (Adam adam : new Adam[] {Adam.of(0.05), Adam.of(0.05).weightDecay(0.3),
            Adam.of(0.05).betas(0.5, 0.9).epsilon(0.1).weightDecay(0.1)}) {
            Formula.check(adam, adam(adam));
        }
    }

    @Test
    void adamWithoutDecayIsAdamWWithoutDecay() {
        Step adam = new Step(Adam.of(0.05), Numbers.random(11, 1), true);
        Step adamW = new Step(AdamW.of(0.05).weightDecay(0), Numbers.random(11, 1), true);
        for (int t = 0; t < 20; t++) {
            float[] gradient = Numbers.random(11, t);
            assertThat(adam.next(gradient)).containsExactly(adamW.next(gradient));
        }
    }

    private static Supplier<Formula> nadam(Nadam nadam) {
        return () -> new Formula() {
            private double m;
            private double v;
            private double product = 1;

            private double momentum(int t) {
                return nadam.beta1() * (1 - 0.5 * Math.pow(0.96, t * nadam.momentumDecay()));
            }

            @Override
            public double next(double w, double g, int t, double rate, double decays) {
                double d = g + nadam.weightDecay() * decays * w;
                m = nadam.beta1() * m + (1 - nadam.beta1()) * d;
                v = nadam.beta2() * v + (1 - nadam.beta2()) * d * d;
                product *= momentum(t);
                double mean = momentum(t + 1) * m / (1 - product * momentum(t + 1));
                double now = (1 - momentum(t)) * d / (1 - product);
                return w - rate * (mean + now)
                        / (Math.sqrt(v / (1 - Math.pow(nadam.beta2(), t))) + nadam.epsilon());
            }
        };
    }

    @Test
    void nadamAgreesWithItsFormula() {
        for (Nadam nadam : new Nadam[] {Nadam.of(0.05), Nadam.of(0.05).weightDecay(0.3),
            Nadam.of(0.05).betas(0.5, 0.9).epsilon(0.1).weightDecay(0.1).momentumDecay(0.1),
            Nadam.of(0.05).betas(0, 0.9).momentumDecay(0)}) {
            Formula.check(nadam, nadam(nadam));
        }
    }

    /** After 100,000 steps the product of momenta is 0 to every bit, and costs no more than at first. */
    @Test
    void nadamStaysRightAfterVeryManySteps() {
        double[] seen = new double[2];
        for (int i = 0; i < 2; i++) {
            Step step = new Step(Nadam.of(0.5), new float[] {1}, false).after(99_999 + i);
            step.slot(0)[0] = 0.5f;
            step.slot(1)[0] = 0.25f;
            seen[i] = step.next(1)[0];
        }
        double mean = 0.9 * 0.5 + 0.1;
        double square = 0.999 * 0.25 + 0.001;
        assertThat(seen[0]).isEqualTo(seen[1]);
        Numbers.assertClose("value", new float[] {(float) seen[0]},
                new double[] {1 - 0.5 * (0.9 * mean + 0.1) / Math.sqrt(square)}, 1e-6);
    }

    private static Supplier<Formula> lion(Lion lion) {
        return () -> new Formula() {
            private double m;

            @Override
            public double next(double w, double g, int t, double rate, double decays) {
                double sign = Math.signum(lion.beta1() * m + (1 - lion.beta1()) * g);
                m = lion.beta2() * m + (1 - lion.beta2()) * g;
                return w - rate * (sign + lion.weightDecay() * decays * w);
            }
        };
    }

    @Test
    void lionAgreesWithItsFormula() {
        for (Lion lion : new Lion[] {Lion.of(0.01), Lion.of(0.01).weightDecay(0.5), Lion.of(0.1).betas(0.5, 0.75)}) {
            Formula.check(lion, lion(lion));
        }
    }

    @Test
    void lionStaysWhereThereIsNothingToFollow() {
        assertThat(new Step(Lion.of(0.1), new float[] {3, -4}, false).next(0, 0)).containsExactly(3, -4);
    }

    private static Supplier<Formula> adan(Adan adan) {
        return () -> new Formula() {
            private double m;
            private double d;
            private double v;
            private double before;

            @Override
            public double next(double w, double g, int t, double rate, double decays) {
                double change = t == 1 ? 0 : g - before;
                before = g;
                m = adan.beta1() * m + (1 - adan.beta1()) * g;
                d = adan.beta2() * d + (1 - adan.beta2()) * change;
                double ahead = g + adan.beta2() * change;
                v = adan.beta3() * v + (1 - adan.beta3()) * ahead * ahead;
                double size = Math.sqrt(v / (1 - Math.pow(adan.beta3(), t))) + adan.epsilon();
                double step = m / (1 - Math.pow(adan.beta1(), t))
                        + adan.beta2() * d / (1 - Math.pow(adan.beta2(), t));
                return (w - rate * step / size) / (1 + rate * adan.weightDecay() * decays);
            }
        };
    }

    @Test
    void adanAgreesWithItsFormula() {
        for (Adan adan : new Adan[] {Adan.of(0.05), Adan.of(0.05).weightDecay(0.5),
            Adan.of(0.05).betas(0.5, 0.6, 0.7).epsilon(0.1)}) {
            Formula.check(adan, adan(adan));
        }
    }

    @Test
    void rejectNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> Adam.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Adam learning rate is 0.0 but must be above 0. Try 0.01 or 0.001.");
        assertThatThrownBy(() -> Adam.of(1).betas(1, 0.9))
                .hasMessage("Adam beta1 is 1.0 but must be in [0, 1). Try 0.9.");
        assertThatThrownBy(() -> Adam.of(1).weightDecay(-1))
                .hasMessage("Adam weight decay is -1.0 but must be 0 or more. Give 0 for none, or for example 0.0001.");
        assertThatThrownBy(() -> Nadam.of(1).momentumDecay(-1)).hasMessage(
                "Nadam momentum decay is -1.0 but must be 0 or more. Give 0 for none, or for example 0.004.");
        assertThatThrownBy(() -> Nadam.of(1).betas(0.9, 1))
                .hasMessage("Nadam beta2 is 1.0 but must be in [0, 1). Try 0.999.");
        assertThatThrownBy(() -> Lion.of(-1))
                .hasMessage("Lion learning rate is -1.0 but must be above 0. Try 0.01 or 0.001.");
        assertThatThrownBy(() -> Lion.of(1).betas(0.9, 1))
                .hasMessage("Lion beta2 is 1.0 but must be in [0, 1). Try 0.99.");
        assertThatThrownBy(() -> Adan.of(1).betas(0.9, 0.9, 1))
                .hasMessage("Adan beta3 is 1.0 but must be in [0, 1). Try 0.99.");
        assertThatThrownBy(() -> Adan.of(1).epsilon(0))
                .hasMessage("Adan epsilon is 0.0 but must be above 0. Try 1e-8.");
    }
}
