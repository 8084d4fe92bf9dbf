/**
 * Pooling without windows of a fixed size: over all of an image or its channels, over as many regions as are wanted, and
 * blurred before the image shrinks. Pooling with windows is in {@link cnn.layers}.
 */
@NullMarked
package cnn.layers.pool;

import org.jspecify.annotations.NullMarked;
