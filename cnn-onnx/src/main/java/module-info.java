/** ONNX models as networks of the bundled layers. Reads ONNX's classes from the class path. */
module cnn.onnx {
    requires transitive cnn.core;
    requires cnn.layers;
    requires org.jspecify;

    exports cnn.onnx;
}
