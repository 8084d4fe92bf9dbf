package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.run.Cnn;
import cnn.guice.CnnModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that no training writes are refused alike by every way in, naming file, tensor or layer, and the cure. */
class ModelsThatDoNotHoldTests {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NaN             | tensor 'conv2d-1/weights' has NaN at index 0, and every weight must be a finite number.
            stride-overflow | Layer 'conv2d-10' Conv2d[filters=17, kernel=2x2, stride=1x1, padding=valid, dilation=1x1, \
            groups=1, bias=true, init=GlorotUniform[]] cannot take (1, 3, 33):
            empty-huge-axis | no layer of its network has a parameter for tensor 'zz' F32 (0, 4294967296).
            """)
    void everyWayInRefusesThem(String name, String problem) throws IOException {
        TinyProject project = TinyProject.in(folder);
        Path model = folder.resolve(name + ".safetensors");
        try (var in = Objects.requireNonNull(ModelsThatDoNotHoldTests.class.getResourceAsStream("/models/model-" + name
                + ".safetensors"))) {
            Files.write(model, in.readAllBytes());
        }
        String message = "cnn: '" + model + "' does not hold together: " + problem;
        refused(CommandRun.of("summary", model), message);
        refused(CommandRun.of("predict", model, project.image("one.png", 9)), message);
        refused(CommandRun.of("predict", model, "--json", project.image("one.png", 9)), message);
        refused(CommandRun.of("evaluate", model, "--data", "folder:" + project.path("data")), message);
        try (Cnn cnn = CnnModule.create()) {
            assertThatThrownBy(() -> cnn.loadModel(model)).isInstanceOf(IllegalArgumentException.class)
                    .satisfies(thrown -> assertThat(thrown.getMessage()).contains(problem)
                            .endsWith("by training."));
            assertThatThrownBy(() -> cnn.predictor(model)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(problem);
        }
    }

    private static void refused(CommandRun run, String message) {
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(message).endsWith("by training.\n");
    }
}
