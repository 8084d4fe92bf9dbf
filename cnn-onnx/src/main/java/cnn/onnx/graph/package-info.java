/** What an ONNX file says, in small records of our own that nothing of protobuf reaches. */
@NullMarked
package cnn.onnx.graph;

import org.jspecify.annotations.NullMarked;
