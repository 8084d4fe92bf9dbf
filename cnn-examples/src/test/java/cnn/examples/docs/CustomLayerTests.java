package cnn.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Registry;
import cnn.core.run.Cnn;
import cnn.core.run.TrainingRun;
import cnn.guice.CnnModule;
import cnn.guice.Overrides;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline of the custom layer, with its plug-in on the path and without. */
class CustomLayerTests {
    private static final Path EXAMPLE = Page.root().resolve("cnn-examples/custom-layer");
    private static final Path PIPELINE = EXAMPLE.resolve("shapes-swish.yaml");
    private static final String SERVICE = "META-INF/services/cnn.api.layer.Layer";

    @Test
    void trainsWithThePlugin(@TempDir Path jar) throws IOException {
        String source = Files.readString(EXAMPLE.resolve("src/main/java/com/example/swish/Swish.java"));
        assertThat(new Snippets().add("Swish", source).compile(jar)).isEmpty();
        Files.createDirectories(jar.resolve(SERVICE).getParent());
        Files.copy(EXAMPLE.resolve("src/main/resources").resolve(SERVICE), jar.resolve(SERVICE));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            Cnn cnn = CnnModule.create(new Overrides() {
                @Override
                protected void configure() {
                    registry().toInstance(Registry.load(loader));
                }
            });
            PipelineConfig pipeline = cnn.read(PIPELINE, "data.shapes.train=600", "data.shapes.test=300",
                    "train.epochs=3");
            try (TrainingRun run = cnn.prepare(pipeline)) {
                assertThat(run.train().test().accuracy()).as("accuracy, where guessing gives 0.33").isGreaterThan(0.6);
            }
        }
    }

    @Test
    void saysWhatIsMissingWithoutThePlugin() {
        Cnn cnn = CnnModule.create();
        assertThatThrownBy(() -> cnn.read(PIPELINE)).hasMessageContaining("shapes-swish.yaml:8")
                .hasMessageContaining("unknown layer 'swish'").hasMessageContaining("add its jar");
    }
}
