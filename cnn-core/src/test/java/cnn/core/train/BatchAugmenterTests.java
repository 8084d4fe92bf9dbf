package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.ComponentException;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmentation;
import cnn.api.data.Augmenter;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.Image;
import cnn.api.data.ImageBatch;
import cnn.api.data.Target;
import cnn.api.layer.Entry;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.ScoredBatch;
import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Registry;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What changes batches comes behind what changes images, and its targets reach loss and metrics. */
class BatchAugmenterTests {
    /** Tells what it sees, and does what it is told. */
    @Id("probe")
    record Probe(String does, List<String> seen) implements BatchAugmenter {
        @Override
        public void augment(ImageBatch batch, Rng random) {
            seen.add(batch.size() + " " + batch.shape() + " " + batch.targetSize() + " " + random.nextLong());
            switch (does) {
                case "fail" -> throw new IndexOutOfBoundsException("of nothing");
                case "pixels" -> batch.images()[3] = Float.NaN;
                case "targets" -> batch.targets()[1] = Float.POSITIVE_INFINITY;
                default -> {
                }
            }
        }

        @Override
        public void check(Shape image) {
            if (does.equals("refuse")) {
                throw new IllegalArgumentException("These images cannot be mixed. Take others.");
            }
        }
    }

    /** Another augmenter of images, for some of them. */
    @Id("perhaps")
    record Perhaps(Augmenter step) implements Augmenter {
        @Override
        public void augment(Image source, Image target, Rng random) {
            step.augment(source, target, random);
        }
    }

    @Id("hard")
    record Hard() implements Loss {
        @Override
        public @Nullable Layer activation() {
            return null;
        }

        @Override
        public void check(Shape scores, Shape targets) {
            // takes any
        }

        @Override
        public double apply(ScoredBatch batch) {
            return 0;
        }
    }

    @Id("swap")
    record Swap() implements BatchAugmenter {
        @Override
        public void augment(ImageBatch batch, Rng random) {
            // leaves all as it is
        }
    }

    private static void train(int threads, Loss loss, List<Augmentation> augmenters) {
        Bars train = new Bars(40, 1);
        try (Workers workers = new Workers(threads);
                Trainer trainer = new Trainer(Network.of(Shape.image(8, 8, 1), new Flatten(), Dense.of(2)),
                        TrainConfig.of(2, 16, Sgd.of(0.01), new ConstantRate(), loss, new Accuracy()),
                        new TrainingData(train, new Bars(8, 2), Preprocessing.none(train.shape()), augmenters), 7,
                        new Engine(Setup.KERNELS, workers), List.of())) {
            trainer.train(() -> {
            });
        }
    }

    private static List<String> seen(int threads) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        train(threads, SoftmaxCrossEntropy.of(), List.of(new Setup.Jitter(), new Probe("", seen)));
        return seen;
    }

    @Test
    void itsChanceFollowsFromEpochAndBatchAlone() {
        List<String> one = seen(1);
        assertThat(one).hasSize(6).doesNotHaveDuplicates().filteredOn(text -> text.startsWith("16 (8, 8, 1) 2 "))
                .hasSize(4);
        assertThat(one).filteredOn(text -> text.startsWith("8 (8, 8, 1) 2 ")).as("the last of an epoch").hasSize(2);
        assertThat(seen(4)).containsExactlyInAnyOrderElementsOf(one);
    }

    @Test
    void whatFailsOrMakesNoNumbersIsNamed() {
        assertThatThrownBy(() -> train(1, SoftmaxCrossEntropy.of(), List.of(new Probe("fail", new ArrayList<>()))))
                .isInstanceOf(ComponentException.class).hasMessageStartingWith("Batch augmenter Probe[does=fail, seen=")
                .hasMessageContaining(" failed in augment: java.lang.IndexOutOfBoundsException: of nothing.");
        for (String what : List.of("pixels", "targets")) {
            assertThatThrownBy(() -> train(1, SoftmaxCrossEntropy.of(), List.of(new Probe(what, new ArrayList<>()))))
                    .isInstanceOf(ComponentException.class)
                    .hasMessageContaining(" made " + what + " that are no numbers "
                            + "(NaN or infinite), and what a network learns from is finite.");
        }
        assertThatThrownBy(() -> train(1, SoftmaxCrossEntropy.of(), List.of(new Probe("refuse", new ArrayList<>()))))
                .hasMessage("These images cannot be mixed. Take others.");
    }

    @Test
    void aLossThatTakesNoSoftLabelsIsRefused() {
        assertThatThrownBy(() -> train(1, new Hard(), List.of(new Swap()))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The loss hard compares scores with a class, but the data has a soft label for "
                        + "every image: ")
                .hasMessageEndingWith(" Classes become soft labels by [Swap[]], which could be left out as well.");
        assertThat(Target.Kind.SOFT_LABEL).isIn(SoftmaxCrossEntropy.of().targetKinds());
    }

    @Test
    void whatChangesImagesStandsBefore() {
        PipelineConfig plain = PipelineConfig.of("x", request -> null, Entry.chain(new Flatten()),
                TrainConfig.of(1, 1, Sgd.of(1), new ConstantRate(), SoftmaxCrossEntropy.of()));
        assertThat(plain.augment(new Setup.Jitter(), new Swap(), new Swap()).augment()).hasSize(3);
        assertThatThrownBy(() -> plain.augment(new Swap(), new Setup.Jitter()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The augmenter Jitter[] changes single images but stands behind Swap[], which changes batches "
                                + "of them. Put it before.");
    }

    @Test
    void itCannotBePartOfOneThatChangesImages() {
        RecordCodec codec = new RecordCodec(Registry.of(Swap.class, Perhaps.class));
        assertThat(codec.decode(Augmentation.class, ConfigNode.yaml("y", "swap"))).isEqualTo(new Swap());
        assertThatThrownBy(() -> codec.decode(Augmentation.class, ConfigNode.yaml("y", "perhaps: {step: swap}")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("y:1: perhaps.step.swap: 'swap' is a batch augmenter, and "
                        + "here only an augmenter can stand. Put it where both may stand.");
    }
}
