/** Writes our networks as ONNX files, byte by byte in protobuf's wire format, so that ONNX Runtime can run them. */
@NullMarked
package cnn.bench.peers.onnx;

import org.jspecify.annotations.NullMarked;
