package cnn.core.pipeline;

import cnn.api.Default;
import cnn.api.Shape;
import cnn.api.data.Augmentation;
import cnn.api.data.Augmenter;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.config.Location;
import cnn.core.config.RecordCodec;
import cnn.core.network.PlacedEntries;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that makes a training run, data apart: the same in YAML, in Java, and in a model file.
 *
 * @param name what the run is called
 * @param seed where all chance comes from
 * @param data where images come from
 * @param preprocess what every image goes through
 * @param augment how training images are changed at random, in order: those that change batches behind those that
 *            change single images
 * @param network the layers, first to last
 * @param train how the network is trained
 * @param outputs what the network answers, by name, where that is more than one thing; null for one output, the last layer,
 *            with the loss and the metrics of {@code train}
 * @param tune how better numbers are searched for; null for no search. Training passes it over
 */
public record PipelineConfig(String name, @Default("0") long seed, DataSource data,
        @Default("{}") Preprocess preprocess, @Default("[]") List<Augmentation> augment, List<Entry> network,
        TrainConfig train, @Nullable Map<String, OutputConfig> outputs, @Nullable TuneConfig tune) {
    private static final int LONGEST_NAME = 100;

    public PipelineConfig {
        augment = List.copyOf(augment);
        network = PlacedEntries.copyOf(network);
        if (name.isBlank()) {
            throw new IllegalArgumentException("A pipeline needs a name, for example 'shapes'.");
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A pipeline's name is one line of up to " + LONGEST_NAME
                    + " characters but was given " + name.length() + (name.length() > LONGEST_NAME
                            ? ""
                            : ", control characters among them")
                    + ". Use a short one, for example 'shapes'.");
        }
        for (int i = 1; i < augment.size(); i++) {
            if (augment.get(i) instanceof Augmenter && augment.get(i - 1) instanceof BatchAugmenter) {
                throw new IllegalArgumentException(
                        "The augmenter " + augment.get(i) + " changes single images but stands "
                                + "behind " + augment.get(i - 1) + ", which changes batches of them. Put it before.");
            }
        }
        if (network.isEmpty()) {
            throw new IllegalArgumentException("The network is empty. Give it at least one layer.");
        }
        outputs = outputs == null || outputs.isEmpty()
                ? null
                : Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        if (outputs != null) {
            for (String output : outputs.keySet()) {
                if (output.isBlank() || output.indexOf('/') >= 0) {
                    throw new IllegalArgumentException(
                            "An output cannot be named '" + Echo.of(output) + "': its loss is "
                                    + "reported as NAME/loss. Choose a name with letters and without '/'.");
                }
            }
            requireOwnLosses(train);
        }
    }

    /** What outputs say themselves is not said in train as well: it would be passed over without a word. */
    private static void requireOwnLosses(TrainConfig train) {
        ConfigNode changes = RecordCodec.encodeChanges(TrainConfig.class, train);
        for (String key : List.of("loss", "metrics")) {
            if (changes instanceof ConfigNode.Keys keys
                    && keys.entries().stream().anyMatch(entry -> entry.key().equals(key))) {
                throw new IllegalArgumentException("The pipeline has outputs, each with its own loss and metrics, and "
                        + "train." + key + " as well. Move it to the outputs.");
            }
        }
    }

    /** A pipeline with seed 0, images as they come, and no augmentation. */
    public static PipelineConfig of(String name, DataSource data, List<Entry> network, TrainConfig train) {
        return new PipelineConfig(name, 0, data, Preprocess.PLAIN, List.of(), network, train, null, null);
    }

    /** Draws all chance from this seed. */
    public PipelineConfig seed(long newSeed) {
        return new PipelineConfig(name, newSeed, data, preprocess, augment, network, train, outputs, tune);
    }

    /** Takes its images from another source. */
    public PipelineConfig data(DataSource newData) {
        return new PipelineConfig(name, seed, newData, preprocess, augment, network, train, outputs, tune);
    }

    /** Prepares images so. */
    public PipelineConfig preprocess(Preprocess newPreprocess) {
        return new PipelineConfig(name, seed, data, newPreprocess, augment, network, train, outputs, tune);
    }

    /** Changes training images so, in order. */
    public PipelineConfig augment(Augmentation... augmenters) {
        return new PipelineConfig(name, seed, data, preprocess, List.of(augmenters), network, train, outputs, tune);
    }

    /** Learns with these layers. */
    public PipelineConfig network(List<Entry> newNetwork) {
        return new PipelineConfig(name, seed, data, preprocess, augment, newNetwork, train, outputs, tune);
    }

    /** Answers several things, by name. With empty or no outputs it answers one, by its last layer. */
    public PipelineConfig outputs(@Nullable Map<String, OutputConfig> newOutputs) {
        return new PipelineConfig(name, seed, data, preprocess, augment, network, train, newOutputs, tune);
    }

    /** The network's layers bound to images of a shape. */
    public NetworkConfig networkFor(Shape image) {
        NetworkConfig all = new NetworkConfig(image, network);
        return outputs == null ? all : all.outputs(outputs.values().stream().map(OutputConfig::layer).toList());
    }

    /** Trains so. */
    public PipelineConfig train(TrainConfig newTrain) {
        return new PipelineConfig(name, seed, data, preprocess, augment, network, newTrain, outputs, tune);
    }

    /** Searches for better numbers so; null for no search. */
    public PipelineConfig tune(@Nullable TuneConfig newTune) {
        return new PipelineConfig(name, seed, data, preprocess, augment, network, train, outputs, newTune);
    }

    /**
     * Reads a file: JSON where its name ends in {@code .json}, else YAML.
     *
     * @param assignments changes to make first, as {@code --set} gives them: {@code train.epochs=3}
     * @throws cnn.core.config.ConfigException naming the file, the line, the key, what is wrong and the cure
     */
    public static PipelineConfig read(Path file, Registry registry, String... assignments) {
        String text = PipelineFile.text(file);
        return decode(file.toString().endsWith(".json")
                ? ConfigNode.json(file.toString(), text)
                : ConfigNode.yaml(file.toString(), text), registry, assignments);
    }

    /** Reads YAML. As {@link #read(Path, Registry, String...)}, with a name for the text to be told in messages. */
    public static PipelineConfig read(String source, String yaml, Registry registry, String... assignments) {
        return decode(ConfigNode.yaml(source, yaml), registry, assignments);
    }

    /** Reads a tree. */
    public static PipelineConfig decode(ConfigNode node, Registry registry, String... assignments) {
        for (String assignment : assignments) {
            node = node.with(assignment);
        }
        Map<Entry, Location> places = new IdentityHashMap<>();
        PipelineConfig config = new RecordCodec(registry).decode(PipelineConfig.class, node, (made, place) -> {
            if (made instanceof Entry entry && !place.toString().isEmpty()) { // a tree need not come from a file
                places.put(entry, place);
            }
        });
        try {
            Monitor.of(config.train(), config.outputs());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(place(node, "train", "monitor"), e.getMessage(), e);
        }
        return config.network(new PlacedEntries(config.network(), places));
    }

    /** Where the last of these keys, each within the one before, is written; as far as they are. */
    private static Location place(ConfigNode node, String... keys) {
        Location place = node.at();
        for (String key : keys) {
            Optional<ConfigNode.Entry> entry = node instanceof ConfigNode.Keys map ? map.find(key) : Optional.empty();
            if (entry.isEmpty()) {
                break;
            }
            place = entry.get().at();
            node = entry.get().value();
        }
        return place;
    }

    /** Everything, defaults included, as a tree. */
    public ConfigNode encode() {
        return RecordCodec.encode(PipelineConfig.class, this);
    }

    /** Everything, defaults included, as YAML. */
    public String toYaml() {
        return encode().toYaml();
    }
}
