package cnn.layers.onnx;

import cnn.api.kernel.Kernels;
import cnn.api.train.Loss;
import cnn.api.train.Optimizer;
import cnn.api.train.ScoredBatch;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.fixture.Numbers;
import cnn.layers.fixture.Step;
import cnn.layers.loss.NegativeLogLikelihood;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.optimizer.Adagrad;
import cnn.layers.optimizer.Sgd;
import cnn.testkit.KernelSets;
import java.util.Arrays;
import java.util.Set;

/** The operators that are a loss or an optimizer of ours. */
final class TrainingMapping {
    private static final Set<String> OPERATORS = Set.of("SoftmaxCrossEntropyLoss", "NegativeLogLikelihoodLoss",
            "Momentum", "Adagrad");

    private TrainingMapping() {
    }

    static boolean knows(String operator) {
        return OPERATORS.contains(operator);
    }

    static void compare(OnnxTest test) {
        switch (test.node().op()) {
            case "Momentum" -> momentum(test);
            case "Adagrad" -> adagrad(test);
            default -> ofClasses(test);
        }
    }

    /**
     * An ignored label is a row of zeros. Every position of an image is an example. ONNX's mean divides by the weights of
     * the labels.
     */
    private static void ofClasses(OnnxTest test) {
        test.node().knows("reduction", "ignore_index");
        OnnxTensor scores = Mapping.rows(test.input(0).axisLast(1));
        int examples = scores.dim(0);
        int classes = scores.dim(1);
        int ignored = test.node().integer("ignore_index", Integer.MIN_VALUE);
        OnnxTensor weights = test.inputOrNull(2);
        double[] given = weights == null ? new double[0] : Numbers.doubles(weights.numbers());
        Loss loss = test.node().op().equals("SoftmaxCrossEntropyLoss")
                ? SoftmaxCrossEntropy.of().classWeights(given)
                : NegativeLogLikelihood.of().classWeights(given);
        float[] targets = new float[examples * classes];
        double total = 0;
        for (int i = 0; i < examples; i++) {
            int label = (int) test.input(1).numbers()[i];
            if (label != ignored) {
                targets[i * classes + label] = 1;
                total += weights == null ? 1 : weights.numbers()[label];
            }
        }
        float[] losses = new float[examples];
        for (int i = 0; i < examples; i++) {
            losses[i] = (float) loss(loss, 1, classes,
                    Arrays.copyOfRange(scores.numbers(), i * classes, (i + 1) * classes),
                    Arrays.copyOfRange(targets, i * classes, (i + 1) * classes));
        }
        double sum = loss(loss, examples, classes, scores.numbers(), targets);
        float[] due = test.output(0).numbers();
        switch (test.node().text("reduction", "mean")) {
            case "none" -> Comparison.close("loss", losses, due);
            case "sum" -> Comparison.close("loss", new float[] {(float) sum}, due);
            default -> Comparison.close("loss", new float[] {(float) (sum / total)}, due);
        }
        if (test.node().outputs().size() > 1) {
            new Comparison(new LogSoftmax()).input(scores).gives(Mapping.rows(test.output(1).axisLast(1))).run();
        }
    }

    private static double loss(Loss loss, int batch, int width, float[] scores, float[] targets) {
        return loss.apply(
                new Scored(batch, width, scores, targets, new float[scores.length], KernelSets.chosen()));
    }

    private static void momentum(OnnxTest test) {
        OnnxNode node = test.node();
        node.knows("alpha", "beta", "mode", "norm_coefficient");
        double rate = test.input(0).numbers()[0];
        float step = test.input(1).numbers()[0];
        if (node.number("beta", 1) != 1 && step > 0) {
            throw new Unmapped(Unmapped.DAMPENING);
        }
        Sgd optimizer = new Sgd(rate, node.number("alpha", 0), node.text("mode", "").equals("nesterov"),
                node.number("norm_coefficient", 0));
        oneStep(test, optimizer);
    }

    private static void adagrad(OnnxTest test) {
        OnnxNode node = test.node();
        node.knows("decay_factor", "epsilon", "norm_coefficient");
        oneStep(test, Adagrad.of(test.input(0).numbers()[0]).rateDecay(node.number("decay_factor", 0))
                .epsilon(node.number("epsilon", 1e-6f)).weightDecay(node.number("norm_coefficient", 0)));
    }

    /** Inputs are rate, steps so far, and then all values, all gradients and all buffers; outputs are values and buffers. */
    private static void oneStep(OnnxTest test, Optimizer optimizer) {
        int count = (test.node().inputs().size() - 2) / 3;
        for (int i = 0; i < count; i++) {
            Step step = new Step(optimizer, test.input(2 + i).numbers(), true).after((long) test.input(1).numbers()[0]);
            float[] buffer = test.input(2 + 2 * count + i).numbers();
            System.arraycopy(buffer, 0, step.slot(0), 0, buffer.length);
            Comparison.close("value " + i, step.next(test.input(2 + count + i).numbers()), test.output(i).numbers());
            Comparison.close("buffer " + i, step.slot(0), test.output(count + i).numbers());
        }
    }

    private record Scored(int batch, int width, float[] scores, float[] targets, float[] gradient,
            Kernels kernels) implements ScoredBatch {
        @Override
        public float[] predictions() {
            return scores;
        }
    }
}
