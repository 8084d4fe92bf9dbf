package cnn.cli;

import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import cnn.examples.BundledPipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds a pipeline: a file, or one that is bundled, by its name alone. */
final class Pipelines {
    /** What {@code train} trains where it is told nothing. */
    static final String STANDARD = "shapes";

    private Pipelines() {
    }

    /** The pipeline, with the changes of {@code --set}. */
    static PipelineConfig read(String name, Registry registry, List<String> assignments) {
        Path file = Path.of(name);
        String[] changes = assignments.toArray(String[]::new);
        if (Files.exists(file) && !(Files.isDirectory(file) && BundledPipelines.yaml(name).isPresent())) {
            return PipelineConfig.read(file, registry, changes);
        }
        Optional<String> bundled = BundledPipelines.yaml(name.replaceFirst("\\.ya?ml$", ""));
        if (bundled.isPresent()) {
            return PipelineConfig.read("bundled pipeline '" + Echo.of(name) + "'", bundled.get(), registry, changes);
        }
        throw new IllegalArgumentException("There is no pipeline file '" + Echo.of(name)
                + "', and no bundled pipeline of that name." + Nearest.question(name, BundledPipelines.names())
                + " Give the path of a YAML file, or one of: "
                + String.join(", ", BundledPipelines.names()) + ".");
    }
}
