package cnn.core.interop;

import cnn.api.Shape;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.core.safetensors.TensorInfo;
import cnn.core.text.Echo;
import cnn.core.text.NameList;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Weights of PyTorch or Keras in a safetensors file, to be read into a network of the same layers, and written from one.
 *
 * {@snippet :
 * Network network = Network.of(Shape.image(224, 224, 3), ResNet.of(18));
 * LoadedWeights loaded = StateDict.read(Path.of("resnet18.safetensors")).into(network);
 * loaded.notes().forEach(System.out::println);
 *
 * StateDict.write(Path.of("back.safetensors"), network, loaded.weights(), WeightNames.pytorch());
 * }
 *
 * What the file has is brought to our layouts: outputs and inputs behind the window, and the inputs of dense layers behind a
 * flattened image pixel by pixel. Floats of any usual format become floats of 32 bits. Immutable.
 */
public final class StateDict {
    private final Path file;
    private final Map<String, TensorInfo> tensors;
    private final @Nullable WeightNames names;
    private final @Nullable Double epsilon;

    private StateDict(Path file, Map<String, TensorInfo> tensors, @Nullable WeightNames names,
            @Nullable Double epsilon) {
        this.file = file;
        this.tensors = tensors;
        this.names = names;
        this.epsilon = epsilon;
    }

    /**
     * Reads what a file has; its numbers are read where they are used.
     *
     * @throws IllegalArgumentException where it is damaged, no safetensors file, or has no tensors
     * @throws java.io.UncheckedIOException where it cannot be read
     */
    public static StateDict read(Path file) {
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            opened.verify();
            if (opened.tensors().isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(file) + "' has no tensors. Save the weights of a network: "
                                + "save_file(model.state_dict(), \"weights.safetensors\").");
            }
            return new StateDict(file, opened.tensors(), null, null);
        }
    }

    /** Under these names; left alone, those of the framework that the names are of. */
    public StateDict names(WeightNames chosen) {
        return new StateDict(file, tensors, chosen, epsilon);
    }

    /** For batch normalisation that adds this to variances; left alone, what the network's layers have. */
    public StateDict epsilon(double small) {
        return new StateDict(file, tensors, names, small);
    }

    /** Whose names the file has. */
    public Framework framework() {
        return names == null ? Framework.of(tensors.keySet()) : names.framework();
    }

    /** The tensors, by their names in the file. */
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /**
     * The network with the file's numbers. Tensors that the network has no place for are left, and told.
     *
     * @throws IllegalArgumentException where the file lacks a parameter, or shapes do not fit, naming all of them
     */
    public LoadedWeights into(Network network) {
        return filling(network).all();
    }

    /**
     * As {@link #into(Network)}, but what the file lacks has the numbers of other weights.
     *
     * @throws IllegalArgumentException where the file has no parameter at all, or shapes do not fit, naming all of them
     */
    public LoadedWeights into(Network network, Weights otherwise) {
        return into(network, otherwise, _ -> true);
    }

    /** As {@link #into(Network, Weights)}, but of the file these parameters alone are taken. */
    public LoadedWeights into(Network network, Weights otherwise, Predicate<Param> wanted) {
        return filling(network).some(otherwise, wanted);
    }

    private Filling filling(Network network) {
        Network chosen = epsilon == null ? network : VarianceEpsilon.replaced(network, epsilon);
        return new Filling(file, tensors, names == null ? WeightNames.of(framework()) : names, chosen, epsilon == null);
    }

    /**
     * Writes a network's weights as another framework has them, floats of 32 bits; what was there before stays until the file is
     * complete. What is read back, under the same names, are the very bits.
     *
     * @throws IllegalArgumentException where two parameters would have one name
     * @throws java.io.UncheckedIOException naming the file, the cause and the cure
     */
    public static void write(Path file, Network network, Weights weights, WeightNames names) {
        FlattenedOrder order = new FlattenedOrder(network);
        Framework framework = names.framework();
        SafetensorsWriter writer = new SafetensorsWriter();
        Set<String> used = new HashSet<>();
        for (ForeignName name : names.of(network, names.programs(network).getFirst())) {
            if (!used.add(name.usual())) {
                throw new IllegalArgumentException("Two parameters would be called '" + Echo.of(name.usual()) + "': "
                        + Echo.of(name.param().name()) + " is the second. Change the rule that names it.");
            }
            Layout layout = name.layout(framework, network, order);
            writer.add(name.usual(), Shape.of(layout.theirs()), layout.written(weights.values(name.param())));
            if (framework == Framework.PYTORCH && name.param().name().endsWith("/variance")) {
                writer.add(name.usual().replaceFirst("[^.]*$", "num_batches_tracked"), 0);
            }
        }
        if (used.isEmpty()) {
            throw new IllegalArgumentException("The network has no weights to write: none of its layers ("
                    + NameList.of(network.nodes().stream().map(node -> node.name()).toList())
                    + ") has parameters. Give one that learns.");
        }
        if (framework == Framework.PYTORCH) {
            writer.metadata("format", "pt");
        }
        writer.write(file);
    }

    /** Where the numbers are from. */
    @Override
    public String toString() {
        List<String> all = List.copyOf(tensors.keySet());
        return "'" + Echo.path(file) + "': " + NameList.of(all);
    }
}
