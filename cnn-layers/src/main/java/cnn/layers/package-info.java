/**
 * The layers: one record each, with its configuration, its shapes and its forward and backward computation in one file.
 * All are channels-last, (H, W, C).
 */
@NullMarked
package cnn.layers;

import org.jspecify.annotations.NullMarked;
