package cnn.core.run;

import cnn.api.Id;
import cnn.api.data.Augmentation;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.api.layer.Part;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.config.RecordCodec;
import cnn.core.data.Fingerprint;
import cnn.core.data.LimitData;
import cnn.core.data.RelabelData;
import cnn.core.data.SplitData;
import cnn.core.model.Provenance;
import cnn.core.model.Provenance.Result;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.pipeline.OutputConfig;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Origin;
import cnn.core.train.TrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run's results follow from, in words that a file can keep. */
final class Lineage {
    private static final String PIPELINE = "pipeline";
    private static final String TRAIN = "data";
    private static final String VALIDATION = "data_validation";
    private static final String TEST = "data_test";
    private static final String START = "start";
    private static final String TEACHER = "teacher";
    private static final String NONE = "none";
    /** What stood between pipeline and hash in a checkpoint of earlier versions. */
    private static final String OLD_DATA = " data ";

    private final String version;
    private final List<String> plugins;
    private final String pipeline;
    /** The pipeline without the keys that have their default. */
    private final String changes;
    private final long seed;
    private final String dataHash;
    private final OpenedData data;
    /** Hashes of the models that layers or first weights were taken from; null where there are none. */
    private final @Nullable String start;
    /** Hash of the model that it learns from; null for none. */
    private final @Nullable String teacher;

    Lineage(PipelineConfig config, Network network, OpenedData data, Ancestors ancestors) {
        start = ancestors.hashes();
        teacher = ancestors.teacher() == null ? null : ancestors.teacher().hash();
        version = Version.current();
        plugins = Stream.<Part>concat(network.nodes().stream().map(Node::layer), network.blocks().values().stream())
                .filter(part -> !(part instanceof JoinedOutputs || part instanceof TakenLayers))
                .map(part -> plugin(part.getClass())).distinct()
                .sorted()
                .toList();
        pipeline = json(config, true);
        changes = json(config, false);
        seed = config.seed();
        this.data = data;
        dataHash = Fingerprint.of(data.train());
    }

    /** A pipeline whose data has no id, since an application brought it along. */
    private record WithoutData(String name, long seed, Preprocess preprocess, List<Augmentation> augment,
            List<Entry> network, TrainConfig train, @Nullable Map<String, OutputConfig> outputs) {
    }

    private static String json(PipelineConfig config, boolean whole) {
        return hasId(config.data())
                ? json(PipelineConfig.class, config, whole)
                : json(WithoutData.class, new WithoutData(config.name(), config.seed(), config.preprocess(),
                        config.augment(), config.network(), config.train(), config.outputs()), whole);
    }

    /** Whether a source can be written down: by itself, and what it takes images from. */
    private static boolean hasId(DataSource source) {
        DataSource within = switch (source) {
            case SplitData split -> split.data();
            case RelabelData relabel -> relabel.data();
            case LimitData limit -> limit.data();
            default -> null;
        };
        return source.getClass().isAnnotationPresent(Id.class) && (within == null || hasId(within));
    }

    private static <T> String json(Class<T> type, T value, boolean whole) {
        return (whole ? RecordCodec.encode(type, value) : RecordCodec.encodeChanges(type, value)).toJson();
    }

    /** Never a path: the same run in another folder writes the same file. */
    private static String plugin(Class<?> part) {
        String version = Origin.of(part).version();
        return part.getPackageName() + (version == null ? "" : " " + version);
    }

    /** What decides the run's results, for a checkpoint. Reads all images. */
    Map<String, String> origin() {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put(PIPELINE, pipeline);
        origin.put(TRAIN, dataHash);
        origin.put(VALIDATION, hash(data.validation()));
        origin.put(TEST, hash(data.test()));
        if (start != null) {
            origin.put(START, start);
        }
        if (teacher != null) {
            origin.put(TEACHER, teacher);
        }
        origin.put("version", version);
        origin.put("plugins", String.join(", ", plugins));
        return origin;
    }

    private static String hash(@Nullable DataSet images) {
        return images == null ? NONE : Fingerprint.of(images);
    }

    /**
     * Checks that a checkpoint's run follows from the same as this one. Only the number of epochs may differ, and the
     * versions and the test images, which are told.
     *
     * @param then what a checkpoint says
     * @param now what {@link #origin()} says
     * @return the epochs that it was to have; 0 where an earlier version did not write them
     * @throws IllegalArgumentException naming all that differs
     */
    int check(Map<String, String> then, Map<String, String> now, Path file, Consumer<String> notes) {
        String pipelineThen = then.getOrDefault(PIPELINE, "");
        String trainThen = then.get(TRAIN);
        int split = pipelineThen.lastIndexOf(OLD_DATA);
        boolean old = trainThen == null && split >= 0;
        if (old) {
            trainThen = pipelineThen.substring(split + OLD_DATA.length());
            pipelineThen = pipelineThen.substring(0, split);
        }
        PipelineDifference difference = PipelineDifference.between(pipelineThen, pipeline, changes, file);
        List<String> differences = new ArrayList<>(difference.words());
        if (!dataHash.equals(trainThen)) {
            differences.add("the training images, their labels or their classes differ");
        }
        if (!old && !now.get(VALIDATION).equals(then.get(VALIDATION))) {
            differences.add("the validation images differ");
        }
        if (!Objects.equals(now.get(START), then.get(START))) {
            differences.add("the model that it started from differs");
        }
        if (!Objects.equals(now.get(TEACHER), then.get(TEACHER))) {
            differences.add("the model that it is taught by differs");
        }
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("'" + file + "' belongs to another run: " + String.join("; ",
                    differences)
                    + ". Only train.epochs and train.checkpoint may change when a run goes on. Resume with what it was started "
                    + "with, or leave out --resume to start anew.");
        }
        if (old) {
            notes.accept("'" + file + "' is of an earlier version, which did not note the validation images: whether "
                    + "they are the same cannot be told.");
            return 0;
        }
        if (!now.get(TEST).equals(then.get(TEST))) {
            notes.accept(now.get(TEST).equals(NONE)
                    ? "This run began with test images and has none now: what it tells has no test result any more."
                    : "The test images are not those that this run began with: its test results are for the new ones.");
        }
        for (String key : List.of("version", "plugins")) {
            if (!now.get(key).equals(then.get(key))) {
                notes.accept("This run began with " + (key.equals("version") ? "version " : "the plug-ins ")
                        + then.get(key) + " and goes on with " + now.get(key)
                        + ": its results may differ from those of either alone.");
            }
        }
        return difference.epochsThen();
    }

    /** Hash of the training images, their labels and classes. */
    String dataHash() {
        return dataHash;
    }

    Provenance provenance(TrainingState state) {
        List<Result> results = new ArrayList<>();
        if (state.bestEpoch() > 0) {
            EpochReport best = state.history().epochs().get(state.bestEpoch() - 1);
            add(results, "train", best.train());
            if (best.validation() != null) {
                add(results, "validation", best.validation());
            }
        }
        return new Provenance(version, plugins, pipeline, seed, dataHash, state.bestEpoch(), results,
                start, teacher);
    }

    private static void add(List<Result> results, String images, Scores scores) {
        results.add(new Result(images, scores.loss(), scores.accuracy()));
    }
}
