/** How each type of layer is written as ONNX's operators: a row of {@link cnn.onnx.layer.LayerExports} each. */
@NullMarked
package cnn.onnx.layer;

import org.jspecify.annotations.NullMarked;
