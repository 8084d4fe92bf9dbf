package cnn.onnx;

import cnn.onnx.file.GraphReader;
import java.nio.file.Path;

/**
 * Where ONNX files come in.
 *
 * {@snippet :
 * Model model = Onnx.read(Path.of("net.onnx")).classes("cat", "dog").model();
 * Prediction answer = model.predictor(cnn.engine()).predict(image);
 * }
 */
public final class Onnx {
    private Onnx() {
    }

    /**
     * Reads a model of opset 6 to 25, with weights within it or in files beside it. Nothing is computed yet.
     *
     * @throws IllegalArgumentException where the file is damaged, goes in circles, or is of another opset
     * @throws java.io.UncheckedIOException where it cannot be read
     */
    public static OnnxModel read(Path file) {
        return new OnnxModel(GraphReader.read(file));
    }
}
