package cnn.layers.optimizer;

import cnn.api.train.Optimizer;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Step;
import java.util.function.Supplier;

/** An optimizer's formula as its paper writes it, for one number, in double; what it remembers lies in fields. */
interface Formula {
    /** The number after a step: {@code decays} is 1 for weights, 0 for biases. */
    double next(double w, double g, int step, double rate, double decays);

    /**
     * Compares an optimizer with its formula over 40 steps in which the rate drops to a tenth, for weights and for biases.
     *
     * @param formula makes one for each number
     * @param tolerance relative to the largest number; float steps add up to some 40 roundings of 2⁻²⁴
     */
    static void check(Optimizer optimizer, Supplier<Formula> formula, double tolerance) {
        float[] start = Numbers.random(11, 1);
        for (int decays = 0; decays <= 1; decays++) {
            Step step = new Step(optimizer, start, decays == 1);
            double[] w = Numbers.doubles(start);
            Formula[] formulas = new Formula[w.length];
            for (int i = 0; i < w.length; i++) {
                formulas[i] = formula.get();
            }
            for (int t = 1; t <= 40; t++) {
                double factor = t < 20 ? 1 : 0.1;
                float[] g = Numbers.random(11, 50 + t);
                float[] values = step.factor(factor).next(g);
                for (int i = 0; i < w.length; i++) {
                    w[i] = formulas[i].next(w[i], g[i], t, optimizer.learningRate() * factor, decays);
                }
                Numbers.assertClose(optimizer + ", step " + t, values, w, tolerance);
            }
        }
    }

    /** As above, to 4 · 10⁻⁶. */
    static void check(Optimizer optimizer, Supplier<Formula> formula) {
        check(optimizer, formula, 4e-6);
    }
}
