package cnn.core.run;

import cnn.api.Id;
import cnn.api.Tensor;
import cnn.api.layer.Block;
import cnn.api.layer.Entry;
import cnn.api.layer.Expansion;
import cnn.api.layer.Param;
import cnn.api.layer.Signal;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.core.pipeline.ModelLayers;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import cnn.core.text.NameList;
import cnn.core.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * What {@link ModelLayers} stands for once its file has been read: it takes that block's place.
 *
 * @param wanted the block
 * @param from the model
 * @param layers those of the model's layers that are taken
 */
@Id("model")
record TakenLayers(ModelLayers wanted, ModelOnFile from, List<Entry> layers) implements Block {
    /** Reads the model that a block names, whose relative path starts at a folder. */
    static TakenLayers read(ModelLayers wanted, Path folder, Registry registry) {
        ModelOnFile from = ModelOnFile.read("The network's block 'model'", wanted.file(), folder, registry);
        return new TakenLayers(wanted, from, layers(wanted, from));
    }

    private static List<Entry> layers(ModelLayers wanted, ModelOnFile from) {
        Network network = from.model().network();
        BitSet taken = new BitSet();
        taken.set(last(wanted, from).index());
        for (Node node : network.nodes().reversed()) {
            if (taken.get(node.index())) {
                node.inputs().stream().filter(input -> input != Node.INPUT).forEach(taken::set);
            }
        }
        List<Entry> all = NetworkConfig.of(network).layers();
        return taken.stream().mapToObj(all::get).toList();
    }

    /** The layer, or the last one of the block, that gives what is taken. */
    private static Node last(ModelLayers wanted, ModelOnFile from) {
        Network network = from.model().network();
        String until = wanted.until();
        if (until == null) {
            if (network.outputs().size() > 1) {
                throw new IllegalArgumentException("'" + Echo.path(from.file()) + "' has the outputs "
                        + NameList.of(network.outputs().stream().map(Node::name).toList())
                        + ", and what stands behind its layers takes one. Name the last layer to take with until.");
            }
            return network.nodes().getLast();
        }
        return network.nodes().stream()
                .filter(node -> node.name().equals(until) || node.name().startsWith(until + "/"))
                .reduce((before, node) -> node)
                .orElseThrow(() -> {
                    List<String> names = network.nodes().stream().map(Node::name).toList();
                    return new IllegalArgumentException("'" + Echo.path(from.file()) + "' has no layer '"
                            + Echo.of(until) + "', which until names." + Nearest.question(until, names)
                            + " Its layers: " + NameList.of(names) + ".");
                });
    }

    @Override
    public Signal expand(Expansion in) {
        in.input();
        return in.add(layers);
    }

    /**
     * Overwrites the parameters of this block with the model's.
     *
     * @param path the block's name
     * @return what was taken, one line each
     * @throws IllegalArgumentException where shapes differ
     */
    List<String> apply(String path, Network network, Weights into, Preprocessing preprocessing) {
        if (!wanted.weights()) {
            return List.of("The layers of '" + Echo.of(path) + "' are those of '" + Echo.path(from.file())
                    + "', their weights drawn anew.");
        }
        Map<String, Tensor> there = from.model().weights().tensors();
        List<String> taken = new ArrayList<>();
        for (Param param : network.params()) {
            if (param.name().startsWith(path + "/")) {
                Tensor tensor = there.get(param.name().substring(path.length() + 1));
                if (!tensor.shape().equals(param.shape())) {
                    throw new IllegalArgumentException("'" + Echo.path(from.file()) + "' does not fit: "
                            + Echo.of(param.name()) + " is " + tensor.shape() + " there and " + param.shape()
                            + " here. Its images are " + from.model().network().input() + " and these "
                            + network.input() + ": set preprocess.size and preprocess.channels to the former, or let "
                            + "until name a layer before.");
                }
                System.arraycopy(tensor.data(), 0, into.values(param), 0, tensor.data().length);
                taken.add(param.name());
            }
        }
        List<String> told = new ArrayList<>();
        told.add("Taken from '" + Echo.path(from.file()) + "': "
                + (taken.isEmpty() ? "layers without parameters" : NameList.counted(taken)) + ".");
        told.addAll(from.differences(preprocessing));
        return told;
    }

    /** As the block that it stands for. */
    @Override
    public String toString() {
        return wanted.toString();
    }
}
