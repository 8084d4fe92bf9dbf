/**
 * Layers that disturb in training and are nothing in prediction: regions or whole branches dropped, numbers shaken. What
 * is drawn follows from the pass's key, the example and an index alone.
 */
@NullMarked
package cnn.layers.noise;

import org.jspecify.annotations.NullMarked;
