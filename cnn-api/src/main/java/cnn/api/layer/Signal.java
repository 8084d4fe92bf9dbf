package cnn.api.layer;

import cnn.api.Shape;

/**
 * What flows from a part of a network, or from its input, to the parts behind it: numbers of one shape, told by a name. Handed
 * out by {@link Expansion} while a block is written out, before there are any numbers.
 */
public interface Signal {
    /** The name of the layer or block that it comes from, as a path; {@code input} for the network's input. */
    String name();

    /** Shape of one example. */
    Shape shape();
}
