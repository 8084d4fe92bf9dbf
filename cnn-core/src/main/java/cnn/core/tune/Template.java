package cnn.core.tune;

import cnn.api.Id;
import cnn.api.data.DataSource;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Registry;
import java.util.List;
import java.util.Map;

/** A pipeline as a tree in which keys are given other values. */
final class Template {
    private final PipelineConfig base;
    private final ConfigNode tree;
    private final Registry registry;
    private final boolean hasOwnData;

    /** Stands for data that an application brought along and that has no id to be written down by. */
    @Id("data-of-the-application")
    record ApplicationData() implements DataSource {
        @Override
        public Splits open(Request request) {
            throw new IllegalStateException("These images belong to the application. Open its own source.");
        }
    }

    /** The pipeline as it is trained, without its search. */
    Template(PipelineConfig config, Registry registry) {
        base = config.tune(null);
        hasOwnData = !isWritten(config.data());
        this.registry = hasOwnData ? registry.with(List.of(ApplicationData.class)) : registry;
        tree = written(base).encode();
    }

    private static boolean isWritten(DataSource data) {
        try {
            RecordCodec.encode(DataSource.class, data);
            return true;
        } catch (IllegalArgumentException e) { // it, or one within it, has no id
            return false;
        }
    }

    private PipelineConfig written(PipelineConfig config) {
        return hasOwnData ? config.data(new ApplicationData()) : config;
    }

    /** The pipeline without any change. */
    PipelineConfig base() {
        return base;
    }

    /**
     * The pipeline with a setting.
     *
     * @throws IllegalArgumentException where a key does not exist, or does not take its value
     */
    PipelineConfig with(Map<String, ConfigNode> setting) {
        ConfigNode changed = tree;
        for (Map.Entry<String, ConfigNode> value : setting.entrySet()) {
            changed = changed.with("tune.ranges", value.getKey(), value.getValue());
        }
        PipelineConfig made = PipelineConfig.decode(changed, registry);
        return hasOwnData ? made.data(base.data()) : made;
    }

    /** A pipeline of this one's kind as a tree, with all defaults or none. */
    ConfigNode encode(PipelineConfig config, boolean whole) {
        return whole
                ? written(config).encode()
                : RecordCodec.encodeChanges(PipelineConfig.class, written(config));
    }
}
