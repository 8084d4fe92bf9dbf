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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
        requireOneOutput(choice);
        StateDict named = weights.names(options.names(weights.framework()));
        LoadedWeights loaded = (epsilon == null ? named : named.epsilon(epsilon)).into(choice.network());
        loaded.notes().forEach(terminal::say);
        Network network = loaded.network();
        Loss loss = loss(cnn, choice);
        return new Model(network, loaded.weights(), preprocessing(choice, mean, deviation),
                target(network, loss, choice, classes),
                loss, new Provenance("", List.of(), "", 0, "", 0, List.of(), hash(), null));
    }

    /** What the loss, and the pipeline's metrics, are for. */
    private static Target target(Network network, Loss loss, Choice choice, List<String> given) {
        int scores = network.output().size();
        if (!given.isEmpty() && given.size() != scores) {
            throw new IllegalArgumentException("The network gives " + Count.of(scores, "number") + ", but "
                    + Count.of(given.size(), "class") + (given.size() == 1 ? " was" : " were")
                    + " named. Name as many, in the order of the numbers.");
        }
        List<String> names = given.isEmpty() ? IntStream.range(0, scores).mapToObj(Integer::toString).toList() : given;
        Set<Target.Kind> kinds = EnumSet.copyOf(loss.targetKinds());
        if (choice.pipeline() != null) {
            choice.pipeline().train().metrics().forEach(metric -> kinds.retainAll(metric.targetKinds()));
        }
        if (kinds.isEmpty() || kinds.contains(Target.Kind.CLASS)) {
            return Target.classes(names);
        }
        String[] all = names.toArray(String[]::new);
        return kinds.contains(Target.Kind.LABELS) ? Target.labels(all) : Target.numbers(all);
    }

    private static void requireOneOutput(Choice choice) {
        if (choice.pipeline() != null && choice.pipeline().outputs() != null) {
            throw new IllegalArgumentException("The pipeline '" + Echo.of(choice.pipeline().name())
                    + "' has the outputs "
                    + Echo.of(String.join(", ", choice.pipeline().outputs().keySet()))
                    + ", and weights alone become a model of one output. Start training from them instead: train.start.");
        }
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
