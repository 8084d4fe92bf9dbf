package cnn.core.run;

import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.WarmStart;
import cnn.core.registry.Registry;
import java.nio.file.Path;
import java.util.List;

/** What a run's first weights are taken from. */
sealed interface FirstWeights permits StartingModel, StartingStateDict {
    /** Reads the file that a pipeline names: a model, or another framework's weights. */
    static FirstWeights read(WarmStart start, Path folder, Registry registry) {
        Path file = ModelOnFile.find("train.start.model", start.model(), folder);
        return Model.isModel(file)
                ? new StartingModel(ModelOnFile.read(file, registry), start)
                : StartingStateDict.read(file, start);
    }

    /** SHA-256 of the file. */
    String hash();

    /**
     * Overwrites what is to be taken.
     *
     * @return what was taken, what was left and what is missing, one line each
     * @throws IllegalArgumentException where nothing can be taken, or shapes differ
     */
    List<String> apply(Network network, Weights into, Preprocessing preprocessing);
}
