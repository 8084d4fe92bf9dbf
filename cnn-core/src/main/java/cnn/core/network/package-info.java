/**
 * The network as a graph: {@link cnn.core.network.Network} is layers, bound to their shapes in the order in which they
 * run, with every parameter and buffer they asked for. It holds no numbers; {@link cnn.core.network.Weights} do.
 */
@NullMarked
package cnn.core.network;

import org.jspecify.annotations.NullMarked;
