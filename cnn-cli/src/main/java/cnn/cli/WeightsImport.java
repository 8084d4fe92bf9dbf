package cnn.cli;

import cnn.api.data.Target;
import cnn.api.train.Loss;
import cnn.cli.NetworkOptions.Choice;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.file.Sha256;
import cnn.core.interop.LoadedWeights;
import cnn.core.interop.StateDict;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.pipeline.Normalize;
import cnn.core.run.Cnn;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Weights of PyTorch or Keras as a model, whose network is named beside.
 *
 * @param file the weights
 * @param options the network, and names
 * @param epsilon of batch normalisation; null for the network's own
 * @param terminal where it is told what was taken
 */
record WeightsImport(Path file, NetworkOptions options, @Nullable Double epsilon, Terminal terminal) {
    /**
     * The model.
     *
     * @param classes names; empty for 0, 1, 2 and so on
     * @param mean subtracted from values first; null for the pipeline's, or 0
     * @param deviation they are divided by; null for the pipeline's, or 1
     */
    Model model(Cnn cnn, List<String> classes, @Nullable List<Double> mean, @Nullable List<Double> deviation) {
        StateDict weights = StateDict.read(file);
        Choice choice = options.choice(cnn);
        if (choice == null) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' has weights and no layers. Name the network that they "
                            + "are of: --network 'resnet: {depth: 18}' or another of cnn-zoo, or --network PIPELINE.");
        }
        StateDict named = weights.names(options.names(weights.framework()));
        LoadedWeights loaded = (epsilon == null ? named : named.epsilon(epsilon)).into(choice.network());
        loaded.notes().forEach(terminal::say);
        Network network = loaded.network();
        return new Model(network, loaded.weights(), preprocessing(choice, mean, deviation), target(network, classes),
                loss(cnn, choice), new Provenance("", List.of(), "", 0, "", 0, List.of(), hash(), null));
    }

    private static Target target(Network network, List<String> classes) {
        int scores = network.output().size();
        if (!classes.isEmpty() && classes.size() != scores) {
            throw new IllegalArgumentException("The network gives " + Count.of(scores, "number") + ", but "
                    + Count.of(classes.size(), "class") + (classes.size() == 1 ? " was" : " were")
                    + " named. Name as many, in the order of the numbers.");
        }
        return Target
                .classes(classes.isEmpty() ? IntStream.range(0, scores).mapToObj(Integer::toString).toList() : classes);
    }

    private static Loss loss(Cnn cnn, Choice choice) {
        return choice.pipeline() != null
                ? choice.pipeline().train().loss()
                : new RecordCodec(cnn.registry()).decode(Loss.class, ConfigNode.text("softmax-cross-entropy"));
    }

    private Preprocessing preprocessing(Choice choice, @Nullable List<Double> mean, @Nullable List<Double> deviation) {
        Normalize.Given given = choice.pipeline() != null
                && choice.pipeline().preprocess().normalize() instanceof Normalize.Given numbers ? numbers : null;
        if (given == null && mean == null && deviation == null) {
            terminal.say(
                    "Values stay in [0, 1], and the file does not say how they were normalized. Networks of torchvision "
                            + "and timm were mostly trained with --mean 0.485,0.456,0.406 --deviation 0.229,0.224,0.225.");
        }
        List<Double> shift = mean != null ? mean : given == null ? List.of(0.0) : doubles(given.mean());
        List<Double> scale = deviation != null ? deviation : given == null ? List.of(1.0) : doubles(given.std());
        int channels = choice.network().input().channels();
        Preprocessing preprocessing = new Preprocessing(choice.network().input(), each(shift, channels),
                each(scale, channels));
        return choice.pipeline() == null
                ? preprocessing
                : preprocessing.resize(choice.pipeline().preprocess().resize());
    }

    private static List<Double> doubles(List<Float> numbers) {
        return numbers.stream().map(number -> Double.valueOf(number.toString())).toList();
    }

    private static List<Double> each(List<Double> numbers, int channels) {
        return numbers.size() == 1 ? Collections.nCopies(channels, numbers.getFirst()) : numbers;
    }

    private String hash() {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the weights '" + Echo.path(file) + "' (" + Reason.of(e)
                    + "). Check the file and its permissions.", e);
        }
    }
}
