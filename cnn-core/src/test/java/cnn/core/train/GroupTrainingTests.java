package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.core.engine.Engine;
import cnn.core.engine.Plan;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.core.pipeline.Clip;
import cnn.core.pipeline.ParameterGroup;
import cnn.core.pipeline.TrainConfig;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.activation.Relu;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Lamb;
import cnn.layers.optimizer.Lars;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Parameters that learn in their own way, or not at all. */
class GroupTrainingTests {
    /** Passes numbers on, and counts how often it goes backward and with which gradients wanted. */
    @Id("spy")
    record Spy(AtomicInteger backward, AtomicInteger inputs) implements Layer {
        @Override
        public Bound bind(Binding in) {
            int size = in.input().size();
            return Bound.of(in.input(), new Op() {
                @Override
                public void forward(Forward pass) {
                    System.arraycopy(pass.input(), 0, pass.output(), 0, pass.batch() * size);
                }

                @Override
                public void backward(Backward pass) {
                    backward.incrementAndGet();
                    if (pass.wantsInputGradient()) {
                        inputs.incrementAndGet();
                        System.arraycopy(pass.outputGradient(), 0, pass.inputGradient(), 0, pass.batch() * size);
                    }
                }
            });
        }
    }

    private static Network network(Layer... between) {
        Network.Builder builder = Network.builder(Shape.image(8, 8, 1));
        builder.add("stem/conv", Conv2d.of(4, 3).bias(false));
        builder.add("stem/bn", BatchNorm.of());
        builder.add("stem/relu", new Relu());
        for (Layer layer : between) {
            builder.add(layer);
        }
        builder.add("body/conv", Conv2d.of(6, 1));
        builder.add("body/bn", BatchNorm.of());
        builder.add("pool", new GlobalAveragePool2d());
        builder.add("head", Dense.of(2));
        return builder.build();
    }

    private static TrainConfig config(ParameterGroup... groups) {
        return TrainConfig.of(2, 16, Sgd.of(0.05).momentum(0.9).weightDecay(0.01), new ConstantRate(),
                SoftmaxCrossEntropy.of(), new Accuracy()).groups(groups);
    }

    private static Map<String, float[]> trained(Network network, TrainConfig config, int threads) {
        try (Workers workers = new Workers(threads);
                Trainer trainer = new Trainer(network, config, Setup.data(64), 7, new Engine(Setup.KERNELS, workers),
                        List.of())) {
            trainer.train(() -> {
            });
            Map<String, float[]> values = new TreeMap<>();
            trainer.state().weights().tensors().forEach((name, tensor) -> values.put(name, tensor.data()));
            return values;
        }
    }

    private static Map<String, float[]> drawn(Network network) {
        Map<String, float[]> values = new TreeMap<>();
        Weights.init(network, Rng.key(7, 1)).tensors().forEach((name, tensor) -> values.put(name, tensor.data()));
        return values;
    }

    private static List<String> changed(Map<String, float[]> before, Map<String, float[]> after) {
        return before.keySet().stream().filter(name -> !Arrays.equals(before.get(name), after.get(name))).toList();
    }

    @Test
    void frozenParametersAndStatesStayAsTheyAre() {
        Map<String, float[]> after = trained(network(), config(ParameterGroup.of("stem/**").frozen(true)), 1);
        assertThat(changed(drawn(network()), after)).containsExactly("body/bn/mean", "body/bn/scale", "body/bn/shift",
                "body/bn/variance", "body/conv/bias", "body/conv/weights", "head/bias", "head/weights");
    }

    @Test
    void runningStatisticsMoveWhereOnlyScaleAndShiftAreFrozen() {
        Map<String, float[]> after = trained(network(), config(ParameterGroup.of("stem/bn/s*").frozen(true)), 1);
        assertThat(changed(drawn(network()), after)).contains("stem/bn/mean", "stem/bn/variance", "stem/conv/weights")
                .doesNotContain("stem/bn/scale", "stem/bn/shift");
    }

    @Test
    void aFrozenLayerBetweenOthersPassesGradientsOn() {
        Map<String, float[]> after = trained(network(), config(ParameterGroup.of("body/**").frozen(true)), 1);
        assertThat(changed(drawn(network()), after)).containsExactly("head/bias", "head/weights", "stem/bn/mean",
                "stem/bn/scale", "stem/bn/shift", "stem/bn/variance", "stem/conv/weights");
    }

    @Test
    void theBitsDependNeitherOnThreadsNorOnWhatElseIsFrozen() {
        TrainConfig some = config(ParameterGroup.of("**").rate(0.5), ParameterGroup.of("stem/**").frozen(true),
                ParameterGroup.of("head/*").decay(3)).clip(Clip.toNorm(0.5).value(0.1));
        Map<String, float[]> one = trained(network(), some, 1);
        Map<String, float[]> four = trained(network(), some, 4);
        one.forEach((name, values) -> assertThat(four.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void lambAndLarsGiveTheSameBitsOnAnyNumberOfThreads() {
        Network wide = Network.of(Shape.image(8, 8, 1), new Flatten(), Dense.of(700), new Relu(), Dense.of(2));
        for (var optimizer : List.of(Lamb.of(0.01), Lars.of(1))) { // 44,800 weights: three pieces
            TrainConfig config = TrainConfig.of(2, 16, optimizer, new ConstantRate(), SoftmaxCrossEntropy.of())
                    .clip(Clip.toNorm(0.3));
            Map<String, float[]> one = trained(wide, config, 1);
            Map<String, float[]> three = trained(wide, config, 3);
            one.forEach((name, values) -> assertThat(three.get(name)).as(name).isEqualTo(values));
        }
    }

    @Test
    void nothingBelowTheFirstLayerThatLearnsGoesBackward() {
        Spy free = new Spy(new AtomicInteger(), new AtomicInteger());
        trained(network(free), config(), 1);
        assertThat(free.backward).hasPositiveValue();
        assertThat(free.inputs.get()).isEqualTo(free.backward.get());
        Spy below = new Spy(new AtomicInteger(), new AtomicInteger());
        trained(network(below), config(ParameterGroup.of("stem/**").frozen(true)), 1);
        assertThat(below.backward).hasValue(0);
    }

    @Test
    void frozenParametersTakeNoMemoryForGradientsAndOptimizer() {
        Network network = network();
        Network frozen = network.freeze(param -> param.name().startsWith("stem/"));
        Param weights = frozen.params().getFirst();
        try (Workers workers = new Workers(1)) {
            Session session = Session.forTraining(frozen, Weights.init(frozen, 1), new Engine(Setup.KERNELS, workers),
                    4);
            assertThatThrownBy(() -> session.gradient(weights)).isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "'stem/conv/weights' is frozen and has no gradient. Ask pass.wantsGradient(param) first, or "
                                    + "leave it out of the frozen groups.");
        }
        long less = Plan.forTraining(network).bytes(4, 1, 2) - Plan.forTraining(frozen).bytes(4, 1, 2);
        // gradient and two buffers of 36 weights, 4 scales and 4 shifts; and the gradients of the outputs below
        assertThat(less).isGreaterThanOrEqualTo(4L * 3 * (36 + 4 + 4));
        try (Workers workers = new Workers(1);
                Trainer trainer = new Trainer(network, config(ParameterGroup.of("stem/**").frozen(true)),
                        Setup.data(32),
                        7, new Engine(Setup.KERNELS, workers), List.of())) {
            assertThat(trainer.state().optimizerSlots()).containsOnlyKeys("body/conv/weights/0", "body/conv/bias/0",
                    "body/bn/scale/0", "body/bn/shift/0", "head/weights/0", "head/bias/0");
            assertThat(trainer.network().frozenParameters()).isEqualTo(44);
        }
    }

    @Test
    void aLayerWhoseStatesAreFrozenWorksAsInPrediction() {
        Network network = network();
        Network frozen = network.freeze(param -> param.name().startsWith("stem/bn/"));
        Weights weights = Weights.init(network, 1);
        Node relu = network.nodes().get(2);
        float[][] outputs = new float[2][];
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(Setup.KERNELS, workers);
            int i = 0;
            for (Network one : List.of(frozen, network)) {
                Session session = one == frozen
                        ? Session.forTraining(one, weights, engine, 2)
                        : Session.forInspection(one, weights, engine, 2);
                for (int p = 0; p < session.input().length; p++) {
                    session.input()[p] = Rng.uniform(3, p);
                }
                session.forward(2, one == frozen, 5);
                outputs[i++] = session.output(relu).clone();
            }
        }
        assertThat(outputs[0]).isEqualTo(outputs[1]);
    }

    @Test
    void refusesToTrainNothing() {
        assertThatThrownBy(() -> trained(network(), config(ParameterGroup.of("**").frozen(true)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The network has nothing to learn: train.groups freezes all of its 100 parameters. Freeze fewer, "
                                + "or add a layer behind them.");
    }

    /** What plain descent of rate 1 moved is the gradient that it saw. */
    private static Map<String, float[]> seen(Clip clip) {
        TrainConfig config = TrainConfig.of(1, 64, Sgd.of(1), new ConstantRate(), SoftmaxCrossEntropy.of());
        Network network = Network.of(Shape.image(8, 8, 1), new Flatten(), Dense.of(2));
        Map<String, float[]> before = drawn(network);
        Map<String, float[]> after = trained(network, clip == null ? config : config.clip(clip), 1);
        before.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                after.get(name)[i] = values[i] - after.get(name)[i];
            }
        });
        return after;
    }

    private static double norm(Map<String, float[]> gradients) {
        return Math.sqrt(gradients.values().stream().mapToDouble(values -> {
            double sum = 0;
            for (float value : values) {
                sum += (double) value * value;
            }
            return sum;
        }).sum());
    }

    @Test
    void clipsToANormAndKeepsTheDirection() {
        Map<String, float[]> free = seen(null);
        double norm = norm(free);
        Map<String, float[]> clipped = seen(Clip.toNorm(norm / 4));
        // differences of floats near 1: 2⁻²⁴ each
        assertThat(norm(clipped)).isCloseTo(norm / 4, within(1e-5));
        free.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                assertThat(clipped.get(name)[i]).isCloseTo(values[i] / 4, within(1e-6f));
            }
        });
        Map<String, float[]> roomy = seen(Clip.toNorm(norm * 2));
        free.forEach((name, values) -> assertThat(roomy.get(name)).isEqualTo(values));
    }

    @Test
    void clipsEachNumberToAValue() {
        Map<String, float[]> free = seen(null);
        Map<String, float[]> clipped = seen(Clip.toValue(0.05));
        free.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                assertThat(clipped.get(name)[i]).isCloseTo(Math.clamp(values[i], -0.05f, 0.05f),
                        within(1e-6f));
            }
        });
        assertThat(norm(clipped)).isLessThan(norm(free));
    }

    @Test
    void refusesToClipToNothing() {
        assertThatThrownBy(() -> new Clip(null, null, null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'clip' is given nothing to clip to. Give a norm, for example {norm: 1}, a value, or "
                                + "{adaptive: 0.01}, or leave clip out.");
        assertThatThrownBy(() -> Clip.toNorm(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Gradients cannot "
                        + "be clipped to a norm of 0.0: it must be above 0 and finite, as a float too. Use for example 1.");
        assertThatThrownBy(() -> Clip.toValue(Double.NaN))
                .hasMessage("Gradients cannot be clipped to a value of NaN: it "
                        + "must be above 0 and finite, as a float too. Use for example 1.");
    }
}
