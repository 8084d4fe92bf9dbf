/** ONNX files as models: {@link cnn.onnx.Onnx} reads one, {@link cnn.onnx.OnnxModel} makes a network of it. */
@NullMarked
package cnn.onnx;

import org.jspecify.annotations.NullMarked;
