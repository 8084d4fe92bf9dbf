package cnn.core.network;

import cnn.api.Shape;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.core.registry.Fault;
import java.util.List;
import java.util.Objects;

/**
 * One layer at its place in a network.
 *
 * @param index place in the order of computation, from 0
 * @param name unique name, for example {@code block1/conv}
 * @param layer its configuration
 * @param inputs indices of the nodes whose outputs it takes; {@link #INPUT} is the network's own input
 * @param bound its output shape and operation
 * @param params its parameters, trained or kept
 * @param origin index in the network as it was written: where layers have absorbed others, of the last one absorbed
 * @param target index of the node in whose output it writes its own, as some of the channels; {@link #OWN} where it has one
 */
public record Node(int index, String name, Layer layer, List<Integer> inputs, Bound bound, List<Param> params,
        int origin, int target) {
    /** Stands for the network's input where a node index is expected. */
    public static final int INPUT = -1;
    /** The node's output is nobody else's. */
    public static final int OWN = -1;

    public Node {
        inputs = List.copyOf(inputs);
        params = List.copyOf(params);
    }

    /** This, writing into another node's output. */
    Node into(int node) {
        return new Node(index, name, layer, inputs, bound, params, origin, node);
    }

    /** Shape of one example of the output. */
    public Shape output() {
        return bound.output();
    }

    /** Whether the output is the input's own numbers under another shape. */
    public boolean isView() {
        return bound.op() == null;
    }

    /** In which way the layer computes, in its own words; empty where it has but one. */
    public String way() {
        if (isView()) {
            return "";
        }
        try {
            return Objects.requireNonNullElse(bound.op().way(), "");
        } catch (Throwable thrown) {
            throw fault("way", thrown);
        }
    }

    /** Whether the layer's output may take the place of an input in prediction. */
    public boolean worksInPlace(int input) {
        if (isView()) {
            return false;
        }
        try {
            return bound.op().worksInPlace(input);
        } catch (Throwable thrown) {
            throw fault("worksInPlace", thrown);
        }
    }

    /** Number of trained values. */
    public long parameters() {
        return params.stream().filter(Param::trained).mapToLong(p -> p.shape().size()).sum();
    }

    /**
     * What to throw in place of what this layer threw: it names the layer and the jar that it came from.
     *
     * @param doing what the layer was called for: {@code forward}
     */
    public RuntimeException fault(String doing, Throwable thrown) {
        return Fault.of("Layer '" + name + "'", layer, doing, thrown);
    }
}
