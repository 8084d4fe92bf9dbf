/**
 * The way that serves all shapes: a product of each window, where it lies in the image, with the packed weights.
 * Nothing is copied into columns (no im2col).
 */
@NullMarked
package cnn.layers.convolution.direct;

import org.jspecify.annotations.NullMarked;
