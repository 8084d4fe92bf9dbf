package cnn.core.tune;

import cnn.core.config.ConfigNode;
import cnn.core.network.Network;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TuneConfig;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds ranges that no search could use, before any training. */
final class Ranges {
    /** What a search leaves alone, and why. */
    private static final Map<String, String> LEFT_ALONE = Map.of(
            "name", "it is the run's name",
            "seed", "the luckiest seed is no better setting",
            "data", "trials would be judged by different images",
            "tune", "it is the search itself",
            "train.epochs", "it is what each trial may take, and more of it is nearly always better",
            "train.validation", "trials would be judged by different images",
            "train.monitor", "trials would be judged by different metrics");
    /** Settings of which one must do. */
    private static final int TRIED = 20;

    private Ranges() {
    }

    /**
     * Checks the paths, and that each key takes something of its range.
     *
     * @throws IllegalArgumentException naming the range
     */
    static void check(TuneConfig tune, Template template) {
        if (tune.ranges().isEmpty()) {
            throw new IllegalArgumentException("The search has no ranges, so that there is nothing to search. Give "
                    + "tune.ranges at least one, for example train.batch: {choice: [32, 64, 128]}.");
        }
        Space space = Space.of(tune.ranges());
        for (int d = 0; d < space.paths().size(); d++) {
            String path = space.paths().get(d);
            LEFT_ALONE.forEach((key, reason) -> {
                if (path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[")) {
                    throw new IllegalArgumentException("'" + Echo.of(path) + "' cannot be searched: " + reason
                            + ". Leave it out of tune.ranges.");
                }
            });
            requireOne(space.samples(d), template);
        }
    }

    /** Some value must be taken; what all are refused for is told of the first. */
    private static void requireOne(List<Map<String, ConfigNode>> samples, Template template) {
        IllegalArgumentException first = null;
        for (Map<String, ConfigNode> sample : samples) {
            try {
                template.with(sample);
                return;
            } catch (IllegalArgumentException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /**
     * Checks that one of the first settings at random can be trained on the images: what is wrong with all of them, no value mends.
     *
     * @param build makes a pipeline's network for these images
     * @param count how many there are
     */
    static void requireTrainable(TuneConfig tune, long seed, Template template, Function<PipelineConfig, Network> build,
            int count) {
        RandomSearch random = new RandomSearch(Space.of(tune.ranges()), tune.trials(), 1, seed);
        IllegalArgumentException first = null;
        int tried = Math.min(TRIED, tune.trials());
        for (int number = 1; number <= tried; number++) {
            Optional<Map<String, ConfigNode>> setting = random.setting(List.of(), number);
            try {
                PipelineConfig made = template.with(setting.orElseThrow());
                build.apply(made).checkBatches(count, made.train().batch());
                return;
            } catch (IllegalArgumentException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw new IllegalArgumentException("None of the first " + Count.of(tried, "setting")
                    + " can be trained, so that another value would hardly mend it. The first says: "
                    + first.getMessage(), first);
        }
    }
}
