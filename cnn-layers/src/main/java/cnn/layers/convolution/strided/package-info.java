/** The gradient of a strided convolution's input, cut into phases of the stride. */
@NullMarked
package cnn.layers.convolution.strided;

import org.jspecify.annotations.NullMarked;
