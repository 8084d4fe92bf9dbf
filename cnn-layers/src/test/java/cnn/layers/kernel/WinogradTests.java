package cnn.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.testkit.KernelSets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The transforms against the matrices in {@link Winograd}'s documentation, multiplied out in double. */
class WinogradTests {
    private static final double A = 0.625;
    private static final double B = 1.5;
    private static final double A2 = A * A;
    private static final double B2 = B * B;
    private static final double[][] INPUT = {{A2 * B2, 0, -A2 - B2, 0, 1, 0}, {0, -A * B2, -B2, A, 1, 0},
        {0, A * B2, -B2, -A, 1, 0}, {0, -A2 * B, -A2, B, 1, 0}, {0, A2 * B, -A2, -B, 1, 0},
        {0, A2 * B2, 0, -A2 - B2, 0, 1}};
    private static final double[][] OUTPUT = {{1, 1, 1, 1, 1, 0}, {0, A, -A, B, -B, 0}, {0, A2, A2, B2, B2, 0},
        {0, A2 * A, -A2 * A, B2 * B, -B2 * B, 1}};
    private static final double S = 1 / (2 * A2 * (A2 - B2));
    private static final double T = 1 / (2 * B2 * (B2 - A2));
    private static final double[][] WEIGHTS = {{1 / (A2 * B2), 0, 0}, {S, S * A, S * A2}, {S, -S * A, S * A2},
        {T, T * B, T * B2}, {T, -T * B, T * B2}, {0, 0, 1}};
    private final Winograd kernels = KernelSets.chosen().family(Winograd.class);

    @Test
    void inputsAreTheirFormula() {
        for (WinogradCase c : WinogradCase.all(false)) {
            float[] v = c.run(WinogradCase.Named.INPUTS, kernels);
            for (int t = 0; t < c.count(); t++) {
                for (int n = 0; n < c.tiles().channels(); n++) {
                    checkInputs(c, v, t, n);
                }
            }
        }
    }

    private static void checkInputs(WinogradCase c, float[] v, int tile, int channel) {
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                double sum = 0;
                for (int k = 0; k < 6; k++) {
                    for (int l = 0; l < 6; l++) {
                        sum += INPUT[i][k] * INPUT[j][l] * c.pixel(c.pixels(), tile, k, l, channel);
                    }
                }
                assertThat((double) c.number(v, tile, i, j, channel)).as("%s", c).isCloseTo(sum, within(1e-5));
            }
        }
    }

    @Test
    void outputsAreTheirFormula() {
        for (WinogradCase c : WinogradCase.all(false)) {
            float[] y = c.run(WinogradCase.Named.OUTPUTS, kernels);
            for (int t = 0; t < c.count(); t++) {
                for (int n = 0; n < c.tiles().channels(); n++) {
                    checkOutputs(c, y, t, n);
                }
            }
        }
    }

    private static void checkOutputs(WinogradCase c, float[] y, int tile, int channel) {
        for (int k = 0; k < 4; k++) {
            for (int l = 0; l < 4; l++) {
                double sum = c.start()[WinogradCase.START_AT + channel];
                for (int i = 0; i < 6; i++) {
                    for (int j = 0; j < 6; j++) {
                        sum += OUTPUT[k][i] * OUTPUT[l][j] * c.number(c.numbers(), tile, i, j, channel);
                    }
                }
                assertThat((double) c.pixel(y, tile, k, l, channel)).as("%s", c).isCloseTo(sum, within(1e-4));
            }
        }
    }

    @Test
    void gradientsAreTheirFormula() {
        for (WinogradCase c : WinogradCase.all(false)) {
            float[] m = c.run(WinogradCase.Named.GRADIENTS, kernels);
            for (int t = 0; t < c.count(); t++) {
                for (int n = 0; n < c.tiles().channels(); n++) {
                    checkGradients(c, m, t, n);
                }
            }
        }
    }

    private static void checkGradients(WinogradCase c, float[] m, int tile, int channel) {
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                double sum = 0;
                for (int k = 0; k < 4; k++) {
                    for (int l = 0; l < 4; l++) {
                        sum += OUTPUT[k][i] * OUTPUT[l][j] * c.pixel(c.pixels(), tile, k, l, channel);
                    }
                }
                assertThat((double) c.number(m, tile, i, j, channel)).as("%s", c).isCloseTo(sum, within(1e-4));
            }
        }
    }

    @Test
    void weightsAreTheirFormula() {
        for (WinogradCase c : WinogradCase.all(false)) {
            float[] u = c.run(WinogradCase.Named.WEIGHTS, kernels);
            for (int n = 0; n < c.weights(); n++) {
                for (int i = 0; i < 36; i++) {
                    double sum = 0;
                    for (int k = 0; k < 9; k++) {
                        sum += WEIGHTS[i / 6][k / 3] * WEIGHTS[i % 6][k % 3]
                                * c.pixels()[WinogradCase.AT + k * (c.weights() + 2) + n];
                    }
                    int at = WinogradCase.NUMBERS_AT + i * c.tiles().plane() + n;
                    assertThat((double) u[at]).as("%s", c).isCloseTo(sum, within(1e-6));
                }
            }
        }
    }

    @Test
    void preciseWeightsAreTheirFormulaRoundedOnce() {
        Random random = new Random(17);
        for (int count : new int[] {1, 15, 16, 100, Winograd.PRECISE_COUNT}) {
            int plane = count + 3;
            int space = 36 * plane + 5;
            float[] given = ProductCase.numbers(random, space + Winograd.PRECISE_SPACE, false);
            float[] u = given.clone();
            kernels.preciseWeights(u, space, count, 2, plane);
            for (int n = 0; n < count; n++) {
                for (int i = 0; i < 36; i++) {
                    double sum = 0;
                    for (int k = 0; k < 9; k++) {
                        sum += WEIGHTS[i / 6][k / 3] * WEIGHTS[i % 6][k % 3]
                                * given[space + k * Winograd.PRECISE_COUNT + n];
                    }
                    // half a unit in the last place, and what double rounds
                    assertThat((double) u[2 + i * plane + n]).isCloseTo(sum,
                            within(Math.ulp((float) sum) * 0.500001 + 1e-14));
                }
            }
            assertThat(Arrays.copyOf(u, 2)).isEqualTo(Arrays.copyOf(given, 2));
            assertThat(Arrays.copyOfRange(u, space, space + count)).isEqualTo(Arrays.copyOfRange(given, space,
                    space + count));
        }
    }

    @Test
    void gradientsOfWeightsAreTheirFormula() {
        checkWeightGradients(WinogradCase.Named.WEIGHT_GRADIENTS, 0);
    }

    @Test
    void gradientsOfWeightsAreAddedToWhatIsThere() {
        checkWeightGradients(WinogradCase.Named.ADDED_WEIGHT_GRADIENTS, 42);
    }

    private void checkWeightGradients(WinogradCase.Named method, double start) {
        for (WinogradCase c : WinogradCase.all(false)) {
            float[] dw = c.run(method, kernels);
            for (int n = 0; n < c.weights(); n++) {
                for (int k = 0; k < 3; k++) {
                    for (int l = 0; l < 3; l++) {
                        double sum = start;
                        for (int i = 0; i < 36; i++) {
                            sum += WEIGHTS[i / 6][k] * WEIGHTS[i % 6][l]
                                    * c.numbers()[WinogradCase.NUMBERS_AT + i * c.tiles().plane() + n];
                        }
                        int at = WinogradCase.AT + (3 * k + l) * (c.weights() + 2) + n;
                        assertThat((double) dw[at]).as("%s", c).isCloseTo(sum, within(1e-4));
                    }
                }
            }
        }
    }

    @Test
    void productsOfFewTilesAreThoseOfTransformedWeights() {
        for (FewTilesCase c : FewTilesCase.all(false)) {
            assertThat(c.products(kernels)).as("%s", c).isEqualTo(c.oneAfterTheOther(KernelSets.chosen()));
        }
    }

    @Test
    void nothingElseIsTouched() {
        WinogradCase c = WinogradCase.of(17, 3, new Random(5), false);
        for (WinogradCase.Named method : WinogradCase.Named.values()) {
            float[] result = c.run(method, kernels);
            int touched = 0;
            for (float number : result) {
                touched += number == 42 ? 0 : 1;
            }
            int each = switch (method) {
                case INPUTS, GRADIENTS, WEIGHTS -> 36;
                case OUTPUTS, OUTPUTS_WITHOUT_START -> 16;
                case WEIGHT_GRADIENTS, ADDED_WEIGHT_GRADIENTS -> 9;
            };
            assertThat(touched).isEqualTo(17 * 3 * each);
        }
    }
}
