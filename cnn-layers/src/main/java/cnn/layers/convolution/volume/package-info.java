/**
 * Convolutions of volumes (D, H, W, C), as they are written: a product of each window with the packed weights, as the room
 * {@code direct} does it for images, but with as many slices of it as the kernel is deep.
 */
@NullMarked
package cnn.layers.convolution.volume;

import org.jspecify.annotations.NullMarked;
