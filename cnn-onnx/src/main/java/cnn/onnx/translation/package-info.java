/** A graph node by node into a network: where the axes of each value lie, and which layers give it. */
@NullMarked
package cnn.onnx.translation;

import org.jspecify.annotations.NullMarked;
