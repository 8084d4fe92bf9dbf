package cnn.core.run;

import cnn.api.Tensor;
import cnn.api.layer.Param;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.WarmStart;
import cnn.core.text.Echo;
import cnn.core.text.NameList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The model that a run's first weights are taken from.
 *
 * @param from the model
 * @param start what is to be taken
 */
record StartingModel(ModelOnFile from, WarmStart start) implements FirstWeights {
    StartingModel {
        if (start.names() != null) {
            throw new IllegalArgumentException("train.start.names says what another framework calls layers, but '"
                    + Echo.path(from.file())
                    + "' is a model of this one, whose layers have names of its own. Leave names "
                    + "out.");
        }
    }

    @Override
    public String hash() {
        return from.hash();
    }

    @Override
    public List<String> apply(Network network, Weights into, Preprocessing preprocessing) {
        start.check(network);
        Path file = from.file();
        Map<String, Tensor> there = from.model().weights().tensors();
        List<String> taken = new ArrayList<>();
        List<String> left = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Param param : network.params()) {
            Tensor tensor = there.get(param.name());
            if (!start.takes(param)) {
                left.add(param.name());
            } else if (tensor == null) {
                missing.add(param.name());
            } else if (!tensor.shape().equals(param.shape())) {
                others.add(param.name() + " is " + tensor.shape() + " there and " + param.shape() + " here");
            } else {
                taken.add(param.name());
            }
        }
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' does not fit: " + NameList.of(others, "; ")
                    + ". Leave out in train.start.layers what is to be learnt anew: \"!"
                    + Echo.of(layer(others.getFirst())) + "/**\" behind the others.");
        }
        if (taken.isEmpty()) {
            throw new IllegalArgumentException("Nothing can be taken from '" + Echo.path(file) + "': it has none of "
                    + NameList.of(missing.isEmpty() ? left : missing) + ", but "
                    + NameList.of(List.copyOf(there.keySet()))
                    + ". Give layers the names that they have there, or another model.");
        }
        network.params().stream().filter(param -> start.takes(param) && there.containsKey(param.name()))
                .forEach(param -> System.arraycopy(there.get(param.name()).data(), 0, into.values(param), 0,
                        param.shape().size()));
        List<String> told = new ArrayList<>();
        told.add("Taken from '" + Echo.path(file) + "': " + NameList.counted(taken) + ".");
        if (!left.isEmpty()) {
            told.add("Drawn anew, since train.start.layers leaves them out: " + NameList.counted(left) + ".");
        }
        if (!missing.isEmpty()) {
            told.add("Drawn anew, since the model lacks them: " + NameList.counted(missing) + ".");
        }
        List<String> unused = there.keySet().stream()
                .filter(name -> network.params().stream().noneMatch(param -> param.name().equals(name))).toList();
        if (!unused.isEmpty()) {
            told.add("Not taken from the model, since the network lacks them: " + NameList.counted(unused) + ".");
        }
        told.addAll(from.differences(preprocessing));
        return told;
    }

    private static String layer(String parameter) {
        return parameter.substring(0, parameter.lastIndexOf('/', parameter.indexOf(' ')));
    }
}
