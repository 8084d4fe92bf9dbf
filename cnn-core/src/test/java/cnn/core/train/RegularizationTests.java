package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.Clip;
import cnn.core.pipeline.ParameterGroup;
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

/** Penalties and bounds of weights by group, and gradients clipped to a share of them. */
class RegularizationTests {
    private static final double RATE = 0.1;

    private static Network network() {
        return Network.of(Shape.image(8, 8, 1), Conv2d.of(4, 3), BatchNorm.of(), new Flatten(), Dense.of(2));
    }

    /** One step of plain descent over all images, or some epochs of it. */
    private static TrainConfig config(int epochs, ParameterGroup... groups) {
        TrainConfig config = TrainConfig.of(epochs, 64, Sgd.of(RATE), new ConstantRate(), SoftmaxCrossEntropy.of(),
                new Accuracy());
        return groups.length == 0 ? config : config.groups(groups);
    }

    private static Map<String, float[]> trained(TrainConfig config, int threads) {
        try (Workers workers = new Workers(threads);
                Trainer trainer = new Trainer(network(), config, Setup.data(64), 7,
                        new Engine(Setup.KERNELS, workers), List.of())) {
            trainer.train(() -> {
            });
            Map<String, float[]> values = new TreeMap<>();
            trainer.state().weights().tensors().forEach((name, tensor) -> values.put(name, tensor.data()));
            return values;
        }
    }

    private static Map<String, Tensor> drawn() {
        return Weights.init(network(), Rng.key(7, 1)).tensors();
    }

    @Test
    void penaltiesAreAddedToTheGradientsOfWeightsAlone() {
        Map<String, float[]> plain = trained(config(1), 1);
        Map<String, float[]> penalised = trained(config(1, ParameterGroup.of("**").l1(0.01).l2(0.2)), 1);
        plain.forEach((name, values) -> {
            float[] first = drawn().get(name).data();
            boolean weights = name.endsWith("/weights");
            for (int i = 0; i < values.length; i++) {
                double less = weights ? RATE * (0.01 * Math.signum(first[i]) + 0.2 * first[i]) : 0;
                assertThat((double) penalised.get(name)[i]).as(name).isCloseTo(values[i] - less, within(1e-6));
            }
        });
        assertThat(penalised.get("conv2d-1/bias")).isEqualTo(plain.get("conv2d-1/bias"));
    }

    private static double length(float[] values, int units, int unit) {
        double sum = 0;
        for (int i = unit; i < values.length; i += units) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }

    @Test
    void noFilterIsLongerThanItsBound() {
        ParameterGroup bounded = ParameterGroup.of("conv2d-1/**").maxNorm(0.5);
        Map<String, float[]> plain = trained(config(1), 1);
        Map<String, float[]> after = trained(config(1, bounded), 1);
        boolean shortened = false;
        for (int unit = 0; unit < 4; unit++) {
            double was = length(plain.get("conv2d-1/weights"), 4, unit);
            double is = length(after.get("conv2d-1/weights"), 4, unit);
            assertThat(is).isCloseTo(Math.min(was, 0.5), within(1e-6));
            shortened |= was > 0.5;
        }
        assertThat(shortened).isTrue();
        assertThat(after.get("dense-1/weights")).isEqualTo(plain.get("dense-1/weights"));
        assertThat(after.get("conv2d-1/bias")).isEqualTo(plain.get("conv2d-1/bias"));
    }

    @Test
    void gradientsAreClippedToAShareOfTheirUnit() {
        Map<String, float[]> plain = trained(config(1), 1);
        Map<String, float[]> clipped = trained(config(1).clip(Clip.toShare(0.01)), 1);
        for (String name : List.of("conv2d-1/weights", "dense-1/weights", "batch-norm-1/scale", "conv2d-1/bias")) {
            float[] first = drawn().get(name).data();
            int units = name.endsWith("/weights") ? drawn().get(name).shape().channels() : 1;
            for (int unit = 0; unit < units; unit++) {
                double full = length(difference(plain.get(name), first), units, unit) / RATE;
                double most = 0.01 * Math.max(length(first, units, unit), 1e-3);
                assertThat(length(difference(clipped.get(name), first), units, unit) / RATE).as(name)
                        .isCloseTo(Math.min(full, most), within(1e-5));
            }
        }
    }

    private static float[] difference(float[] one, float[] other) {
        float[] difference = one.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= other[i];
        }
        return difference;
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        TrainConfig config = config(3, ParameterGroup.of("**").l1(0.001).l2(0.01).maxNorm(1))
                .clip(Clip.toShare(0.05).value(0.5).norm(2));
        Map<String, float[]> one = trained(config, 1);
        Map<String, float[]> three = trained(config, 3);
        one.forEach((name, values) -> assertThat(Arrays.mismatch(values, three.get(name))).as(name).isEqualTo(-1));
    }

    @Test
    void rejectNumbersThatAreNone() {
        assertThatThrownBy(() -> ParameterGroup.of("**").l1(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The l1 of the group '**' is -1.0 but must be a penalty of 0 or more, and finite as a float. "
                                + "Give 0 for none, or for example 0.0001.");
        assertThatThrownBy(() -> ParameterGroup.of("**").l2(Double.NaN)).hasMessageStartingWith(
                "The l2 of the group '**' is NaN but must be a penalty of 0 or more");
        assertThatThrownBy(() -> ParameterGroup.of("**").maxNorm(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The max-norm of the group '**' is 0.0 but must be a length above 0, for example 3. Leave it "
                                + "out for any.");
        assertThatThrownBy(() -> Clip.toShare(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Gradients cannot be clipped to an adaptive share of 0.0: it must be above 0 and finite, as a "
                                + "float too. Use for example 0.01.");
    }
}
