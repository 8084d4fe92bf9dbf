package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTests {
    @TempDir private static Path folder;
    private static TinyProject project;
    private static Path model;

    @BeforeAll
    static void train() {
        project = TinyProject.in(folder);
        model = project.model();
        // labels that a model cannot know, beside such as it does
        for (int i = 0; i < 12; i++) {
            project.image("doubtful/dark/" + i + ".png", i < 3 ? 250 - i : 8 * i);
            project.image("doubtful/light/" + i + ".png", i < 3 ? 5 + i : 255 - 8 * i);
        }
    }

    private static String doubtful() {
        return "folder:" + project.path("doubtful");
    }

    @Test
    void tellsBeforeAndAfterAndWritesTheModel() {
        Path out = project.path("calibrated.safetensors");
        CommandRun run = CommandRun.of("calibrate", model, "--data", doubtful(), "--out", out).succeeds();
        assertThat(run.out().lines().toList().getFirst()).matches("temperature  \\d+\\.\\d+  \\(24 images, all\\)");
        assertThat(run.out()).contains("log loss").contains("calibration error").contains("accuracy")
                .endsWith("model  " + out + "\n");
        assertThat(run.err()).isEmpty();
        JsonNode before = CommandRun.of("evaluate", model, "--data", doubtful(), "--json").succeeds().json();
        JsonNode after = CommandRun.of("evaluate", out, "--data", doubtful(), "--json").succeeds().json();
        assertThat(after.get("loss").asDouble()).isLessThan(before.get("loss").asDouble());
        assertThat(after.get("accuracy")).isEqualTo(before.get("accuracy"));
        assertThat(CommandRun.of("summary", out).succeeds().out()).contains("temperature-1").contains("calibration");
    }

    @Test
    void writesIntoTheModelItselfUnlessToldOtherwise() throws IOException {
        Path copy = project.path("copy/model.safetensors");
        Files.createDirectories(copy.getParent());
        Files.copy(model, copy);
        JsonNode json = CommandRun.of("calibrate", copy.getParent(), "--data", doubtful(), "--json").succeeds().json();
        assertThat(json.get("model").asText()).isEqualTo(copy.toString());
        assertThat(json.get("images").asInt()).isEqualTo(24);
        assertThat(json.at("/after/logLoss").asDouble()).isLessThan(json.at("/before/logLoss").asDouble());
        assertThat(json.at("/after/accuracy")).isEqualTo(json.at("/before/accuracy"));
        assertThat(Files.mismatch(model, copy)).isNotNegative();
        // a second time has nothing left to find
        JsonNode again = CommandRun.of("calibrate", copy, "--data", doubtful(), "--json").succeeds().json();
        assertThat(again.get("temperature").asDouble()).isBetween(0.999, 1.001);
    }

    @Test
    void neverTakesTestImagesUnasked() {
        String data = "folder:" + project.path("data");
        CommandRun.of("calibrate", model, "--data", data).fails(1,
                "The data has no validation part, which decides how sure "
                        + "a model should be. Split one off, for example with --data 'split:{data: {folder: {path: DIR}}, "
                        + "validation: 0.1}', or choose another with --part.");
        Path out = project.path("by-test.safetensors");
        CommandRun run = CommandRun.of("calibrate", model, "--data", doubtful(), "--part", "test", "--out", out);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("The data has no test part");
    }

    @Test
    void takesTheValidationImagesOfTheModelsOwnPipeline() {
        Path out = project.path("own.safetensors");
        CommandRun run = CommandRun.of("calibrate", model, "--out", out);
        // the tiny project's are so easy that all are told right, or few enough to fit
        if (run.code() == 0) {
            assertThat(run.out()).contains("(6 images, validation)");
        } else {
            assertThat(run.err()).contains("No temperature fits these 6 images");
        }
    }
}
