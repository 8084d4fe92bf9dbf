package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.pipeline.SharpnessAware;
import cnn.core.pipeline.TrainConfig;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Steps whose gradient is taken a way up from the weights. */
class SharpnessAwareTests {
    private static final double RATE = 0.1;
    private static final double RHO = 0.3;

    private static TrainConfig config(int epochs) {
        return TrainConfig.of(epochs, 64, Sgd.of(RATE), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy());
    }

    /** Trains from the weights drawn, or from others, and gives what came of all numbers. */
    private static Map<String, float[]> trained(TrainConfig config, int threads, Map<String, float[]> from) {
        Network network = Network.of(Shape.image(8, 8, 1), Conv2d.of(4, 3), BatchNorm.of(), new Flatten(),
                Dense.of(2));
        try (Workers workers = new Workers(threads);
                Trainer trainer = new Trainer(network, config, Setup.data(64), 7, new Engine(Setup.KERNELS, workers),
                        List.of())) {
            Map<String, float[]> values = new TreeMap<>();
            trainer.state().weights().tensors().forEach((name, tensor) -> {
                if (from.containsKey(name)) {
                    System.arraycopy(from.get(name), 0, tensor.data(), 0, tensor.data().length);
                }
                values.put(name, tensor.data());
            });
            if (config.epochs() > 0) {
                trainer.train(() -> {
                });
            }
            return values;
        }
    }

    private static Map<String, float[]> drawn() {
        Map<String, float[]> values = new TreeMap<>();
        try (Workers workers = new Workers(1);
                Trainer trainer = new Trainer(Network.of(Shape.image(8, 8, 1), Conv2d.of(4, 3), BatchNorm.of(),
                        new Flatten(), Dense.of(2)), config(1), Setup.data(64), 7,
                        new Engine(Setup.KERNELS, workers), List.of())) {
            trainer.state().weights().tensors().forEach((name, tensor) -> values.put(name, tensor.data().clone()));
        }
        return values;
    }

    private static boolean isState(String name) {
        return name.endsWith("/mean") || name.endsWith("/variance");
    }

    /** The first step by hand: plain steps of descent tell the gradients at the weights and a way up from them. */
    @Test
    void theGradientIsThatAWayUpFromTheWeights() {
        Map<String, float[]> first = drawn();
        Map<String, float[]> plain = trained(config(1), 1, Map.of());
        double squares = 0;
        for (String name : first.keySet()) {
            for (int i = 0; i < first.get(name).length && !isState(name); i++) {
                squares += Math.pow((first.get(name)[i] - plain.get(name)[i]) / RATE, 2);
            }
        }
        Map<String, float[]> up = new TreeMap<>();
        for (String name : first.keySet()) {
            float[] values = first.get(name).clone();
            for (int i = 0; i < values.length && !isState(name); i++) {
                values[i] += (float) (RHO / Math.sqrt(squares) * (values[i] - plain.get(name)[i]) / RATE);
            }
            up.put(name, values);
        }
        Map<String, float[]> fromAbove = trained(config(1), 1, up);
        Map<String, float[]> actual = trained(config(1).sharpnessAware(SharpnessAware.of(RHO)), 1, Map.of());
        for (String name : first.keySet()) {
            for (int i = 0; i < first.get(name).length && !isState(name); i++) {
                double expected = first.get(name)[i] + fromAbove.get(name)[i] - up.get(name)[i];
                assertThat((double) actual.get(name)[i]).as(name).isCloseTo(expected, within(1e-5));
            }
            if (isState(name)) {
                assertThat(actual.get(name)).as(name).isEqualTo(plain.get(name));
            }
        }
        assertThat(actual.get("conv2d-1/weights")).isNotEqualTo(plain.get("conv2d-1/weights"));
    }

    @Test
    void theBitsDoNotDependOnThreadsAndPartsComeToTheSame() {
        TrainConfig config = config(3).batch(16).sharpnessAware(SharpnessAware.of(0.05)).accumulate(2);
        Map<String, float[]> one = trained(config, 1, Map.of());
        Map<String, float[]> three = trained(config, 3, Map.of());
        one.forEach((name, values) -> assertThat(Arrays.mismatch(values, three.get(name))).as(name).isEqualTo(-1));
    }

    @Test
    void rejectsALengthThatIsNone() {
        assertThatThrownBy(() -> SharpnessAware.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The rho of 'sharpness-aware' is 0.0 but must be a length above 0 and finite, as a float too. "
                                + "Give for example 0.05.");
    }
}
