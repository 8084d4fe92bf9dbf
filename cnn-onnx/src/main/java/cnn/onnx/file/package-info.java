/** ONNX files, read with ONNX's own classes and checked. */
@NullMarked
package cnn.onnx.file;

import org.jspecify.annotations.NullMarked;
