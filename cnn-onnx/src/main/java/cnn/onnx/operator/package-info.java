/** What each operator becomes. One table, {@link cnn.onnx.operator.Operators}, and a class for each family. */
@NullMarked
package cnn.onnx.operator;

import org.jspecify.annotations.NullMarked;
