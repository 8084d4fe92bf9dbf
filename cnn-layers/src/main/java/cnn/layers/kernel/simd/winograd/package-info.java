/** Winograd's transforms, and the products of a few tiles with weights that are transformed on the way. */
@NullMarked
package cnn.layers.kernel.simd.winograd;

import org.jspecify.annotations.NullMarked;
