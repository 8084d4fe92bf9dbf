package cnn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundledPipelinesTests {
    @Test
    void areThoseOfTheFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "pipelines"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(BundledPipelines.names());
        }
    }

    @Test
    void areCalledWhatTheirFileIsCalledAndCanBeRead() {
        Registry registry = Registry.load();
        for (String name : BundledPipelines.names()) {
            PipelineConfig config = PipelineConfig.read(name, BundledPipelines.yaml(name).orElseThrow(), registry);
            assertThat(config.name()).isEqualTo(name);
        }
    }

    @Test
    void haveNoOthers() {
        assertThat(BundledPipelines.yaml("../pipelines/shapes")).isEmpty();
    }
}
