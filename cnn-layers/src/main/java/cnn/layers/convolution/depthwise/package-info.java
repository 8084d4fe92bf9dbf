/** Convolutions in which every channel is weighed for itself. */
@NullMarked
package cnn.layers.convolution.depthwise;

import org.jspecify.annotations.NullMarked;
