/** Sums of products of each channel for itself. */
@NullMarked
package cnn.layers.kernel.simd.depthwise;

import org.jspecify.annotations.NullMarked;
