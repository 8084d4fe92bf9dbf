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
import java.util.stream.Stream;
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
                + "model          \\Q" + out.resolve("model.safetensors") + "\\E  \\(epoch [123] of 3\\)\n"
                + "report         \\Q" + out.resolve("report.html") + "\\E\n");
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
                + "\\d\\.\\d{4}  \\d+\\.\\d\\d %  [\\d,]+ images/s  \\d\\.\\d s(  waited for data \\d+\\.\\d\\d %)?  best");
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
    void setsAsideWhatAnEarlierRunLeft() throws IOException {
        project.pipeline();
        assertThat(train("--epochs", 1).succeeds().err()).doesNotContain("earlier run");
        byte[] first = Files.readAllBytes(out.resolve("model.safetensors"));
        assertThat(train("--epochs", 1, "--seed", 8).succeeds().err()).containsPattern("The files of an earlier run "
                + "\\(checkpoint\\.safetensors, model\\.safetensors, .*\\) are now in '\\Q" + out
                + "\\E/earlier/[0-9TZ-]+'\\.\n");
        Path earlier = only(out.resolve("earlier"));
        assertThat(Files.readAllBytes(earlier.resolve("model.safetensors"))).isEqualTo(first);
        for (String name : List.of("checkpoint.safetensors", "summary.json", "history.csv", "training.png",
                "confusion.png")) {
            assertThat(earlier.resolve(name)).isRegularFile();
            assertThat(out.resolve(name)).isRegularFile();
        }
        // a run without test images leaves no confusion matrix, and shows nobody else's
        project.pipeline("path: 'FOLDER'", "path: 'FOLDER/train'");
        train("--epochs", 1).succeeds();
        assertThat(out.resolve("confusion.png")).doesNotExist();
        assertThat(out.resolve(".lock")).isEmptyFile();
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    @Test
    void aRefusedResumeNamesWhatDiffers() {
        project.pipeline();
        train("--epochs", 1).succeeds();
        CommandRun run = train("--resume", "--set", "train.batch=8", "--seed", 4);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).endsWith("cnn: '" + out.resolve("checkpoint.safetensors") + "' belongs to another run: "
                + "seed was 3, now 4; train.batch was 4, now 8; the training images, their labels or their classes "
                + "differ; the validation images differ. Only train.epochs and train.checkpoint may change when a run goes on. Resume with "
                + "what it was started with, or leave out --resume to start anew.\n");
    }

    @Test
    void aCompleteRunIsNotTrainedOrWrittenAgain() throws IOException {
        project.pipeline();
        train().succeeds();
        var written = Files.getLastModifiedTime(out.resolve("model.safetensors"));
        byte[] bytes = Files.readAllBytes(out.resolve("model.safetensors"));
        assertThat(train("--resume").succeeds().err()).contains("This run is complete: all of its 3 epochs are done. "
                + "Ask for more with train.epochs to go on.");
        assertThat(train("--resume", "--epochs", 2).err()).endsWith("has 3 epochs, more than the 2 that train.epochs "
                + "asks for. Ask for more than 3 to go on, or leave out --resume to start anew.\n");
        assertThat(Files.getLastModifiedTime(out.resolve("model.safetensors"))).isEqualTo(written);
        assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(bytes);
    }

    @Test
    void aResumeWithoutACheckpointStartsAnewAndSaysSo() {
        project.pipeline();
        assertThat(train("--resume").succeeds().err()).contains("There is no '" + out.resolve("checkpoint.safetensors")
                + "' to go on from: training starts anew.");
    }

    @Test
    void aScheduleThatSpansTheRunJumpsAloud() {
        project.pipeline();
        train("--set", "train.schedule=warmup-cosine").succeeds();
        assertThat(train("--set", "train.schedule=warmup-cosine", "--resume", "--epochs", 5).succeeds().err())
                .containsPattern("The schedule spans the whole run, and train\\.epochs was 3, now 5: the learning rate "
                        + "jumps from \\S+ to \\S+, and the result is not that of a run of 5 epochs\\.");
    }

    @Test
    void twoMetricsOfOneIdHaveNamesOfTheirOwn() throws IOException {
        project.pipeline("validation: 0.25", "validation: 0.25, metrics: [{top-k: {k: 1}}, {top-k: {k: 2}}]");
        train("--set", "train.monitor=top-k(k=2)").succeeds();
        assertThat(Files.readAllLines(out.resolve("history.csv")).getFirst()).contains("train_top-k(k=1)",
                "train_top-k(k=2)", "validation_top-k(k=1)", "validation_top-k(k=2)");
        JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertThat(summary.at("/validation/top-k(k=2)").asDouble()).isEqualTo(1);
        assertThat(train("--set", "train.monitor=top-k").err()).contains("Training cannot be monitored by 'top-k', "
                + "which is 2 metrics. Name one of them: top-k(k=1), top-k(k=2).");
    }

    @Test
    void aFolderInThePlaceOfThePlotsIsToldBeforeTraining() throws IOException {
        project.pipeline();
        Files.createDirectories(out.resolve("training.png").resolve("full"));
        CommandRun run = train("--epochs", 1, "--resume");
        assertThat(run.err()).endsWith("cnn: '" + out.resolve("training.png") + "' is no regular file, and the run "
                + "needs that name for its own. Move it elsewhere, or choose another folder.\n");
        assertThat(run.code()).isEqualTo(1);
        assertThat(out.resolve("model.safetensors")).doesNotExist();
        assertThat(Plots.lacksFonts(new InternalError("java.lang.reflect.InvocationTargetException",
                new RuntimeException("Fontconfig head is null, check your fonts or fonts configuration")))).isTrue();
    }

    @Test
    void finiteWeightsWhoseScoresOverflowAreNotKept() {
        project.pipeline("learning-rate: 0.1", "learning-rate: 1.0e37");
        CommandRun run = train("--epochs", 1, "--set", "train.batch=24", "--set", "train.validation=0");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Training diverged in epoch 1 (learning rate 1.0E37): ");
        assertThat(out.resolve("model.safetensors")).doesNotExist();
        assertThat(out.resolve("checkpoint.safetensors")).doesNotExist();
    }

    @Test
    void aRunStaysOutOfImagesThatASplitDivides() {
        project.pipeline();
        Path data = folder.resolve("data");
        for (String source : List.of("{split: {data: {folder: {path: %s}}, test: 0.2}}",
                "{split: {data: {relabel: {data: {folder: {path: %s}}, classes: {a: b}}}, test: 0.2}}")) {
            CommandRun
                    .of("train", folder.resolve("tiny.yaml"), "--set", "data=" + source.formatted(data), "--out", data)
                    .fails(1,
                            "'" + data + "' is the folder of the images, and a run's pictures and files do not belong "
                                    + "among them. Name another folder with --out.");
        }
    }

    @Test
    void aRunStaysWhereRunsBelong() throws IOException {
        project.pipeline("name: tiny", "name: '..'");
        CommandRun.of("train", folder.resolve("tiny.yaml")).fails(1, "The pipeline's name '..' makes no name for the "
                + "run's folder, which needs a letter or a digit. Give the pipeline another name, for example 'shapes', "
                + "or name a folder with --out.");
        project.pipeline();
        Path model = Files.write(folder.resolve("m.safetensors"), new byte[9]);
        CommandRun.of("train", folder.resolve("tiny.yaml"), "--out", model).fails(1, "A run needs a folder for its "
                + "files, and '" + model + "' is a file. Name a folder: the model will be model.safetensors in it.");
        CommandRun.of("train", folder.resolve("tiny.yaml"), "--out", folder.resolve("data")).fails(1, "'"
                + folder.resolve("data")
                + "' is the folder of the images, and a run's pictures and files do not belong "
                + "among them. Name another folder with --out.");
    }

    @Test
    void anUnknownPipelineNamesTheBundledOnes() {
        CommandRun.of("train", "shape").fails(1, "There is no pipeline file 'shape', and no bundled pipeline of that "
                + "name. Did you mean 'shapes'? Give the path of a YAML file, or one of: cifar10-resnet20, fashion-mnist, fashion-resnet20, "
                + "fashion-resnet20-modern, fashion-wide, hand-drawn-shapes, mnist, shapes, shapes-basic, transfer, transfer-backbone.");
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

    @Test
    void aTestThatCannotBeMeasuredIsToldAfterAllIsWritten() throws Exception {
        // black training images leave the weights as they are; bright test images overflow
        for (String name : List.of("train/dark/0", "train/dark/1", "train/light/0", "train/light/1")) {
            black("far/" + name + ".png");
        }
        project.image("far/test/dark/0.png", 200);
        project.image("far/test/light/0.png", 250);
        project.text("tiny.yaml", """
                name: far
                seed: 3
                data: {folder: {path: '%s'}}
                preprocess: {channels: 1, normalize: {mean: [0], std: [2.0e-38]}}
                network: [flatten, dense: {units: 2, init: {constant: {value: 1}}}]
                train: {epochs: 2, batch: 4, optimizer: {sgd: {learning-rate: 0.1}}}
                """.formatted(project.path("far")));
        CommandRun run = train();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("cnn: The model of epoch 1 is trained, but could not be measured on the test "
                + "images: The model's scores are no numbers for 2 of 2 images, the first being '");
        assertThat(run.out()).contains("model          " + out.resolve("model.safetensors"));
        JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertThat(summary.get("epochs").asInt()).isEqualTo(2);
        assertThat(summary.has("test")).isFalse();
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(3);
        assertThat(out.resolve("model.safetensors")).exists();
    }

    private void black(String name) throws IOException {
        Path file = project.path(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new java.awt.image.BufferedImage(6, 6, java.awt.image.BufferedImage.TYPE_BYTE_GRAY), "png",
                file.toFile());
    }
}
