package com.example.serving;

import cnn.core.model.Model;
import cnn.onnx.Onnx;
import cnn.onnx.OnnxModel;
import com.example.serving.Options.OnnxReading;
import java.nio.file.Path;

/** ONNX files. A service without them leaves out this class and the dependency on {@code cnn-onnx}. */
final class OnnxModels {
    private OnnxModels() {
    }

    static Model read(Path file, OnnxReading reading) {
        OnnxModel model = Onnx.read(file).normalize(reading.mean(), reading.deviation());
        return (reading.classes().isEmpty() ? model : model.classes(reading.classes())).model();
    }
}
