package cnn.core.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.api.layer.Layer;
import cnn.core.find.BatchSpeeds.BatchSpeed;
import cnn.core.network.Network;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.train.Bars;
import cnn.core.train.TrainingMemory;
import cnn.layers.BatchNorm;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchFinderTests {
    private static final BatchFinder QUICK = BatchFinder.of().time(Duration.ofMillis(1));
    private final List<Integer> told = new ArrayList<>();

    private static PipelineConfig pipeline(int images, Layer... layers) {
        DataSource bars = _ -> new DataSource.Splits(new Bars(images, 1), new Bars(16, 2), null);
        return PipelineConfig.of("bars", bars, Entry.chain(layers), TrainConfig.of(1, 16, Sgd.of(0.01),
                new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy()));
    }

    private BatchSpeeds find(BatchFinder finder, PipelineConfig config) {
        try (Cnn cnn = Cnn.builder().threads(1).build()) {
            return finder.find(cnn, config, RunOptions.of(), speed -> told.add(speed.batch()));
        }
    }

    private static TrainingMemory memory(PipelineConfig config, int images) {
        Network network = config.networkFor(new Bars(images, 1).shape()).build();
        return TrainingMemory.of(network, config.train(), new Bars(images, 1), true, 1);
    }

    @Test
    void measuresPowersOfTwoUpToTheImagesThereAre() {
        BatchSpeeds speeds = find(QUICK, pipeline(100, new Flatten(), Dense.of(2)));
        assertThat(told).containsExactly(8, 16, 32, 64);
        assertThat(speeds.measured()).extracting(BatchSpeed::batch).containsExactlyElementsOf(told);
        assertThat(speeds.measured()).allSatisfy(speed -> assertThat(speed.imagesPerSecond()).isPositive());
        assertThat(speeds.largest()).isEqualTo(100);
    }

    @Test
    void theLargestIsTheLastThatFits() {
        PipelineConfig config = pipeline(1000, new Flatten(), Dense.of(2));
        TrainingMemory needed = memory(config, 1000);
        long bytes = needed.bytes(50);
        BatchSpeeds speeds = find(QUICK.memory(bytes), config);
        assertThat(speeds.largest()).isEqualTo(50);
        assertThat(needed.bytes(51)).isGreaterThan(bytes);
        assertThat(told).containsExactly(8, 16, 32);
        assertThat(find(QUICK.memory(needed.bytes(51) - 1), config).largest()).isEqualTo(50);
    }

    /** 65 images leave a last batch of one for 8, 16, 32 and 64, which batch normalisation refuses. */
    @Test
    void leavesOutSizesThatALayerCannotTake() {
        BatchSpeeds speeds = find(QUICK, pipeline(65, new Flatten(), BatchNorm.of(), Dense.of(2)));
        assertThat(told).containsExactly(65);
        assertThat(speeds.largest()).isEqualTo(65);
    }

    @Test
    void batchesThatWaitCountAsWell() {
        PipelineConfig config = pipeline(1000, new Flatten(), Dense.of(2));
        Network network = config.networkFor(new Bars(1000, 1).shape()).build();
        long alone = TrainingMemory.of(network, config.train(), 1).bytes(100);
        // four batches for training and four for validation, of 64 pixels and two numbers of a target
        assertThat(memory(config, 1000).bytes(100)).isEqualTo(alone + 8 * 100 * 66 * 4);
        TrainConfig inParts = config.train().accumulate(4);
        assertThat(TrainingMemory.of(network, inParts, 1).together(100)).isEqualTo(25);
    }

    @Test
    void suggestsTheSmallestThatIsAsGood() {
        BatchSpeeds speeds = new BatchSpeeds(500, 1, List.of(new BatchSpeed(8, 1, 100), new BatchSpeed(16, 1, 194),
                new BatchSpeed(32, 1, 196), new BatchSpeed(64, 1, 200)));
        assertThat(speeds.suggestion().batch()).isEqualTo(16);
    }

    @Test
    void refusesMemoryThatHoldsNothing() {
        assertThatThrownBy(() -> find(QUICK.memory(1000), pipeline(100, new Flatten(), Dense.of(2))))
                .hasMessageMatching(
                        "Training takes [\\d,]+ bytes with batches of 1 image, more than the 1,000 bytes that "
                                + "it may\\. Allow more memory, or use smaller images or fewer channels\\.");
        assertThatThrownBy(() -> BatchFinder.of().memory(0))
                .hasMessage("A batch cannot be found for 0 bytes of memory. "
                        + "Give some, for example 2000000000.");
        assertThatThrownBy(() -> BatchFinder.of().time(Duration.ZERO)).hasMessage("The speed of a batch cannot be "
                + "measured in PT0S. Give it a millisecond or more, for example a second.");
        assertThatThrownBy(() -> new BatchSpeeds(0, 1, List.of()).suggestion()).hasMessageContaining("No batch fits");
    }
}
