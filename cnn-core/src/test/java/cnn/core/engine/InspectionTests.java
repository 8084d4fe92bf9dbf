package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.TestLayers.Linear;
import cnn.core.network.Weights;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Tanh;
import cnn.layers.kernel.ScalarKernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTests {
    private static final int BATCH = 3;
    private static final Kernels KERNELS = new ScalarKernels();

    private static double sum(Inspection inside, Node node, float[] input, float[] factors) {
        System.arraycopy(input, 0, inside.input(), 0, input.length);
        inside.forward(BATCH);
        double sum = 0;
        for (int i = 0; i < BATCH * node.output().size(); i++) {
            sum += (double) factors[i] * inside.output(node)[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theInputsGradientFromAnyLayerAgreesWithCentralDifferences(long seed) {
        Network network = SessionTests.randomNetwork(seed);
        int width = network.input().size();
        try (Workers workers = new Workers(2)) {
            Inspection inside = new Inspection(network, Weights.init(network, seed), new Engine(KERNELS, workers),
                    BATCH);
            float[] input = SessionTests.examples(BATCH, width, seed + 100);
            float[] factors = SessionTests.examples(BATCH, width, seed + 200);
            for (Node node : network.nodes().reversed()) {
                sum(inside, node, input, factors);
                inside.backward(node, factors);
                float[] gradient = inside.inputGradient().clone();
                for (int i = 0; i < input.length; i++) {
                    float value = input[i];
                    input[i] = value + 0x1p-7f;
                    double above = sum(inside, node, input, factors);
                    input[i] = value - 0x1p-7f;
                    double below = sum(inside, node, input, factors);
                    input[i] = value;
                    double expected = (above - below) / 0x1p-6;
                    // float rounding of two sums of size ~1 over a step of 2^-6, and the third derivative
                    assertThat((double) gradient[i]).as(node.name() + "[" + i + "]").isCloseTo(expected,
                            within(2e-3 * Math.max(1, Math.abs(expected))));
                }
            }
        }
    }

    /** A bias is added at every place of a layer's output: its gradient is the sum of the output's over all places. */
    @Test
    void theGradientsOfAllOutputsSumToThoseOfBiases() {
        Network.Builder builder = Network.builder(Shape.image(6, 6, 2));
        Node stem = builder.add("stem", Conv2d.of(4, 3));
        Node act = builder.add(new Tanh());
        Node left = builder.add("left", Conv2d.of(4, 1), act);
        Node right = builder.add("right", Conv2d.of(4, 1), act);
        builder.add(new Add(), left, right, stem);
        builder.add(new Flatten());
        builder.add("head", Dense.of(3));
        Network network = builder.build();
        Weights weights = Weights.init(network, 7);
        float[] input = SessionTests.examples(BATCH, network.input().size(), 1);
        float[] factors = SessionTests.examples(BATCH, 3, 2);
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(KERNELS, workers);
            Session session = Session.forTraining(network, weights, engine, BATCH);
            System.arraycopy(input, 0, session.input(), 0, input.length);
            session.forward(BATCH, true, 0);
            System.arraycopy(factors, 0, session.outputGradient(), 0, factors.length);
            session.backward();
            Inspection inside = new Inspection(network, weights, engine, BATCH);
            sum(inside, network.nodes().getLast(), input, factors);
            inside.backward(network.nodes().getLast(), factors);
            for (Param bias : network.params().stream().filter(param -> param.name().endsWith("/bias")).toList()) {
                Node node = network.nodes().stream().filter(one -> one.params().contains(bias)).findFirst()
                        .orElseThrow();
                int channels = node.output().channels();
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    for (int i = c; i < BATCH * node.output().size(); i += channels) {
                        sum += inside.gradient(node)[i];
                    }
                    // some hundred additions in another order, of numbers of size 1
                    assertThat(sum).as(bias.name()).isCloseTo(session.gradient(bias)[c], within(1e-4));
                }
            }
        }
    }

    @Test
    void normalisesByRunningStatisticsAndDropsNothing() {
        Network network = Network.of(Shape.image(4, 4, 1), Conv2d.of(2, 3), BatchNorm.of(), new Relu(),
                MaxPool2d.of(2), Dropout.of(0.9), new Flatten(), Dense.of(2));
        Weights weights = Weights.init(network, 3);
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(KERNELS, workers);
            Inspection inside = new Inspection(network, weights, engine, BATCH);
            Session prediction = Session.forPrediction(network, weights, engine, 1);
            float[] input = SessionTests.examples(BATCH, 16, 5);
            System.arraycopy(input, 0, inside.input(), 0, input.length);
            System.arraycopy(input, 0, prediction.input(), 0, 16);
            inside.forward(BATCH);
            prediction.forward(1, false, 0);
            for (int i = 0; i < 2; i++) { // factors of the normalisation are rounded into weights in prediction
                assertThat(inside.output()[i]).isCloseTo(prediction.output()[i], within(1e-5f));
            }
        }
    }

    @Test
    void whatDoesNotLeadToALayerHasNoGradient() {
        Network network = Network.of(Shape.vector(2), new Linear(2), new Linear(2), new Linear(2));
        try (Workers workers = new Workers(1)) {
            Inspection inside = new Inspection(network, Weights.init(network, 1), new Engine(KERNELS, workers), 1);
            inside.input()[0] = 1;
            inside.forward(1);
            inside.backward(network.nodes().getLast(), new float[] {1, 1});
            assertThat(inside.gradient(network.nodes().getLast())).containsExactly(1, 1);
            inside.backward(network.nodes().getFirst(), new float[] {1, 2});
            assertThat(inside.gradient(network.nodes().get(1))).containsOnly(0);
            assertThat(inside.gradient(network.nodes().getFirst())).containsExactly(1, 2);
            assertThat(inside.inputGradient()).doesNotContain(0);
        }
    }

    @Test
    void saysWhatGoingBackTakes() {
        Network network = Network.of(Shape.vector(2), new Linear(3));
        try (Workers workers = new Workers(1)) {
            Inspection inside = new Inspection(network, Weights.init(network, 1), new Engine(KERNELS, workers), 2);
            assertThatThrownBy(() -> inside.backward(network.nodes().getFirst(), new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "To go back from layer 'linear-1' with 0 examples takes 0 numbers but was given 3. Call "
                                    + "forward first, and give 3 for each example.");
            inside.forward(2);
            assertThatThrownBy(() -> inside.backward(network.nodes().getFirst(), new float[3]))
                    .hasMessage(
                            "To go back from layer 'linear-1' with 2 examples takes 6 numbers but was given 3. Call "
                                    + "forward first, and give 3 for each example.");
        }
    }
}
