package cnn.core.interop;

import cnn.api.layer.Layer;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What batch normalisation adds to a variance, which no file of weights says: layers that keep a variance have it as epsilon. */
final class VarianceEpsilon {
    private static final String NAME = "epsilon";

    private VarianceEpsilon() {
    }

    /** The network with another epsilon where a variance is kept. */
    static Network replaced(Network network, double epsilon) {
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("Batch normalisation was given an epsilon of " + epsilon
                    + ", which must be above 0 and below 1. Give the one that the weights were trained with: 1e-5 is "
                    + "PyTorch's, 1e-3 Keras'.");
        }
        return network.replaced(node -> component(node) == null ? node.layer() : with(node.layer(), epsilon));
    }

    /** What is to be said where the layers have another epsilon than the framework's own. */
    static List<String> notes(Network network, Framework framework) {
        Map<Double, List<String>> others = new TreeMap<>();
        for (Node node : network.nodes()) {
            RecordComponent component = component(node);
            if (component != null && value(node.layer(), component) instanceof Double epsilon
                    && epsilon != framework.defaultEpsilon()) {
                others.computeIfAbsent(epsilon, _ -> new ArrayList<>()).add(node.name());
            }
        }
        return others.entrySet().stream()
                .map(other -> "Batch normalisation adds " + other.getKey() + " to variances in "
                        + Count.of(other.getValue().size(), "layer") + " (" + Echo.of(other.getValue().getFirst())
                        + (other.getValue().size() > 1 ? " …" : "") + "); " + framework.whose() + " own is "
                        + framework.defaultEpsilon()
                        + ", and files of weights do not say it. Set epsilon where the weights were "
                        + "trained with another.")
                .toList();
    }

    private static @Nullable RecordComponent component(Node node) {
        boolean keeps = node.params().stream().anyMatch(param -> param.name().endsWith("/variance"));
        return keeps && node.layer() instanceof Record record
                ? Arrays.stream(record.getClass().getRecordComponents())
                        .filter(one -> one.getName().equals(NAME) && one.getType() == double.class).findFirst()
                        .orElse(null)
                : null;
    }

    private static Layer with(Layer layer, double epsilon) {
        RecordComponent[] components = layer.getClass().getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(one -> one.getName().equals(NAME) ? (Object) epsilon : value(layer, one)).toArray();
        try {
            return layer.getClass().getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw refused(layer, e);
        }
    }

    private static Object value(Layer layer, RecordComponent component) {
        try {
            return component.getAccessor().invoke(layer);
        } catch (ReflectiveOperationException e) {
            throw refused(layer, e);
        }
    }

    private static IllegalArgumentException refused(Layer layer, ReflectiveOperationException e) {
        return new IllegalArgumentException(
                "The epsilon of layer " + Echo.of(layer) + " cannot be read or changed: its "
                        + "record is not public. Make it public, or build the network with the epsilon that is wanted.",
                e);
    }
}
