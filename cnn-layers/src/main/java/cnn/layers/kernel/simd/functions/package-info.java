/** Exponential functions and their kin. */
@NullMarked
package cnn.layers.kernel.simd.functions;

import org.jspecify.annotations.NullMarked;
