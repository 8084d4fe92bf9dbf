/** What a graph computes from constants alone: shapes, indices, prepared weights. */
@NullMarked
package cnn.onnx.folding;

import org.jspecify.annotations.NullMarked;
