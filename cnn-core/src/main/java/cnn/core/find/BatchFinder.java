package cnn.core.find;

import cnn.api.data.DataSource.Splits;
import cnn.api.train.TrainingListener;
import cnn.core.find.BatchSpeeds.BatchSpeed;
import cnn.core.network.Network;
import cnn.core.pipeline.ParameterGroups;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Cnn;
import cnn.core.run.OpenedData;
import cnn.core.run.RunOptions;
import cnn.core.run.TrainingRun;
import cnn.core.text.Count;
import cnn.core.train.TrainingMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds a batch to begin with: the largest whose training fits into a given memory, which is known from the network's plan
 * without trying, and how fast training goes with powers of two up to it, measured over some steps each. Writes no file.
 *
 * @param memory bytes that training may take: weights, gradients, optimizer, buffers, and the batches that wait; above 0
 * @param time how long each size is measured, at least a millisecond
 */
public record BatchFinder(long memory, Duration time) {
    private static final int SMALLEST = 8;
    /** More do not make training faster, and each power of two takes as long as all before it. */
    private static final int MOST = 1024;
    /** Steps in which code and memory get warm. */
    private static final int WARMING = 2;
    /** Steps that are measured at least. */
    private static final int FEWEST = 5;
    /** Of the JVM's heap, which holds images and everything else too. */
    private static final double SHARE_OF_HEAP = 0.7;

    public BatchFinder {
        if (memory < 1) {
            throw new IllegalArgumentException("A batch cannot be found for " + memory + " bytes of memory. Give some, "
                    + "for example 2000000000.");
        }
        if (time.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("The speed of a batch cannot be measured in " + time
                    + ". Give it a millisecond or more, for example a second.");
        }
    }

    /** Fits 70 % of the JVM's heap, and measures each size for a second. */
    public static BatchFinder of() {
        return new BatchFinder((long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()), Duration.ofSeconds(1));
    }

    /** For so much memory. */
    public BatchFinder memory(long bytes) {
        return new BatchFinder(bytes, time);
    }

    /** Measures each size for so long. */
    public BatchFinder time(Duration newTime) {
        return new BatchFinder(memory, newTime);
    }

    /**
     * Opens the pipeline's data, and trains for some steps with each size.
     *
     * @param watcher told of each size when it is measured
     * @throws IllegalArgumentException where not even the smallest batch fits, or the pipeline cannot be trained
     */
    public BatchSpeeds find(Cnn cnn, PipelineConfig config, RunOptions options, Consumer<BatchSpeed> watcher) {
        try (OpenedData data = cnn.open(config, options)) {
            TrainConfig train = config.train();
            Network network = ParameterGroups.of(train.groups(), cnn.network(config, data.train().shape(), options),
                    train.epochs()).network(); // when most has thawed
            TrainingMemory needed = TrainingMemory.of(network, config.train(), data.train(), data.validation() != null,
                    cnn.engine().workers().threads());
            int largest = largest(needed, data.train().size());
            List<BatchSpeed> measured = new ArrayList<>();
            Splits images = new Splits(data.train(), null, null);
            boolean warm = false;
            for (int batch : sizes(network, largest, data.train().size(), config.train().parts())) {
                PipelineConfig one = config.train(measuring(config.train()).batch(batch));
                if (!warm) { // what is compiled while the first size runs would count for it
                    speed(cnn, one, images, options);
                    warm = true;
                }
                BatchSpeed speed = new BatchSpeed(batch, needed.bytes(batch), speed(cnn, one, images, options));
                measured.add(speed);
                watcher.accept(speed);
            }
            return new BatchSpeeds(largest, memory, measured);
        }
    }

    private static TrainConfig measuring(TrainConfig train) {
        return train.epochs(Integer.MAX_VALUE).validation(0).calibrate(false).earlyStopping(Integer.MAX_VALUE);
    }

    /** The largest batch that fits: memory grows with it. */
    private int largest(TrainingMemory needed, int images) {
        if (needed.bytes(needed.least()) > memory) {
            throw new IllegalArgumentException(String.format("Training takes %,d bytes with batches of %s, more than "
                    + "the %,d bytes that it may. Allow more memory, or use smaller images or fewer channels.",
                    needed.bytes(needed.least()), Count.of(needed.least(), "image"), memory));
        }
        int fits = needed.least();
        int above = images + 1;
        while (above - fits > 1) {
            int middle = fits + (above - fits) / 2;
            if (needed.bytes(middle) <= memory) {
                fits = middle;
            } else {
                above = middle;
            }
        }
        return fits;
    }

    /** Powers of two that can be trained, or the largest batch alone where that is smaller. */
    private static List<Integer> sizes(Network network, int largest, int images, int parts) {
        List<Integer> sizes = new ArrayList<>();
        for (int batch = SMALLEST; batch <= Math.min(largest, MOST); batch *= 2) {
            if (batch >= parts && fits(network, images, batch)) {
                sizes.add(batch);
            }
        }
        return sizes.isEmpty() ? List.of(largest) : sizes;
    }

    /** A layer that compares examples wants more of them in the last batch of an epoch than some sizes leave. */
    private static boolean fits(Network network, int images, int batch) {
        try {
            network.checkBatches(images, batch);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private double speed(Cnn cnn, PipelineConfig config, Splits images, RunOptions options) {
        Watch watch = new Watch();
        try (TrainingRun run = cnn.prepare(config, images, options.listener(watch))) {
            run.train();
        }
        return watch.imagesPerSecond();
    }

    /** Takes the time of whole steps, from the end of one to the end of the next; what disturbs a few does not count. */
    private final class Watch implements TrainingListener {
        private final List<Double> rates = new ArrayList<>();
        private int steps;
        private long start;
        private long before;

        @Override
        public void stepped(Run run, Progress progress) {
            steps++;
            long now = System.nanoTime();
            if (steps <= WARMING) {
                start = now;
            } else {
                int images = Math.min(run.batch(), run.trainExamples() - (progress.step() - 1) * run.batch());
                rates.add(images * 1e9 / Math.max(1, now - before));
            }
            before = now;
            if (rates.size() >= FEWEST && now - start >= time.toNanos()) {
                run.stop();
            }
        }

        /** The median step's. */
        double imagesPerSecond() {
            return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
        }
    }
}
