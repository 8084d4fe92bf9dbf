/**
 * Sums of products on register tiles: the micro-kernels under convolutions, fully connected layers and their gradients.
 * Some of the classes are generated before the build: see {@code src/generator} of this module.
 */
@NullMarked
package cnn.layers.kernel.simd.products;

import org.jspecify.annotations.NullMarked;
