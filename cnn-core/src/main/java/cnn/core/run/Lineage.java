package cnn.core.run;

import cnn.api.Id;
import cnn.api.data.Augmenter;
import cnn.api.data.DataSet;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.config.RecordCodec;
import cnn.core.data.Fingerprint;
import cnn.core.model.Provenance;
import cnn.core.model.Provenance.Result;
import cnn.core.network.Network;
import cnn.core.pipeline.NodeConfig;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Origin;
import cnn.core.train.TrainingState;
import java.util.ArrayList;
import java.util.List;

/** What a run's results follow from, in words that a file can keep. */
final class Lineage {
    private final String version;
    private final List<String> plugins;
    private final String pipeline;
    private final String identity;
    private final long seed;
    private final String dataHash;

    Lineage(PipelineConfig config, Network network, DataSet train) {
        version = Version.current();
        plugins = network.nodes().stream().map(node -> plugin(node.layer().getClass())).distinct().sorted().toList();
        pipeline = json(config);
        seed = config.seed();
        dataHash = Fingerprint.of(train);
        // the number of epochs may change when a run goes on
        identity = json(config.train(config.train().epochs(1))) + " data " + dataHash;
    }

    /** A pipeline whose data has no id, since an application brought it along. */
    private record WithoutData(String name, long seed, Preprocess preprocess, List<Augmenter> augment,
            List<NodeConfig> network, TrainConfig train) {
    }

    private static String json(PipelineConfig config) {
        if (config.data().getClass().isAnnotationPresent(Id.class)) {
            return config.encode().toJson();
        }
        return RecordCodec.encode(WithoutData.class, new WithoutData(config.name(), config.seed(),
                config.preprocess(), config.augment(), config.network(), config.train())).toJson();
    }

    /** Never a path: the same run in another folder writes the same file. */
    private static String plugin(Class<?> layer) {
        String version = Origin.of(layer).version();
        return layer.getPackageName() + (version == null ? "" : " " + version);
    }

    /** What must be the same for a run to go on where another one stopped. */
    String identity() {
        return identity;
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
        return new Provenance(version, plugins, pipeline, seed, dataHash, state.bestEpoch(), results);
    }

    private static void add(List<Result> results, String images, Scores scores) {
        results.add(new Result(images, scores.loss(), scores.accuracy()));
    }
}
