/** What the SIMD kernels share. */
@NullMarked
package cnn.layers.kernel.simd.shared;

import org.jspecify.annotations.NullMarked;
