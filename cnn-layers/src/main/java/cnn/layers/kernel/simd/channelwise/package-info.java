/** Sums over positions, and maps with coefficients for each channel. */
@NullMarked
package cnn.layers.kernel.simd.channelwise;

import org.jspecify.annotations.NullMarked;
