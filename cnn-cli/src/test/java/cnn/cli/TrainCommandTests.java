package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTests {
    @TempDir private Path folder;
    private TinyProject project;
    private Path out;

    @BeforeEach
    void makeProject() {
        project = TinyProject.in(folder);
        out = folder.resolve("run");
    }

    private CommandRun train(Object... more) {
        Object[] arguments = new Object[more.length + 4];
        arguments[0] = "train";
        arguments[1] = folder.resolve("tiny.yaml");
        arguments[2] = "--out";
        arguments[3] = out;
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void printsTheResultAndNothingElse() {
        project.pipeline();
        CommandRun run = train().succeeds();
        assertThat(run.out()).matches("test accuracy  \\d+\\.\\d\\d %  \\(24 images, loss \\d\\.\\d{4}\\)\n"
                + "model          \\Q" + out.resolve("model.safetensors") + "\\E  \\(epoch [123] of 3\\)\n");
    }

    @Test
    void saysOnStandardErrorWhatItDoes() {
        project.pipeline();
        List<String> lines = train("--threads", 1, "--kernels", "scalar").succeeds().err().lines().toList();
        assertThat(lines).hasSize(8);
        assertThat(lines.subList(0, 5)).containsExactly("pipeline  tiny, seed 3",
                "data      18 training images, 6 validation, 24 test (6, 6, 1) of 2 classes",
                "network   4 layers, 86 parameters, 352 multiply-adds", "into      " + out,
                "training  3 epochs of 5 steps of 4 images on 1 thread, kernels scalar");
        assertThat(lines.get(5)).matches("epoch 1/3  loss \\d\\.\\d{4}  accuracy \\d+\\.\\d\\d %  validation "
                + "\\d\\.\\d{4}  \\d+\\.\\d\\d %  [\\d,]+ images/s  \\d\\.\\d s  best");
    }

    @Test
    void leavesASummaryThatProgramsCanRead() throws Exception {
        project.pipeline();
        train("--threads", 2, "--kernels", "scalar", "--seed", 9).succeeds();
        JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertThat(summary.at("/test/accuracy").isNumber()).isTrue();
        assertThat(summary.at("/test/loss").isNumber()).isTrue();
        assertThat(summary.at("/validation/accuracy").isNumber()).isTrue();
        assertThat(summary.get("epochs").asInt()).isEqualTo(3);
        assertThat(summary.get("steps").asInt()).isEqualTo(15);
        assertThat(summary.get("seconds").asDouble()).isPositive();
        assertThat(summary.get("imagesPerSecond").asDouble()).isPositive();
        assertThat(summary.get("dataWait").asDouble()).isBetween(0.0, 1.0);
        assertThat(summary.get("parameters").asInt()).isEqualTo(86);
        assertThat(summary.get("seed").asLong()).isEqualTo(9);
        assertThat(summary.get("threads").asInt()).isEqualTo(2);
        assertThat(summary.get("kernels").asText()).isEqualTo("scalar");
        assertThat(summary.get("end").asText()).isEqualTo("completed");
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(Files.readAllBytes(out.resolve("model.safetensors")));
        assertThat(summary.get("modelSha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void leavesHistoryAndPlots() throws IOException {
        project.pipeline();
        train().succeeds();
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(4).first().asString()
                .startsWith("epoch,steps,learning_rate,train_loss,train_accuracy,validation_loss");
        assertThat(ImageIO.read(out.resolve("training.png").toFile()).getWidth()).isGreaterThan(800);
        assertThat(ImageIO.read(out.resolve("confusion.png").toFile()).getWidth()).isGreaterThan(300);
    }

    @Test
    void resumesToTheSameModel() throws IOException {
        project.pipeline();
        train("--set", "train.schedule=constant").succeeds();
        byte[] straight = Files.readAllBytes(out.resolve("model.safetensors"));
        out = folder.resolve("resumed");
        train("--epochs", 1, "--set", "train.schedule=constant").succeeds();
        CommandRun run = train("--resume", "--set", "train.schedule=constant").succeeds();
        assertThat(run.err()).contains("going on with epoch 2").doesNotContain("epoch 1/3");
        JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertThat(summary.get("steps").asInt()).isEqualTo(15);
        assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(straight);
    }

    @Test
    void saysThatAnEarlierModelIsReplaced() {
        project.pipeline();
        assertThat(train("--epochs", 1).err()).doesNotContain("in place of");
        assertThat(train("--epochs", 1).err())
                .contains("into      " + out + ", in place of the model of an earlier run");
    }

    @Test
    void anUnknownPipelineNamesTheBundledOnes() {
        CommandRun.of("train", "shape").fails(1, "There is no pipeline file 'shape', and no bundled pipeline of that "
                + "name. Give the path of a YAML file, or one of: fashion-mnist, hand-drawn-shapes, mnist, shapes, "
                + "shapes-basic.");
    }

    @Test
    void anUnknownKeyNamesTheNearestAndTheLine() {
        Path file = project.pipeline("batch: 4", "bacth: 4");
        CommandRun run = train();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: " + file + ":10: train").contains("'bacth'", "'batch'");
    }

    @Test
    void anUnknownIdNamesTheNearestAndTheLine() {
        Path file = project.pipeline("- relu", "- rleu");
        CommandRun run = train();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: " + file + ":7: network[1]").contains("unknown layer 'rleu'", "'relu'");
    }

    @Test
    void aWrongTypeNamesTheKeyAndTheLine() {
        Path file = project.pipeline("epochs: 3", "epochs: many");
        CommandRun run = train();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: " + file + ":10: train.epochs").contains("many");
    }

    @Test
    void aWrongAssignmentIsWrongUsage() {
        project.pipeline();
        assertThat(train("--set", "train.epoch=3").code()).isEqualTo(2);
        CommandRun run = train("--set", "train");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("cnn: --set train: expected key=value, for example train.epochs=3.\n");
    }

    @Test
    void shapesThatDoNotFitNameTheLayerAndTheFix() {
        project.pipeline("kernel: 3", "kernel: 9");
        CommandRun run = train();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("'conv2d-1'", "(6, 6, 1)", "9");
        assertThat(out).doesNotExist();
    }

    @Test
    void aNetworkWithTooFewOutputsIsRejected() {
        project.pipeline("units: 2", "units: 5");
        CommandRun run = train();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("5", "2");
    }

    @Test
    void aLossThatTurnsNanKeepsTheLastGoodModel() throws IOException {
        project.pipeline("learning-rate: 0.1", "learning-rate: 1.0e30");
        CommandRun run = train();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsPattern("cnn: The loss became \\S+ in epoch 1, step \\d+ \\(learning rate 1.0E30\\)");
        assertThat(out.resolve("model.safetensors")).doesNotExist();
    }

    @Test
    void aRunThatDivergesLeavesTheModelOfAnEarlierRun() throws IOException {
        project.pipeline();
        train().succeeds();
        byte[] before = Files.readAllBytes(out.resolve("model.safetensors"));
        assertThat(train("--set", "train.optimizer.sgd.learning-rate=1.0e30").code()).isEqualTo(1);
        assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(before);
    }

    @Test
    void anOutputFolderThatCannotBeMadeIsFoundBeforeTraining() {
        project.pipeline();
        out = project.text("file", "not a folder").resolve("run");
        CommandRun run = train();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Cannot write to the folder '" + out + "'").doesNotContain("epoch 1/3");
    }
}
