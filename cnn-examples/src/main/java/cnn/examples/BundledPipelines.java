package cnn.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The ready pipelines of the folder {@code pipelines/}, as they travel in the jar. */
public final class BundledPipelines {
    private static final List<String> NAMES = List.of("cifar10-resnet20", "fashion-mnist", "fashion-resnet20",
            "fashion-resnet20-modern", "fashion-wide", "hand-drawn-shapes", "mnist", "shapes", "shapes-basic",
            "transfer",
            "transfer-backbone");

    private BundledPipelines() {
    }

    /** Their names, sorted. */
    public static List<String> names() {
        return NAMES;
    }

    /** The YAML of the pipeline with this name; empty where there is none. */
    public static Optional<String> yaml(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = BundledPipelines.class.getResourceAsStream("pipelines/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks its pipeline '" + name + "'. Build it again.");
            }
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The pipeline '" + name + "' cannot be read from the jar.", e);
        }
    }
}
