/**
 * 3×3 kernels by Winograd's F(4×4, 3×3): tiles are transformed, multiplied by transformed weights, and transformed
 * back.
 */
@NullMarked
package cnn.layers.convolution.winograd;

import org.jspecify.annotations.NullMarked;
