package cnn.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Step;
import cnn.testkit.KernelSets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MuonTests {
    /** The source's newtonschulz5, on a matrix of rows, in double. */
    private static double[] orthogonal(double[] matrix, int rows, int columns) {
        double norm = 0;
        for (double value : matrix) {
            norm += value * value;
        }
        norm = Math.sqrt(norm) + 1e-7;
        double[] x = matrix.clone();
        for (int i = 0; i < x.length; i++) {
            x[i] /= norm;
        }
        for (int step = 0; step < 5; step++) {
            double[] gram = times(x, transposed(x, rows, columns), rows, columns, rows);
            double[] square = times(gram, gram, rows, rows, rows);
            double[] polynomial = new double[gram.length];
            for (int i = 0; i < gram.length; i++) {
                polynomial[i] = -4.775 * gram[i] + 2.0315 * square[i];
            }
            double[] more = times(polynomial, x, rows, rows, columns);
            for (int i = 0; i < x.length; i++) {
                x[i] = 3.4445 * x[i] + more[i];
            }
        }
        return x;
    }

    private static double[] transposed(double[] a, int rows, int columns) {
        double[] t = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            t[i % columns * rows + i / columns] = a[i];
        }
        return t;
    }

    private static double[] times(double[] a, double[] b, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int l = 0; l < k; l++) {
                    c[i * n + j] += a[i * k + l] * b[l * n + j];
                }
            }
        }
        return c;
    }

    private static void check(Muon muon, Shape shape) {
        int size = shape.size();
        int columns = shape.channels();
        float[] start = Numbers.random(size, 1);
        Step step = new Step(muon, start, shape, true);
        double[] w = Numbers.doubles(start);
        double[] v = new double[size];
        for (int t = 1; t <= 10; t++) {
            float[] g = Numbers.random(size, 50 + t);
            double[] ahead = new double[size];
            for (int i = 0; i < size; i++) {
                v[i] = muon.momentum() * v[i] + g[i];
                ahead[i] = g[i] + muon.momentum() * v[i];
            }
            double[] o = orthogonal(ahead, size / columns, columns);
            double rate = muon.learningRate() * (t < 6 ? 1 : 0.1);
            double wide = Math.sqrt(Math.max(1, (double) columns * columns / size));
            for (int i = 0; i < size; i++) {
                w[i] -= rate * (muon.weightDecay() * w[i] + wide * o[i]);
            }
            // float products of up to 40 numbers, in 15 of which one step's errors grow some 50 times at the most
            Numbers.assertClose(shape + ", step " + t, step.factor(t < 6 ? 1 : 0.1).next(g), w, 2e-5);
        }
    }

    @Test
    void agreesWithItsFormula() {
        for (Muon muon : new Muon[] {Muon.of(0.05), Muon.of(0.05).momentum(0.5).weightDecay(0.3)}) {
            check(muon, Shape.of(7, 5));
            check(muon, Shape.of(5, 7));
            check(muon, Shape.of(3, 3, 4, 6));
            check(muon, Shape.of(1, 1, 4, 17));
            check(muon, Shape.of(1, 9));
            check(muon, Shape.of(9, 1));
        }
    }

    /** Every singular value comes near 1: the product of a step with itself has about 1 on its diagonal. */
    @Test
    void makesAStepOfEqualDirections() {
        Orthogonalization matrix = new Orthogonalization(40, 8);
        System.arraycopy(Numbers.random(320, 3), 0, matrix.input(), 0, 320);
        float[] o = matrix.apply(KernelSets.chosen());
        double[] gram = times(transposed(Numbers.doubles(o), 40, 8), Numbers.doubles(o), 8, 40, 8);
        for (int i = 0; i < 8; i++) {
            assertThat(gram[i * 9]).isBetween(0.4, 1.5);
        }
    }

    @Test
    void aGradientOfZerosMovesNothing() {
        float[] start = Numbers.random(12, 1);
        assertThat(new Step(Muon.of(0.1), start, Shape.of(3, 4), true).next(new float[12])).isEqualTo(start);
    }

    @Test
    void movesVectorsAsAdamWWould() {
        float[] start = Numbers.random(11, 1);
        Step muon = new Step(Muon.of(0.02).vectorRate(0.01), start, false);
        Step adam = new Step(AdamW.of(0.01).betas(0.9, 0.95), start, false);
        for (int t = 0; t < 10; t++) {
            float[] g = Numbers.random(11, t);
            Numbers.assertClose("step " + t, muon.next(g), Numbers.doubles(adam.next(g)), 1e-6);
        }
    }

    @Test
    void theBitsAreTheSameOnAllKernels() {
        Shape shape = Shape.of(3, 3, 16, 33);
        float[] expected = null;
        for (Kernels kernels : KernelSets.all()) {
            Step step = new Step(Muon.of(0.05), Numbers.random(shape.size(), 1), shape, true).kernels(kernels);
            float[] values = null;
            for (int t = 0; t < 3; t++) {
                values = step.next(Numbers.random(shape.size(), t));
            }
            expected = expected == null ? values : expected;
            assertThat(Arrays.mismatch(values, expected)).as(kernels.id()).isEqualTo(-1);
        }
    }

    @Test
    void lookaheadFollowsWholeMatricesToo() {
        Shape shape = Shape.of(4, 3);
        float[] start = Numbers.random(12, 1);
        Step plain = new Step(Muon.of(0.1), start, shape, true);
        Step ahead = new Step(Lookahead.of(Muon.of(0.1)).every(2).share(0.5), start, shape, true);
        float[] g = Numbers.random(12, 2);
        assertThat(ahead.next(g)).isEqualTo(plain.next(g));
        float[] fast = plain.next(g);
        double[] half = new double[12];
        for (int i = 0; i < 12; i++) {
            half[i] = (start[i] + (double) fast[i]) / 2;
        }
        Numbers.assertClose("half of the way", ahead.next(g), half, 1e-6);
    }

    @Test
    void rejectsNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> Muon.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Muon learning rate is 0.0 but must be above 0. Try 0.01 or 0.001.");
        assertThatThrownBy(() -> Muon.of(1).momentum(1))
                .hasMessage("Muon momentum is 1.0 but must be in [0, 1). Try 0.95.");
        assertThatThrownBy(() -> Muon.of(1).vectorRate(0))
                .hasMessage("Muon vector rate is 0.0 but must be above 0. Try 0.001.");
    }
}
