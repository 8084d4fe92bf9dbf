package cnn.onnx;

import cnn.core.network.Network;
import cnn.core.network.Weights;

/**
 * A graph as a network.
 *
 * @param network its layers, named like the graph's nodes
 * @param weights their numbers
 * @param outputAxes the axes of the output as ONNX sees them, the batch included; the network gives images channels-last, and
 *            anything else in ONNX's order
 */
public record ImportedNetwork(Network network, Weights weights, int[] outputAxes) {
}
