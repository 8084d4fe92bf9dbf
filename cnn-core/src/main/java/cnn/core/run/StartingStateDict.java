package cnn.core.run;

import cnn.api.layer.Param;
import cnn.core.interop.LoadedWeights;
import cnn.core.interop.StateDict;
import cnn.core.interop.WeightNames;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.WarmStart;
import cnn.core.text.NameList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Weights of another framework that a run's first ones are taken from.
 *
 * @param hash SHA-256 of the file
 * @param weights what is in it
 * @param start what is to be taken
 */
record StartingStateDict(String hash, StateDict weights, WarmStart start) implements FirstWeights {
    static StartingStateDict read(Path file, WarmStart start) {
        StateDict weights = StateDict.read(file);
        Map<String, String> names = start.names();
        if (names != null) {
            WeightNames rules = WeightNames.of(weights.framework());
            for (Map.Entry<String, String> rule : names.entrySet()) {
                rules = rules.rename(rule.getKey(), rule.getValue());
            }
            weights = weights.names(rules);
        }
        return new StartingStateDict(ModelOnFile.sha256(file), weights, start);
    }

    @Override
    public List<String> apply(Network network, Weights into, Preprocessing preprocessing) {
        start.check(network);
        LoadedWeights loaded = weights.into(network, into, start::takes);
        into.copyFrom(loaded.weights());
        List<String> told = new ArrayList<>(loaded.notes());
        List<String> left = network.params().stream().filter(param -> !start.takes(param)).map(Param::name).toList();
        if (!left.isEmpty()) {
            told.add("Drawn anew, since train.start.layers leaves them out: " + NameList.counted(left) + ".");
        }
        told.add("The file does not say how its images were normalized; this run's are by mean " + preprocessing.mean()
                + " and std " + preprocessing.deviation() + ". Set preprocess.normalize to what its layers know.");
        return told;
    }
}
