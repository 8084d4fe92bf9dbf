package cnn.bench.peers;

import cnn.api.Shape;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.layers.Flatten;
import cnn.layers.Padding;

/**
 * What another library asks of our layers.
 *
 * @param network the network
 * @param weights its numbers
 */
public record Parts(Network network, Weights weights) {
    /** One of a layer's parameters, by the name the layer gave it. */
    public Param param(Node node, String name) {
        return node.params().stream().filter(param -> param.name().equals(node.name() + "/" + name)).findFirst()
                .orElseThrow();
    }

    /** Its numbers as they are. */
    public float[] values(Node node, String name) {
        return weights.values(param(node, name));
    }

    /** A convolution's weights, (filters, channels, kernel height, kernel width). */
    public float[] convolution(Node node) {
        return ChannelsFirst.convolution(values(node, "weights"), param(node, "weights").shape());
    }

    /** A dense layer's weights, (inputs, units), the inputs as the others flatten them. */
    public float[] dense(Node node) {
        int units = node.output().size();
        return ChannelsFirst.dense(values(node, "weights"), flattened(node), units);
    }

    /** Shape of the image that was flattened just before a dense layer, or of its input. */
    private Shape flattened(Node dense) {
        int before = dense.inputs().getFirst();
        if (before != Node.INPUT && network.nodes().get(before).layer() instanceof Flatten) {
            return network.inputShape(network.nodes().get(before), 0);
        }
        return network.inputShape(dense, 0);
    }

    /** Rows or columns around an image; the networks that are compared have the same on every side. */
    public static int around(Padding padding) {
        boolean symmetric = padding.top() == padding.bottom() && padding.top() == padding.left()
                && padding.top() == padding.right();
        if (!symmetric || padding.mode() == Padding.Mode.SAME || padding.mode() == Padding.Mode.SAME_LOWER) {
            throw new IllegalArgumentException("The comparison knows only padding that is the same on every side, not "
                    + padding + ". Use Padding.of(pixels).");
        }
        return padding.top();
    }

    /** What is said where a layer has no counterpart here yet. */
    public static IllegalArgumentException unknown(Node node, String library) {
        return new IllegalArgumentException("Layer '" + node.name() + "' " + node.layer()
                + " has no translation to " + library + " yet. Add one to the comparison.");
    }
}
