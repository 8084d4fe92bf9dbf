package cnn.api.layer;

import cnn.api.Shape;

/** What a part of a network, or the network's input, gives to the parts behind it. Handed out by {@link Expansion}. */
public interface Output {
    /** The name of the layer or block that it comes from, as a path; {@code input} for the network's input. */
    String name();

    /** Shape of one example. */
    Shape shape();
}
