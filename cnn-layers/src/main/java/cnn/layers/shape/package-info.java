/**
 * Layers that move numbers and compute next to nothing: other axes, another order of axes, more or fewer pixels.
 */
@NullMarked
package cnn.layers.shape;

import org.jspecify.annotations.NullMarked;
