/**
 * Our layers, losses and optimizers against ONNX's own backend tests: an oracle that others wrote. Tensors are
 * transposed between channels-first and channels-last here, at the border.
 */
@NullMarked
package cnn.layers.onnx;

import org.jspecify.annotations.NullMarked;
