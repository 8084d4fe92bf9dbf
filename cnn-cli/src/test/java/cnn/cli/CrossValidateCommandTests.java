package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossValidateCommandTests {
    @TempDir private Path folder;

    @Test
    void everyPersonIsJudgedByANetworkThatNeverMetThem() throws IOException {
        TinyProject project = new TinyProject(folder);
        for (int person = 0; person < 6; person++) {
            for (int i = 0; i < 3; i++) {
                project.image("data/dark/u" + person + "." + i + ".png", 10 * i + person);
                project.image("data/light/u" + person + "." + i + ".png", 255 - 10 * i - person);
            }
        }
        Path out = project.path("folds");
        Path pipeline = project.pipeline();
        CommandRun run = CommandRun.of("cross-validate", pipeline, "--folds", 3, "--by", "/(u\\d+)\\.", "--out", out)
                .succeeds();
        assertThat(run.err()).contains("fold 1/3  test accuracy ", "fold 3/3  test accuracy ",
                "(12 images of 2 groups)");
        assertThat(run.out()).startsWith("accuracy  ").contains(" of 36 images, each judged by a network that did not "
                + "see it)", "(mean and standard deviation of 3 folds)", "group  images  accuracy");
        String written = Files.readString(out.resolve("cross-validation.json"));
        JsonNode json = new ObjectMapper().readTree(written);
        assertThat(json.get("images").asInt()).isEqualTo(36);
        assertThat(json.get("folds")).hasSize(3);
        assertThat(json.get("groups")).hasSize(6);
        int counted = 0;
        for (JsonNode row : json.get("confusion")) {
            for (JsonNode count : row) {
                counted += count.asInt();
            }
        }
        assertThat(counted).isEqualTo(36);
        assertThat(out.resolve("fold-3/model.safetensors")).exists();

        CommandRun again = CommandRun.of("cross-validate", pipeline, "--folds", 3, "--by", "/(u\\d+)\\.", "--out", out,
                "--resume", "--json").succeeds();
        assertThat(again.err()).doesNotContain("epoch 1/");
        assertThat(again.json()).isEqualTo(json);
    }

    @Test
    void saysWhatIsWrong() {
        TinyProject project = TinyProject.in(folder);
        CommandRun.of("cross-validate", project.pipeline(), "--folds", 1).fails(2,
                "Cross-validation was given 1 fold. "
                        + "Use at least 2, for example 5.\nSee ./cnn cross-validate --help.");
        CommandRun run = CommandRun.of("cross-validate", project.pipeline(), "--folds", 2, "--by", "nobody", "--out",
                project.path("x"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("The regular expression 'nobody' finds no group in 'dark/0.png'");
    }
}
