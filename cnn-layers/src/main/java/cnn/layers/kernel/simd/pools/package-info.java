/** Maximum and mean over windows of pixels. */
@NullMarked
package cnn.layers.kernel.simd.pools;

import org.jspecify.annotations.NullMarked;
