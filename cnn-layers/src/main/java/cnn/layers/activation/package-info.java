/**
 * Activations: what puts a bend into a network, so that two layers do more than one. Most are one {@link
 * cnn.layers.activation.Curve} applied to every number; softmax works over the channels.
 */
@NullMarked
package cnn.layers.activation;

import org.jspecify.annotations.NullMarked;
