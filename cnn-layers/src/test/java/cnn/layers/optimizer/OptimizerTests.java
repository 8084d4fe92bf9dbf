package cnn.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Step;
import org.junit.jupiter.api.Test;

class OptimizerTests {
    private static final float[] START = Numbers.random(11, 1);

    private static float[] gradient(int step) {
        return Numbers.random(11, 50 + step);
    }

    private static void checkSgd(Sgd sgd, boolean decays) {
        Step step = new Step(sgd, START, decays);
        double[] w = Numbers.doubles(START);
        double[] v = new double[w.length];
        double decay = decays ? sgd.weightDecay() : 0;
        for (int t = 0; t < 20; t++) {
            double rate = sgd.learningRate() * (t < 10 ? 1 : 0.1);
            float[] g = gradient(t);
            float[] values = step.factor(t < 10 ? 1 : 0.1).next(g);
            for (int i = 0; i < w.length; i++) {
                double d = g[i] + decay * w[i];
                v[i] = sgd.momentum() * v[i] + d;
                w[i] -= rate * (sgd.nesterov() ? d + sgd.momentum() * v[i] : v[i]);
            }
            Numbers.assertClose("step " + t, values, w, 2e-6);
        }
    }

    @Test
    void sgdAgreesWithItsFormula() {
        checkSgd(Sgd.of(0.1), true);
        checkSgd(Sgd.of(0.1).weightDecay(0.3), true);
        checkSgd(Sgd.of(0.1).momentum(0.9), true);
        checkSgd(Sgd.of(0.1).momentum(0.9).weightDecay(0.3), true);
        checkSgd(Sgd.of(0.1).momentum(0.9).nesterov(true).weightDecay(0.3), true);
    }

    @Test
    void sgdSparesBiasesItsDecay() {
        checkSgd(Sgd.of(0.1).weightDecay(0.3), false);
        checkSgd(Sgd.of(0.1).momentum(0.9).weightDecay(0.3), false);
    }

    /** ONNX's test_momentum_multiple, in the first step of which its beta of 0.85 does not act yet. */
    @Test
    void sgdAgreesWithOnnxMomentum() {
        Step step = new Step(Sgd.of(0.1).momentum(0.95).weightDecay(0.001), new float[] {1, 1, 2}, true);
        System.arraycopy(new float[] {2, 4, 1}, 0, step.slot(0), 0, 3);
        float[] w = step.next(-1, -1, -3);
        Numbers.assertClose("values", w, new double[] {0.90990001, 0.719900012, 2.20479989}, 1e-7);
        Numbers.assertClose("velocity", step.slot(0), new double[] {0.900999963, 2.80099988, -2.04799986}, 1e-7);
    }

    /** ONNX's test_nesterov_momentum. */
    @Test
    void sgdAgreesWithOnnxNesterovMomentum() {
        Sgd sgd = Sgd.of(0.1).momentum(0.95).nesterov(true).weightDecay(0.01);
        Step step = new Step(sgd, new float[] {1.2f, 2.8f}, true);
        System.arraycopy(new float[] {1.7f, 3.6f}, 0, step.slot(0), 0, 2);
        float[] w = step.next(-0.94f, -2.5f);
        Numbers.assertClose("values", w, new double[] {1.22753501, 2.95713997}, 1e-7);
        Numbers.assertClose("velocity", step.slot(0), new double[] {0.687000036, 0.947999954}, 1e-7);
    }

    private static void checkAdamW(AdamW adam, boolean decays) {
        Step step = new Step(adam, START, decays);
        double[] w = Numbers.doubles(START);
        double[] m = new double[w.length];
        double[] v = new double[w.length];
        for (int t = 1; t <= 20; t++) {
            double rate = adam.learningRate() * (t < 10 ? 1 : 0.1);
            float[] g = gradient(t);
            float[] values = step.factor(t < 10 ? 1 : 0.1).next(g);
            for (int i = 0; i < w.length; i++) {
                w[i] -= decays ? rate * adam.weightDecay() * w[i] : 0;
                m[i] = adam.beta1() * m[i] + (1 - adam.beta1()) * g[i];
                v[i] = adam.beta2() * v[i] + (1 - adam.beta2()) * g[i] * g[i];
                double mean = m[i] / (1 - Math.pow(adam.beta1(), t));
                double square = v[i] / (1 - Math.pow(adam.beta2(), t));
                w[i] -= rate * mean / (Math.sqrt(square) + adam.epsilon());
            }
            Numbers.assertClose("step " + t, values, w, 2e-6);
        }
    }

    @Test
    void adamWAgreesWithItsFormula() {
        checkAdamW(AdamW.of(0.05), true);
        checkAdamW(AdamW.of(0.05).betas(0.5, 0.9).epsilon(0.1).weightDecay(0.5), true);
        checkAdamW(AdamW.of(0.05).weightDecay(0), true);
    }

    @Test
    void adamWSparesBiasesItsDecay() {
        checkAdamW(AdamW.of(0.05).weightDecay(0.5), false);
    }

    @Test
    void adamWStaysWhereThereIsNoGradient() {
        assertThat(new Step(AdamW.of(0.1), new float[] {3, -4}, false).next(0, 0)).containsExactly(3, -4);
    }

    private static final float[] WEIGHTS = {0.5f, -1, 2, 0.25f, -0.75f, 1.5f};
    private static final float[][] GRADIENTS = {{0.1f, -0.2f, 0.3f, -0.4f, 0.5f, -0.6f},
        {0.2f, 0.1f, -0.1f, 0.3f, -0.2f, 0.4f}, {-0.3f, 0.2f, 0.1f, 0, 0.6f, -0.5f}};

    private static float[] threeSteps(Step step) {
        float[] last = WEIGHTS;
        for (float[] gradient : GRADIENTS) {
            last = step.next(gradient);
        }
        return last;
    }

    /** Expected numbers come from the paper's algorithm 1, written down in Python with math.fsum. */
    @Test
    void larsAgreesWithItsPaper() {
        Step step = new Step(Lars.of(2).coefficient(0.01).weightDecay(0.05), WEIGHTS, true);
        Numbers.assertClose("values", threeSteps(step), new double[] {0.4647320309075176, -0.9807302844865546,
            1.9326779812853396, 0.257568990153128, -0.8114175307607883, 1.5274496715115744}, 1e-6);
        Numbers.assertClose("velocity", step.slot(0), new double[] {0.00545968704740242, 0.0014910790522377915,
            0.027887824285650897, 0.006348029747176735, 0.034278233976372655, -0.012605272371752605}, 1e-7);
    }

    /** Expected numbers come from the paper's algorithm 2, written down in Python with math.fsum. */
    @Test
    void lambAgreesWithItsPaper() {
        Step step = new Step(Lamb.of(0.1), WEIGHTS, true);
        Numbers.assertClose("values", threeSteps(step), new double[] {0.16456089394308854, -0.890471473004683,
            1.6353234548175362, 0.4053640878539002, -1.1308716516458486, 1.7707173894582109}, 2e-6);
        Numbers.assertClose("mean", step.slot(0), new double[] {-0.0039, 0.0128, 0.0253, -0.0054, 0.0825, -0.0626},
                1e-7);
    }

    @Test
    void larsMovesVectorsAsPlainDescentWould() {
        float[] lars = new Step(Lars.of(0.1).momentum(0).weightDecay(0.3), WEIGHTS, false).next(GRADIENTS[0]);
        assertThat(lars).isEqualTo(new Step(Sgd.of(0.1), WEIGHTS, false).next(GRADIENTS[0]));
    }

    @Test
    void lambMovesVectorsAsAdamWould() {
        float[] lamb = threeSteps(new Step(Lamb.of(0.1).weightDecay(0.3), WEIGHTS, false));
        float[] adam = threeSteps(new Step(AdamW.of(0.1).epsilon(1e-6), WEIGHTS, false));
        Numbers.assertClose("values", lamb, Numbers.doubles(adam), 1e-6);
    }

    @Test
    void weightsOrGradientsThatAreAllZeroAreNoTrouble() {
        float[] zeros = new float[6];
        assertThat(new Step(Lars.of(1), zeros, true).next(GRADIENTS[0])).doesNotContain(Float.NaN)
                .isNotEqualTo(zeros);
        assertThat(new Step(Lars.of(1).weightDecay(0), WEIGHTS, true).next(zeros)).isEqualTo(WEIGHTS);
        assertThat(new Step(Lamb.of(1), zeros, true).next(GRADIENTS[0])).doesNotContain(Float.NaN).isNotEqualTo(zeros);
        assertThat(new Step(Lamb.of(1).weightDecay(0), WEIGHTS, true).next(zeros)).isEqualTo(WEIGHTS);
    }

    @Test
    void buffersFollowFromTheForm() {
        assertThat(Lars.of(1).slots()).isEqualTo(1);
        assertThat(Lamb.of(1).slots()).isEqualTo(2);
        assertThat(Sgd.of(0.1).slots()).isZero();
        assertThat(Sgd.of(0.1).momentum(0.5).slots()).isEqualTo(1);
        assertThat(AdamW.of(0.1).slots()).isEqualTo(2);
    }

    @Test
    void rejectsNumbersOutsideTheirRange() {
        assertThatThrownBy(() -> Sgd.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Sgd learning rate is 0.0 but must be above 0. Try 0.01 or 0.001.");
        assertThatThrownBy(() -> AdamW.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AdamW learning rate is NaN but must be above 0. Try 0.01 or 0.001.");
        assertThatThrownBy(() -> Sgd.of(1e39)).hasMessage("Sgd learning rate is 1.0E39, which is Infinity as a float, "
                + "but must be above 0 and finite. Try 0.01 or 0.001.");
        assertThatThrownBy(() -> Sgd.of(1e-46)).hasMessage("Sgd learning rate is 1.0E-46, which is 0.0 as a float, "
                + "but must be above 0 and finite. Try 0.01 or 0.001.");
        assertThatThrownBy(() -> Sgd.of(0.1).weightDecay(1e39)).hasMessageStartingWith(
                "Sgd weight decay is 1.0E39 but must be 0 or more and finite as a float.");
        assertThatThrownBy(() -> Sgd.of(1).momentum(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Sgd momentum is 1.0 but must be in [0, 1). Try 0.9.");
        assertThatThrownBy(() -> Sgd.of(1).nesterov(true)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Sgd nesterov looks ahead along the momentum, which is 0. "
                        + "Give a momentum, for example 0.9.");
        assertThatThrownBy(() -> Sgd.of(1).weightDecay(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Sgd weight decay is -1.0 but must be 0 or more. Give 0 for none, or for example 0.0001.");
        assertThatThrownBy(() -> AdamW.of(1).betas(1, 0.9)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AdamW beta1 is 1.0 but must be in [0, 1). Try 0.9.");
        assertThatThrownBy(() -> AdamW.of(1).betas(0.9, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AdamW beta2 is 1.0 but must be in [0, 1). Try 0.999.");
        assertThatThrownBy(() -> AdamW.of(1).epsilon(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AdamW epsilon is 0.0 but must be above 0. Try 1e-8.");
        assertThatThrownBy(() -> Lars.of(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lars learning rate is -1.0 but must be above 0. Try 0.01 or 0.001.");
        assertThatThrownBy(() -> Lars.of(1).momentum(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lars momentum is 1.0 but must be in [0, 1). Try 0.9.");
        assertThatThrownBy(() -> Lars.of(1).coefficient(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lars coefficient is 0.0 but must be above 0. Try 0.001.");
        assertThatThrownBy(() -> Lamb.of(1).betas(2, 0.9)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lamb beta1 is 2.0 but must be in [0, 1). Try 0.9.");
        assertThatThrownBy(() -> Lamb.of(1).epsilon(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lamb epsilon is 0.0 but must be above 0. Try 1e-6.");
        assertThatThrownBy(() -> Lamb.of(1).weightDecay(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lamb weight decay is -1.0 but must be 0 or more. Give 0 for none, or for example 0.0001.");
    }
}
