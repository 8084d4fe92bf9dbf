package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of an earlier version load and mean what they meant. SOURCE.txt beside them says how they were made. */
class EarlierFilesTests {
    private static final Path FILES = Path.of("src/test/resources/earlier");

    @TempDir private Path folder;

    @Test
    void aModelAnswersAsItDid() throws IOException {
        CommandRun run = CommandRun.of("predict", FILES.resolve("model.safetensors"), FILES.resolve("picture.png"),
                "--json", "--kernels", "scalar").succeeds();
        JsonNode top = new ObjectMapper().readTree(run.out()).get(0).get("top");
        assertThat(top.findValuesAsText("label")).containsExactly("triangle", "circle", "square");
        assertThat(top.findValuesAsText("probability")).containsExactly("0.38408827781677246", "0.3203452229499817",
                "0.29556649923324585");
    }

    @Test
    void aRunGoesOnThoughKeysHaveBeenAdded() throws IOException {
        assertThat(resume().succeeds().err()).contains("is of an earlier version, which did not note the validation "
                + "images", "epoch 2/2");
    }

    @Test
    void aKeyThatHasBeenAddedAndIsNotItsDefaultDiffers() throws IOException {
        assertThat(resume("--set", "train.loss={softmax-cross-entropy: {class-weights: [1, 2, 3]}}").err())
                .contains("train.loss.softmax-cross-entropy.class-weights[0] was absent, now 1")
                .doesNotContain("resize");
    }

    private CommandRun resume(Object... more) throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Files.copy(FILES.resolve("checkpoint.safetensors"), file);
        Files.copy(FILES.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        Object[] arguments = new Object[more.length + 11];
        System.arraycopy(new Object[] {"train", "../pipelines/shapes-basic.yaml", "--epochs", 2, "--set",
            "data.shapes.train=96", "--set", "data.shapes.test=32", "--out", folder, "--resume"}, 0, arguments, 0, 11);
        System.arraycopy(more, 0, arguments, 11, more.length);
        return CommandRun.of(arguments);
    }
}
