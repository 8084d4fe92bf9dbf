package cnn.cli;

import cnn.core.model.Model;
import cnn.core.run.Cnn;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import cnn.onnx.Onnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a model is meant to be. */
final class ModelFiles {
    /** Where runs are written unless told otherwise. */
    static final Path RUNS = Path.of("runs");
    /** Runs that a message names. */
    private static final int MOST_NAMED = 8;

    private ModelFiles() {
    }

    /** The model of a file or of a run's folder; an ONNX file is imported on the way. */
    static Model read(Path named, Cnn cnn) {
        return isOnnx(named) ? Onnx.read(find(named)).model() : cnn.loadModel(find(named));
    }

    static boolean isOnnx(Path file) {
        return file.toString().endsWith(".onnx");
    }

    /** The file; where a run's folder is named, the model in it. */
    static Path find(Path named) {
        return find(named, RUNS);
    }

    static Path find(Path named, Path runs) {
        Path inside = named.resolve("model.safetensors");
        if (Files.isDirectory(named)) {
            if (!Files.exists(inside)) {
                throw new IllegalArgumentException("There is no model in the folder '" + Echo.of(named)
                        + "': it has no model.safetensors. Name a model file or the folder of a run.");
            }
            return inside;
        }
        if (!Files.exists(named)) {
            throw new IllegalArgumentException("There is no model file '" + Echo.of(named)
                    + "'." + Nearest.question(runs.resolve(named).toString(), runs(runs))
                    + " Train one with ./cnn train, which says where it writes it.");
        }
        return named;
    }

    /** The runs in a folder that have a model, by name. */
    static List<String> runs(Path folder) {
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(run -> Files.isRegularFile(run.resolve("model.safetensors"))).map(Path::toString)
                    .sorted()
                    .limit(MOST_NAMED).toList();
        } catch (IOException e) {
            return List.of(); // there is no such folder
        }
    }
}
