/** Rows brought to mean 0 and variance 1. */
@NullMarked
package cnn.layers.kernel.simd.rows;

import org.jspecify.annotations.NullMarked;
