/** Losses: how wrong a network's scores are, and in which direction they should move. */
@NullMarked
package cnn.layers.loss;

import org.jspecify.annotations.NullMarked;
