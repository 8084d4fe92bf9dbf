package cnn.core.run;

import cnn.api.Tensor;
import cnn.api.layer.Param;
import cnn.core.file.Sha256;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.WarmStart;
import cnn.core.registry.Registry;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The model that a run's first weights are taken from.
 *
 * @param file where it is
 * @param hash SHA-256 of the file
 * @param model what is in it
 * @param start what is to be taken
 */
record StartingModel(Path file, String hash, Model model, WarmStart start) {
    private static final int MOST_NAMED = 8;
    /** Means that were written down as floats are the same. */
    private static final double SAME = 1e-6;

    /** Reads the model that a pipeline names. */
    static StartingModel read(WarmStart start, Path folder, Registry registry) {
        Path file = folder.resolve(start.model());
        if (Files.isDirectory(file)) {
            file = file.resolve(RunFolder.MODEL);
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("train.start.model names '" + Echo.path(file)
                    + "', which does not exist. Give a model file, or the folder of a run that has one.");
        }
        return new StartingModel(file, sha256(file), Model.load(file, registry), start);
    }

    private static String sha256(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the model '" + Echo.path(file) + "' to start from ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage() + "). Check the file and its permissions.",
                    e);
        }
    }

    /**
     * Overwrites what is to be taken.
     *
     * @return what was taken, what was left and what is missing, one line each
     * @throws IllegalArgumentException where nothing can be taken, or shapes differ
     */
    List<String> apply(Network network, Weights into, Preprocessing preprocessing) {
        start.check(network);
        Map<String, Tensor> from = model.weights().tensors();
        List<String> taken = new ArrayList<>();
        List<String> left = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Param param : network.params()) {
            Tensor tensor = from.get(param.name());
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
            throw new IllegalArgumentException("'" + Echo.path(file) + "' does not fit: " + list(others, "; ")
                    + ". Leave out in train.start.layers what is to be learnt anew: \"!"
                    + Echo.of(layer(others.getFirst())) + "/**\" behind the others.");
        }
        if (taken.isEmpty()) {
            throw new IllegalArgumentException("Nothing can be taken from '" + Echo.path(file) + "': it has none of "
                    + list(missing.isEmpty() ? left : missing, ", ") + ", but " + list(List.copyOf(from.keySet()), ", ")
                    + ". Give layers the names that they have there, or another model.");
        }
        network.params().stream().filter(param -> start.takes(param) && from.containsKey(param.name()))
                .forEach(param -> System.arraycopy(from.get(param.name()).data(), 0, into.values(param), 0,
                        param.shape().size()));
        List<String> told = new ArrayList<>();
        told.add("Taken from '" + Echo.path(file) + "': " + count(taken) + ".");
        if (!left.isEmpty()) {
            told.add("Drawn anew, since train.start.layers leaves them out: " + count(left) + ".");
        }
        if (!missing.isEmpty()) {
            told.add("Drawn anew, since the model lacks them: " + count(missing) + ".");
        }
        List<String> unused = from.keySet().stream()
                .filter(name -> network.params().stream().noneMatch(param -> param.name().equals(name))).toList();
        if (!unused.isEmpty()) {
            told.add("Not taken from the model, since the network lacks them: " + count(unused) + ".");
        }
        compare(preprocessing, told);
        return told;
    }

    /** Layers see other numbers than they know where images are prepared in another way. */
    private void compare(Preprocessing now, List<String> told) {
        Preprocessing then = model.preprocessing();
        if (then.mean().size() != now.mean().size() || !isSame(then.mean(), now.mean())
                || !isSame(then.deviation(), now.deviation())) {
            told.add("The model's images were normalized by mean " + then.mean() + " and std " + then.deviation()
                    + ", this run's are by mean " + now.mean() + " and std " + now.deviation()
                    + ". Set preprocess.normalize to {mean: " + then.mean() + ", std: " + then.deviation()
                    + "} to give its layers what they know.");
        }
        if (then.resize() != now.resize()) {
            told.add("The model's images were resized by " + then.resize().name().toLowerCase(Locale.ROOT)
                    + ", this run's are by " + now.resize().name().toLowerCase(Locale.ROOT)
                    + ". Set preprocess.resize to give its layers what they know.");
        }
    }

    private static boolean isSame(List<Double> some, List<Double> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!(Math.abs(some.get(i) - others.get(i)) <= SAME * Math.max(1, Math.abs(some.get(i))))) {
                return false;
            }
        }
        return true;
    }

    private static String layer(String parameter) {
        return parameter.substring(0, parameter.lastIndexOf('/', parameter.indexOf(' ')));
    }

    private static String count(List<String> names) {
        return Count.of(names.size(), "parameter") + " (" + list(names, ", ") + ")";
    }

    private static String list(List<String> names, String between) {
        return names.stream().limit(MOST_NAMED).map(Echo::of).collect(Collectors.joining(between))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
    }
}
