package cnn.core.registry;

import cnn.api.data.Augmentation;
import cnn.api.data.Augmenter;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.DataSource;
import cnn.api.layer.Block;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Part;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import cnn.api.train.Optimizer;
import cnn.api.train.Schedule;
import cnn.api.train.WeightAverage;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The kinds of component that a plug-in can bring. Ids are unique within a kind, and among kinds that share a place. */
public enum Contract {
    /** What a network is made of. Its ids stand beside these two keys in a pipeline, so they cannot be ids. */
    LAYER(Layer.class, "layer", "layers", "cnn-layers", "cnn.layers.LayersPlugin",
            Set.of("name", "from")),
    /** What stands in a layer's place and is written out as layers. */
    BLOCK(Block.class, "block", "blocks", "cnn-layers", "cnn.layers.block.BlocksPlugin",
            Set.of("name", "from")),
    /** Draws a parameter's first values. */
    INIT(Init.class, "initializer", "initializers", "cnn-layers", "cnn.layers.init.InitPlugin",
            Set.of()),
    /** How wrong scores are. */
    LOSS(Loss.class, "loss", "losses", "cnn-layers", "cnn.layers.loss.LossPlugin",
            Set.of()),
    /** How good predictions are. */
    METRIC(Metric.class, "metric", "metrics", "cnn-layers", "cnn.layers.metric.MetricPlugin",
            Set.of()),
    /** Changes parameters. */
    OPTIMIZER(Optimizer.class, "optimizer", "optimizers", "cnn-layers", "cnn.layers.optimizer.OptimizerPlugin",
            Set.of()),
    /** Changes the learning rate. */
    SCHEDULE(Schedule.class, "schedule", "schedules", "cnn-layers", "cnn.layers.schedule.SchedulePlugin",
            Set.of()),
    /** Averages the weights that training goes through. */
    WEIGHT_AVERAGE(WeightAverage.class, "weight average", "weight averages", "cnn-layers",
            "cnn.layers.average.AveragePlugin",
            Set.of()),
    /** Changes training images. */
    AUGMENTER(Augmenter.class, "augmenter", "augmenters", "cnn-augment", "cnn.augment.geometry.GeometryPlugin",
            Set.of()),
    /** Changes batches of training images with their targets. */
    BATCH_AUGMENTER(BatchAugmenter.class, "batch augmenter", "batch augmenters", "cnn-augment",
            "cnn.augment.mix.MixPlugin",
            Set.of()),
    /** Where images come from. */
    DATA_SOURCE(DataSource.class, "data source", "data sources", "cnn-core", "cnn.core.data.CorePlugin",
            Set.of());

    private final Class<?> type;
    private final String noun;
    private final String nouns;
    private final String home;
    private final String plugin;
    private final Set<String> reserved;

    Contract(Class<?> type, String noun, String nouns, String home, String plugin, Set<String> reserved) {
        this.type = type;
        this.noun = noun;
        this.nouns = nouns;
        this.home = home;
        this.plugin = plugin;
        this.reserved = reserved;
    }

    /** The interface that components of this kind implement. */
    public Class<?> type() {
        return type;
    }

    /** The kind in a sentence: {@code data source}. */
    public String noun() {
        return noun;
    }

    /** The kind in a heading: {@code data sources}. */
    public String nouns() {
        return nouns;
    }

    /** The noun with its article: {@code an optimizer}. */
    public String aNoun() {
        return ("aeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
    }

    /** The module that brings the usual components of this kind. */
    String home() {
        return home;
    }

    /** Whether the usual ones are the core's. */
    boolean isOfCore() {
        return home.equals("cnn-core");
    }

    /** The class that lists them there, or some of them. Only its name: the core knows no plug-in. */
    String plugin() {
        return plugin;
    }

    /** Words that cannot be ids of this kind. */
    Set<String> reserved() {
        return reserved;
    }

    /** Where components of this kind stand: the interface that it shares with other kinds, or its own. */
    private Class<?> place() {
        return switch (this) {
            case LAYER, BLOCK -> Part.class;
            case AUGMENTER, BATCH_AUGMENTER -> Augmentation.class;
            default -> type;
        };
    }

    /** The kinds that stand in the same place as this, itself among them: their ids lie in one pot. */
    public List<Contract> neighbours() {
        return Arrays.stream(values()).filter(contract -> contract.place() == place()).toList();
    }

    /** The kinds that may stand where this interface is asked for, the most usual first; none where it is no contract. */
    public static List<Contract> of(Class<?> type) {
        return Arrays.stream(values()).filter(contract -> contract.type == type || contract.place() == type).toList();
    }

    /** The kinds whose contract a class implements. */
    static List<Contract> implementedBy(Class<?> component) {
        return Arrays.stream(values()).filter(contract -> contract.type.isAssignableFrom(component)).toList();
    }
}
