package cnn.layers.onnx;

import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.train.Loss;
import cnn.api.train.Optimizer;
import cnn.api.train.ScoredBatch;
import cnn.api.train.Update;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.fixture.Numbers;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.optimizer.Sgd;
import cnn.testkit.KernelSets;
import java.util.Arrays;
import java.util.Set;

/** The operators that are a loss or an optimizer of ours. */
final class TrainingMapping {
    private static final Set<String> OPERATORS = Set.of("SoftmaxCrossEntropyLoss", "Momentum");

    private TrainingMapping() {
    }

    static boolean knows(String operator) {
        return OPERATORS.contains(operator);
    }

    static void compare(OnnxTest test) {
        if (test.node().op().equals("Momentum")) {
            momentum(test);
        } else {
            crossEntropy(test);
        }
    }

    /**
     * An ignored label is a row of zeros. Every position of an image is an example. ONNX's mean divides by the weights of
     * the labels.
     */
    private static void crossEntropy(OnnxTest test) {
        test.node().knows("reduction", "ignore_index");
        OnnxTensor scores = Mapping.rows(test.input(0).axisLast(1));
        int examples = scores.dim(0);
        int classes = scores.dim(1);
        int ignored = test.node().integer("ignore_index", Integer.MIN_VALUE);
        OnnxTensor weights = test.inputOrNull(2);
        SoftmaxCrossEntropy loss = weights == null
                ? SoftmaxCrossEntropy.of()
                : SoftmaxCrossEntropy.of().classWeights(Numbers.doubles(weights.numbers()));
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
        Optimizer optimizer = new Sgd(rate, node.number("alpha", 0), node.text("mode", "").equals("nesterov"),
                node.number("norm_coefficient", 0));
        int count = (node.inputs().size() - 2) / 3;
        for (int i = 0; i < count; i++) {
            float[] values = test.input(2 + i).numbers().clone();
            float[] velocity = test.input(2 + 2 * count + i).numbers().clone();
            optimizer.update(new Step(values, test.input(2 + count + i).numbers(), velocity, (long) step + 1, rate));
            Comparison.close("value " + i, values, test.output(i).numbers());
            Comparison.close("velocity " + i, velocity, test.output(count + i).numbers());
        }
    }

    private record Scored(int batch, int width, float[] scores, float[] targets, float[] gradient,
            Kernels kernels) implements ScoredBatch {
        @Override
        public float[] predictions() {
            return scores;
        }
    }

    private record Step(float[] values, float[] gradient, float[] velocity, long step,
            double learningRate) implements Update {
        @Override
        public int from() {
            return 0;
        }

        @Override
        public int to() {
            return values.length;
        }

        @Override
        public float[] slot(int index) {
            return velocity;
        }

        @Override
        public String name() {
            return "momentum/weights";
        }

        @Override
        public Shape shape() {
            return Shape.of(1, values.length);
        }

        @Override
        public double sum(int index) {
            throw new AssertionError("Sgd takes no sums");
        }

        @Override
        public double decay() {
            return 1;
        }
    }
}
