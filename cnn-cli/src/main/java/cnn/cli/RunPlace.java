package cnn.cli;

import cnn.core.config.ConfigNode;
import cnn.core.pipeline.PipelineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a run's files go: where {@code --out} says, or {@code runs/NAME}, and never outside it. */
final class RunPlace {
    /** With letters of up to three bytes this is what file systems take. */
    private static final int LONGEST = 80;

    private RunPlace() {
    }

    /**
     * The folder.
     *
     * @throws IllegalArgumentException where it is none that a run can have
     */
    static Path of(PipelineConfig config, @Nullable Path out) {
        Path folder = out != null ? out : Path.of("runs", name(config.name()));
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("A run needs a folder for its files, and '" + folder + "' is a file. "
                    + (folder.toString().endsWith(".safetensors")
                            ? "Name a folder: the model will be model.safetensors in it."
                            : "Name a folder with --out."));
        }
        Path data = data(config);
        if (data != null && isSame(folder, data)) {
            throw new IllegalArgumentException("'" + folder + "' is the folder of the images, and a run's pictures and "
                    + "files do not belong among them. Name another folder with --out.");
        }
        return folder;
    }

    private static String name(String pipeline) {
        String name = pipeline.replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceFirst("^[.-]+", "");
        name = name.substring(0, Math.min(name.length(), LONGEST)).replaceFirst("[.-]+$", "");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The pipeline's name '" + pipeline.replaceAll("\\p{Cntrl}", "?")
                    + "' makes no name for the run's folder, which needs a letter or a digit. Give the pipeline another "
                    + "name, for example 'shapes', or name a folder with --out.");
        }
        return name;
    }

    private static @Nullable Path data(PipelineConfig config) {
        if (!config.data().getClass().isAnnotationPresent(cnn.api.Id.class)) {
            return null;
        }
        ConfigNode data = entry(config.encode(), "data");
        ConfigNode options = data instanceof ConfigNode.Keys keys && !keys.entries().isEmpty()
                ? keys.entries().getFirst().value()
                : null;
        return options != null && entry(options, "path") instanceof ConfigNode.Scalar path
                ? Path.of(path.text())
                : null;
    }

    private static @Nullable ConfigNode entry(ConfigNode node, String key) {
        return node instanceof ConfigNode.Keys keys
                ? keys.entries().stream().filter(entry -> entry.key().equals(key)).findFirst()
                        .map(ConfigNode.Entry::value).orElse(null)
                : null;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // whoever opens it says what is wrong
        }
    }
}
