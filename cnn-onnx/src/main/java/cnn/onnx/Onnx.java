package cnn.onnx;

import cnn.core.model.Model;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.onnx.file.GraphReader;
import java.nio.file.Path;

/**
 * Where ONNX files come in, and go out.
 *
 * {@snippet :
 * Model model = Onnx.read(Path.of("net.onnx")).classes("cat", "dog").model();
 * Prediction answer = model.predictor(cnn.engine()).predict(image);
 * Onnx.write(model, Path.of("again.onnx"));
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

    /**
     * Writes a model so that an ONNX runtime predicts the same: classes, preprocessing and provenance are the file's notes. Of
     * the choices there are, {@link #export(Model)} tells.
     *
     * @throws IllegalArgumentException that lists all layers which ONNX cannot have
     * @throws java.io.UncheckedIOException where the file cannot be written
     */
    public static void write(Model model, Path file) {
        export(model).write(file);
    }

    /** A model that is to become an ONNX file. Nothing is written yet. */
    public static OnnxExport export(Model model) {
        return new OnnxExport(model);
    }

    /** A network that is to become an ONNX file, with nothing behind its output. Nothing is written yet. */
    public static OnnxExport export(Network network, Weights weights) {
        return new OnnxExport(network, weights);
    }
}
