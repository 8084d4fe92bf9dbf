package cnn.onnx.translation;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.onnx.graph.Constant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The layers of a network while a graph is translated, each bound as it comes, and their numbers. */
final class Layers {
    private final Shape input;
    private final Network.Builder builder;
    private final List<Added> all = new ArrayList<>();
    private final Map<String, float[]> numbers = new HashMap<>();

    /** A layer, and the names of those whose outputs it takes. */
    private record Added(String name, Layer layer, List<String> from) {
    }

    Layers(Shape input) {
        this.input = input;
        builder = Network.builder(input);
    }

    /** Adds one. What comes back is the shape of its output. */
    Shape add(String name, Layer layer, Map<String, float[]> layerNumbers, List<String> from) {
        Shape output = builder.addNamed(name, layer, from).output();
        all.add(new Added(name, layer, from));
        layerNumbers.forEach((param, values) -> numbers.put(name + "/" + param, values));
        return output;
    }

    /** The network that ends in a layer. What leads elsewhere, to a value of which only the axes were asked, is left out. */
    Network network(String end) {
        Set<String> needed = new HashSet<>(Set.of(end));
        for (Added layer : all.reversed()) {
            if (needed.contains(layer.name)) {
                needed.addAll(layer.from);
            }
        }
        if (all.stream().allMatch(layer -> needed.contains(layer.name)) && all.getLast().name.equals(end)) {
            return builder.build();
        }
        Network.Builder fewer = Network.builder(input);
        all.stream().filter(layer -> needed.contains(layer.name))
                .forEach(layer -> fewer.addNamed(layer.name, layer.layer, layer.from));
        return fewer.build();
    }

    /**
     * The numbers of a network's parameters: the arrays that layers were given, and a copy of what belongs to somebody else.
     *
     * @param constants of the graph, which must stay as they are
     */
    Weights weights(Network network, Stream<Constant> constants) {
        Set<float[]> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        constants.map(Constant::held).filter(Objects::nonNull).forEach(taken::add);
        return Weights.holding(network, param -> {
            float[] given = numbers.get(param.name());
            if (given == null || given.length != param.shape().size()) {
                throw new IllegalArgumentException("'" + param.name() + "' needs " + param.shape()
                        + " numbers but was given "
                        + (given == null ? 0 : given.length) + ". The weights do not fit their input: export again.");
            }
            return taken.add(given) ? given : given.clone();
        });
    }
}
