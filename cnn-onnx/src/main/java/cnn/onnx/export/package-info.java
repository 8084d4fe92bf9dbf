/** A network layer by layer into a graph: how our axes lie in ONNX's tensors, and what every layer's room has at hand. */
@NullMarked
package cnn.onnx.export;

import org.jspecify.annotations.NullMarked;
