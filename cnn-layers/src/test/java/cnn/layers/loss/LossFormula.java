package cnn.layers.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.train.Loss;
import cnn.layers.fixture.Batch;
import cnn.layers.fixture.Numbers;

/** A loss as its source writes it, in double, without care for large scores: the sum over a batch. */
interface LossFormula {
    double apply(double[] scores, float[] targets, int width);

    /** Compares a loss with its formula, and its gradient with central differences of the formula. */
    static void check(Loss loss, LossFormula formula, int width, float[] scores, float[] targets) {
        Batch batch = Batch.of(width, scores, targets);
        double[] x = Numbers.doubles(scores);
        double expected = formula.apply(x, targets, width);
        assertThat(loss.apply(batch)).as("%s", loss).isCloseTo(expected, within(1e-6 * Math.max(1, expected)));
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double middle = x[i];
            x[i] = middle + 1e-5;
            double above = formula.apply(x, targets, width);
            x[i] = middle - 1e-5;
            double below = formula.apply(x, targets, width);
            x[i] = middle;
            gradient[i] = (above - below) / 2e-5 / batch.batch();
        }
        Numbers.assertClose("gradient of " + loss, batch.gradient(), gradient, 1e-6);
    }

    /** A 1 in each row, in different places. */
    static float[] oneHot(int batch, int width) {
        float[] targets = new float[batch * width];
        for (int b = 0; b < batch; b++) {
            targets[b * width + b * 7 % width] = 1;
        }
        return targets;
    }

    /** Ones and zeros. */
    static float[] labels(int count) {
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i * 7 % 3 == 0 ? 1 : 0;
        }
        return labels;
    }

    /** p of one row's scores. */
    static double[] softmax(double[] scores, int row, int width) {
        double[] p = new double[width];
        double sum = 0;
        for (int j = 0; j < width; j++) {
            p[j] = Math.exp(scores[row + j]);
            sum += p[j];
        }
        for (int j = 0; j < width; j++) {
            p[j] /= sum;
        }
        return p;
    }

    static double sigmoid(double score) {
        return 1 / (1 + Math.exp(-score));
    }
}
