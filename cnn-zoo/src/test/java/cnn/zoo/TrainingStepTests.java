package cnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.api.layer.Param;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.core.train.TrainingStep;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.optimizer.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network learns from a batch, and the same on one thread and on three. Each on images as small as it takes. */
@Execution(ExecutionMode.CONCURRENT)
class TrainingStepTests {
    private static final int BATCH = 2;
    private static final int CLASSES = 3;
    private static final double RATE = 0.1;
    private static final Registry REGISTRY = Registry.load();

    private record Small(Block network, int side, int channels) {
        @Override
        public String toString() {
            return network + " on " + side + "×" + side;
        }
    }

    private static Small on(int side, Block network) {
        return new Small(network, side, 3);
    }

    static List<Small> networks() {
        return List.of(new Small(LeNet5.of().classes(CLASSES), 28, 1), on(63, AlexNet.of().classes(CLASSES).hidden(16)),
                on(16, VggSmall.of().classes(CLASSES)),
                on(32, Vgg.of(11).classes(CLASSES).hidden(16).batchNorm(true)),
                on(8, ResNetCifar.of(8).classes(CLASSES).dropPath(0.2)), on(32, ResNet18.of().classes(CLASSES)),
                on(16, ResNet.of(50).classes(CLASSES).smallImages(true)),
                on(8, WideResNet.of(10, 2).classes(CLASSES).dropout(0.3)),
                on(32, SqueezeNet.of(SqueezeNet.Version.V1_0).classes(CLASSES)),
                on(32, SqueezeNet.of(SqueezeNet.Version.V1_1).classes(CLASSES)),
                on(32, DenseNet.of(121).classes(CLASSES).dropout(0.2)),
                on(32, MobileNetV1.of().classes(CLASSES).width(0.25)),
                on(32, MobileNetV2.of().classes(CLASSES).width(0.35)),
                on(32, MobileNetV3.of(MobileNetV3.Variant.SMALL).classes(CLASSES).width(0.35)),
                on(32, MobileNetV3.of(MobileNetV3.Variant.LARGE).classes(CLASSES).width(0.35)),
                on(32, ShuffleNetV2.of().classes(CLASSES).width(0.5)),
                on(32, EfficientNet.of().classes(CLASSES).width(0.25)),
                on(32, ConvNext.of().classes(CLASSES).channels(8).blocks(1, 1, 2, 1)),
                on(32, RepVgg.of().classes(CLASSES)));
    }

    @Test
    void everyNetworkIsThere() {
        Set<Class<?>> tested = networks().stream().map(one -> one.network.getClass()).collect(Collectors.toSet());
        assertThat(new ZooPlugin().components()).allMatch(tested::contains);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void learnsTheSameOnOneThreadAndOnThree(Small one) {
        Network network = Network.of(Shape.image(one.side, one.side, one.channels), one.network);
        Weights before = Weights.init(network, 7);
        Weights alone = before.copy();
        step(network, alone, 1);
        assertThat(alone.firstNotFinite()).isNull();
        List<String> untouched = network.params().stream().filter(Param::decays)
                .filter(param -> same(before, alone, param)).map(Param::name).toList();
        assertThat(untouched).as("weights that have learnt nothing").isEmpty();
        step(network, before, 3);
        assertThat(network.params()).allMatch(param -> same(before, alone, param));
    }

    private static boolean same(Weights one, Weights other, Param param) {
        return Arrays.equals(one.values(param), other.values(param));
    }

    private static void step(Network network, Weights weights, int threads) {
        try (Workers workers = new Workers(threads)) {
            TrainingStep step = new TrainingStep(network, weights, SoftmaxCrossEntropy.of(), Sgd.of(RATE),
                    new Engine(REGISTRY.kernels(null), workers), BATCH);
            float[] images = step.session().input();
            for (int i = 0; i < BATCH * network.input().size(); i++) {
                images[i] = 2 * Rng.uniform(3, i) - 1;
            }
            float[] targets = new float[BATCH * CLASSES];
            for (int example = 0; example < BATCH; example++) {
                targets[example * CLASSES + example % CLASSES] = 1;
            }
            assertThat(step.run(BATCH, targets, 1, RATE, 5)).isFinite();
        }
    }
}
