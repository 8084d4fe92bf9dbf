package cnn.core.interop;

import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Node;
import java.util.List;

/**
 * What a parameter of a network is called elsewhere.
 *
 * @param node the layer
 * @param param its parameter
 * @param candidates names there, the usual one first
 * @param axes that weights have there; 0 for as many as here
 */
record ForeignName(Node node, Param param, List<String> candidates, int axes) {
    Layout layout(Framework framework, Network network, FlattenedOrder order) {
        return Layout.of(framework, param, network.inputShape(node, 0), axes, order.of(node));
    }

    String usual() {
        return candidates.getFirst();
    }
}
