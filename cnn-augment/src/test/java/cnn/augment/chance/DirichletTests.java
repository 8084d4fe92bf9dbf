package cnn.augment.chance;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Shares that sum to 1, with the distribution's mean and variance. */
class DirichletTests {
    private static final int DRAWS = 20_000;

    @Test
    void hasTheMeanAndTheVarianceOfTheDistribution() {
        for (double alpha : new double[] {0.3, 1, 5}) {
            int n = 3;
            double[] sums = new double[n];
            double squares = 0;
            for (int i = 0; i < DRAWS; i++) {
                double[] shares = Dirichlet.draw(alpha, n, new Rng(Rng.key(9, i)));
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    assertThat(shares[j]).isBetween(0.0, 1.0);
                    sums[j] += shares[j];
                    sum += shares[j];
                }
                squares += (shares[0] - 1.0 / n) * (shares[0] - 1.0 / n);
                assertThat(sum).isCloseTo(1, Offset.offset(1e-12));
            }
            double variance = 1.0 / n * (1 - 1.0 / n) / (n * alpha + 1);
            for (double sum : sums) {
                assertThat(sum / DRAWS).isCloseTo(1.0 / n, Offset.offset(5 * Math.sqrt(variance / DRAWS)));
            }
            assertThat(squares / DRAWS).isCloseTo(variance, Offset.offset(0.06 * variance));
        }
    }

    @Test
    void oneShareIsAllAndATinyAlphaStillGivesNumbers() {
        assertThat(Dirichlet.draw(1, 1, new Rng(1))).containsExactly(1);
        for (int i = 0; i < 100; i++) {
            double[] shares = Dirichlet.draw(1e-300, 4, new Rng(Rng.key(2, i)));
            assertThat(shares[0] + shares[1] + shares[2] + shares[3]).isEqualTo(1);
        }
    }
}
