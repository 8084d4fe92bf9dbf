package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTests {
    @TempDir private static Path folder;
    private static TinyProject project;
    private static Path model;
    private static Path dark;
    private static Path light;

    @BeforeAll
    static void train() {
        project = TinyProject.in(folder);
        model = project.model();
        dark = project.image("dark.png", 20);
        light = project.image("lighter.png", 240);
    }

    @Test
    void answersWithALineForEachImage() {
        CommandRun run = CommandRun.of("predict", model, dark, light).succeeds();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out()).matches("\\S+dark\\.png     dark \\d+\\.\\d\\d %  \\(light \\d+\\.\\d\\d %\\)\n"
                + "\\S+lighter\\.png  light \\d+\\.\\d\\d %  \\(dark \\d+\\.\\d\\d %\\)\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void takesTheFolderOfARun() {
        CommandRun run = CommandRun.of("predict", model.getParent(), dark, "--top", 1).succeeds();
        assertThat(run.out()).matches("\\S+dark\\.png  dark \\d+\\.\\d\\d %\n");
    }

    @Test
    void answersInJson() {
        JsonNode json = CommandRun.of("predict", model, dark, light, "--json", "--top", 9).succeeds().json();
        assertThat(json).hasSize(2);
        assertThat(json.at("/0/image").asText()).isEqualTo(dark.toString());
        assertThat(json.at("/0/label").asText()).isEqualTo("dark");
        assertThat(json.at("/1/label").asText()).isEqualTo("light");
        assertThat(json.at("/0/top")).hasSize(2);
        assertThat(json.at("/0/top/0/probability").asDouble()).isEqualTo(json.at("/0/probability").asDouble());
        assertThat(json.at("/0/top/0/probability").asDouble() + json.at("/0/top/1/probability").asDouble())
                .isCloseTo(1, within(1e-5));
    }

    @Test
    void anImageThatCannotBeReadDoesNotStopTheOthers() {
        Path broken = project.text("broken.png", "this is no picture");
        CommandRun run = CommandRun.of("predict", model, broken, dark, "--json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: ").contains(broken.toString()).hasLineCount(1);
        assertThat(run.json().at("/0/error").asText()).contains(broken.toString());
        assertThat(run.json().at("/1/label").asText()).isEqualTo("dark");
    }

    @Test
    void anImageThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.png");
        CommandRun run = CommandRun.of("predict", model, missing, dark);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: ").contains(missing.toString()).hasLineCount(1);
        assertThat(run.out()).contains("dark.png");
    }

    @Test
    void aModelThatIsNotThereIsNamed() {
        CommandRun.of("predict", folder.resolve("none.safetensors"), dark).fails(1, "There is no model file '"
                + folder.resolve("none.safetensors")
                + "'. Train one with ./cnn train, which says where it writes it.");
        CommandRun.of("predict", folder.resolve("data"), dark).fails(1, "There is no model in the folder '"
                + folder.resolve("data")
                + "': it has no model.safetensors. Name a model file or the folder of a run.");
    }

    @Test
    void aTruncatedModelIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        for (int length : new int[] {0, 4, 100, bytes.length / 2, bytes.length - 1}) {
            Path damaged = Files.write(folder.resolve("damaged.safetensors"), Arrays.copyOf(bytes, length));
            CommandRun run = CommandRun.of("predict", damaged, dark);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("cnn: ").contains(damaged.toString()).doesNotContain("Exception");
        }
    }

    @Test
    void aModelWhosePluginIsAbsentNamesWhatIsMissing() throws IOException {
        String file = new String(Files.readAllBytes(model), StandardCharsets.ISO_8859_1);
        assertThat(file).contains("conv2d");
        Path foreign = Files.write(folder.resolve("foreign.safetensors"),
                file.replace("conv2d", "warp2d").getBytes(StandardCharsets.ISO_8859_1));
        CommandRun run = CommandRun.of("predict", foreign, dark);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(foreign.toString(), "unknown layer 'warp2d'",
                "If a plug-in brings 'warp2d', add its jar");
    }
}
