/**
 * Convolutions, and fully connected layers as convolutions of one pixel: what is computed ({@link
 * cnn.layers.convolution.Convolution}), and in which way ({@code Ways}). Each way has a room of its own: {@code direct},
 * {@code pointwise}, {@code strided}, {@code depthwise} and {@code winograd}; convolutions of volumes are in {@code volume}.
 */
@NullMarked
package cnn.layers.convolution;

import org.jspecify.annotations.NullMarked;
