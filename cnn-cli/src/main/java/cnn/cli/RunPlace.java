package cnn.cli;

import cnn.api.Id;
import cnn.api.data.DataSource;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.pipeline.PipelineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        if (data(config).stream().anyMatch(data -> isSame(folder, data))) {
            throw new IllegalArgumentException("'" + folder + "' is the folder of the images, and a run's pictures and "
                    + "files do not belong among them. Name another folder with --out.");
        }
        return folder;
    }

    /** Where files go that are no run's: where {@code --out} says, or {@code runs/NAME-what}. */
    static Path beside(PipelineConfig config, String what, @Nullable Path out) {
        Path usual = of(config, null);
        return of(config, out != null ? out : usual.resolveSibling(usual.getFileName() + "-" + what));
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

    /** Whatever the data's keys name as a path, however deep: one source may be inside another. */
    private static List<Path> data(PipelineConfig config) {
        List<Path> paths = new ArrayList<>();
        if (config.data().getClass().isAnnotationPresent(Id.class)) {
            collect(RecordCodec.encode(DataSource.class, config.data()), paths);
        }
        return paths;
    }

    private static void collect(ConfigNode node, List<Path> into) {
        if (node instanceof ConfigNode.Items list) {
            list.items().forEach(item -> collect(item, into));
        } else if (node instanceof ConfigNode.Keys keys) {
            for (ConfigNode.Entry entry : keys.entries()) {
                if (entry.key().equals("path") && entry.value() instanceof ConfigNode.Scalar path) {
                    into.add(Path.of(path.text()));
                } else {
                    collect(entry.value(), into);
                }
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // whoever opens it says what is wrong
        }
    }
}
