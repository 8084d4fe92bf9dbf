package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Several labels and numbers from a CSV file, through every command. */
@Execution(ExecutionMode.CONCURRENT)
class TargetCommandsTests {
    @TempDir private Path folder;

    private TinyProject project;
    private String csv;

    /** Grey pictures: a label for those that are light, one for those that are neither black nor white, and how light. */
    @BeforeEach
    void draw() {
        project = new TinyProject(folder);
        StringBuilder table = new StringBuilder("file,light,middling,lightness,part\n");
        for (int i = 0; i < 48; i++) {
            int grey = 5 * i;
            project.image("pictures/" + i + ".png", grey);
            table.append(String.format(Locale.ROOT, "pictures/%d.png,%d,%d,%.3f,%s%n", i, grey >= 128 ? 1 : 0,
                    grey >= 80 && grey < 176 ? 1 : 0, grey / 255.0, i % 4 == 3 ? "test" : "train"));
        }
        csv = project.text("pictures.csv", table.toString()).toString();
    }

    /** The last digit of a picture's number. */
    private static final String BY = "(\\d)\\.png";

    private Path pipeline(String target, int units, String loss, String metrics) {
        return project.text("p.yaml", """
                name: greys
                seed: 3
                data: {csv: {path: %s, targets: {%s}, part: part}}
                network:
                  - flatten
                  - dense: {units: 16}
                  - relu
                  - dense: {units: %d}
                train:
                  epochs: 60
                  batch: 8
                  optimizer: {adamw: {learning-rate: 0.02}}
                  loss: %s
                  metrics: %s
                """.formatted(csv, target, units, loss, metrics));
    }

    private Path labels() {
        return pipeline("shades: {labels: [light, middling]}", 2, "binary-cross-entropy",
                "[f1, exact-match, label-accuracy]");
    }

    private Path numbers() {
        return pipeline("shades: {numbers: [lightness]}", 1, "mean-squared-error", "[mean-absolute-error, r2]");
    }

    private static String stripped(String text) {
        return text.replaceAll("(?m) +$", "");
    }

    @Test
    void severalLabels() throws IOException {
        Path run = folder.resolve("run");
        CommandRun trained = CommandRun.of("train", labels(), "--out", run).succeeds();
        assertThat(trained.err()).contains("data      36 training images, 12 test (6, 6, 1) of 2 labels\n")
                .containsPattern("epoch  1/60  loss \\d\\.\\d{4}  [\\d,]+ images/s").doesNotContain("accuracy");
        assertThat(trained.out())
                .containsPattern("^test F1 {8}\\d+\\.\\d\\d %  \\(12 images, loss \\d\\.\\d+\\)\nmodel  ");
        assertThat(run.resolve("confusion.png")).doesNotExist();
        assertThat(run.resolve("training.png")).exists();
        assertThat(Files.readString(run.resolve("history.csv"))).startsWith("epoch,steps,learning_rate,train_loss,"
                + "train_exact-match,train_f1,train_label-accuracy,validation_loss,");
        JsonNode summary = new CommandRun(0, Files.readString(run.resolve("summary.json")), "").json();
        assertThat(summary.get("test").fieldNames()).toIterable().containsExactly("images", "loss", "threshold",
                "microF1", "macroF1", "exactMatch", "labelAccuracy");

        String spec = "csv:{path: '" + csv + "', targets: {shades: {labels: [light, middling]}}, part: part}";
        String report = CommandRun.of("evaluate", run, "--data", spec).succeeds().out();
        assertThat(report)
                .containsPattern("^F1 {8}\\d+\\.\\d\\d %  \\(all labels together; \\d+\\.\\d\\d % is the labels' "
                        + "mean\\)\nexact {5}\\d+\\.\\d\\d %  \\(all labels right in \\d+ of 12 images\\)\nlabels {4}\\d+\\.\\d\\d %  "
                        + "\\(share of labels that are right, predicted from 50\\.00 % on\\)\npart {6}test\nloss {6}\\d\\.\\d+\n\n"
                        + "label +images +precision +recall +F1\nlight +6 ");
        JsonNode json = CommandRun.of("evaluate", run, "--data", spec, "--json").succeeds().json();
        assertThat(json.get("microF1").asDouble()).isGreaterThan(0.8);
        assertThat(json.get("labels").get(0).get("name").asText()).isEqualTo("light");
        assertThat(json.get("labels").get(0).get("images").asInt()).isEqualTo(6);
        assertThat(json.has("accuracy")).isFalse();
        assertThat(CommandRun.of("evaluate", run, "--data", spec, "--by", BY).succeeds().out())
                .containsPattern("\n\ngroup  images +F1 +exact\n +\\d +\\d +\\d+\\.\\d\\d % +\\d+\\.\\d\\d %\n");
        JsonNode groups = CommandRun.of("evaluate", run, "--data", spec, "--by", BY, "--json").succeeds().json()
                .get("groups");
        assertThat(groups).hasSize(5); // 3, 7, 1, 5, 9: every fourth picture is of the test
        assertThat(groups.get(0).get("microF1").asDouble())
                .isLessThanOrEqualTo(groups.get(4).get("microF1").asDouble(1));

        Path picture = project.image("white.png", 250);
        assertThat(CommandRun.of("predict", run, picture).succeeds().out()).matches(picture
                + "  light \\d+\\.\\d\\d %  \\(middling \\d+\\.\\d\\d %\\)\n");
        assertThat(CommandRun.of("predict", run, project.image("black.png", 4), "--threshold", "0.99").succeeds().out())
                .contains("  no label  (");
        JsonNode answer = CommandRun.of("predict", run, picture, "--json").succeeds().json().get(0);
        assertThat(answer.get("labels").get(0).asText()).isEqualTo("light");
        assertThat(answer.get("threshold").asDouble()).isEqualTo(0.5);
        assertThat(answer.get("probabilities").fieldNames()).toIterable().containsExactly("light", "middling");
        CommandRun.of("predict", run, picture, "--threshold", "2").fails(2,
                "--threshold is a probability from 0 to 1 but "
                        + "was given 2.0.\nSee ./cnn predict --help.");

        assertThat(CommandRun.of("summary", run).succeeds().out()).contains("labels      light, middling\n")
                .containsPattern("test {8}loss \\d");
    }

    @Test
    void numbersAreToldByName() {
        Path run = folder.resolve("run");
        CommandRun trained = CommandRun.of("train", numbers(), "--out", run).succeeds();
        assertThat(trained.err()).contains("(6, 6, 1) of 1 number\n");
        assertThat(trained.out()).containsPattern("^test error {5}\\S+  \\(12 images, loss \\S+\\)\nmodel  ");
        String spec = "csv:{path: '" + csv + "', targets: {shades: {numbers: [lightness]}}, part: part}";
        String report = CommandRun.of("evaluate", run, "--data", spec).succeeds().out();
        assertThat(stripped(report)).containsPattern("^error {5}\\S+  \\(mean distance from the target, 12 images\\)\n"
                + "R² {8}0\\.\\d{4}  \\(share of the targets' variance that is predicted\\)\npart {6}test\nloss {6}\\S+\n\n"
                + "number +mean error +root mean square +R²\nlightness +\\S+ +\\S+ +0\\.\\d{4}");
        JsonNode json = CommandRun.of("evaluate", run, "--data", spec, "--json").succeeds().json();
        assertThat(json.get("r2").asDouble()).isGreaterThan(0.8);
        assertThat(json.get("numbers").get(0).get("rootMeanSquaredError").asDouble())
                .isGreaterThanOrEqualTo(json.get("meanAbsoluteError").asDouble());

        assertThat(CommandRun.of("evaluate", run, "--data", spec, "--by", BY).succeeds().out())
                .containsPattern("\n\ngroup  images +error\n +\\d +\\d +\\S+\n");

        Path picture = project.image("white.png", 200);
        assertThat(CommandRun.of("predict", run, picture).succeeds().out())
                .matches(picture + "  lightness 0\\.\\d{4}\n");
        assertThat(
                CommandRun.of("predict", run, picture, "--json").succeeds().json().get(0).get("values").get("lightness")
                        .asDouble())
                .isCloseTo(200 / 255.0, within(0.15));
        assertThat(CommandRun.of("summary", run).succeeds().out()).contains("numbers     lightness\n");
    }

    @Test
    void severalOutputs() throws IOException {
        Path pipeline = project.text("two.yaml", """
                name: two
                seed: 3
                data:
                  csv:
                    path: %s
                    targets: {shades: {labels: [light, middling]}, how: {numbers: [lightness]}}
                    part: part
                network:
                  - flatten
                  - dense: {units: 16}
                  - relu: {}
                    name: trunk
                  - dense: {units: 2}
                    name: shade-scores
                  - dense: {units: 1}
                    name: lightness
                    from: trunk
                outputs:
                  shades: {layer: shade-scores, loss: binary-cross-entropy, metrics: [f1]}
                  brightness: {layer: lightness, target: how, loss: mean-squared-error, weight: 2, metrics: [r2]}
                train:
                  epochs: 60
                  batch: 8
                  optimizer: {adamw: {learning-rate: 0.02}}
                """.formatted(csv));
        Path run = folder.resolve("run");
        CommandRun trained = CommandRun.of("train", pipeline, "--out", run).succeeds();
        assertThat(trained.err()).contains("of 2 labels (shades), 1 number (how)\nnetwork   5 layers, ");
        assertThat(trained.out()).containsPattern("^test F1 {8}\\S+ %  \\(shades, loss \\S+\\)\n"
                + "test error {5}\\S+  \\(brightness, loss \\S+\\)\nmodel  ");
        assertThat(Files.readString(run.resolve("history.csv"))).startsWith("epoch,steps,learning_rate,train_loss,"
                + "train_brightness/loss,train_brightness/r2,train_shades/f1,train_shades/loss,");
        JsonNode summary = new CommandRun(0, Files.readString(run.resolve("summary.json")), "").json();
        assertThat(summary.get("test").get("outputs").fieldNames()).toIterable().containsExactly("shades",
                "brightness");

        String spec = "csv:{path: '" + csv + "', part: part, targets: {shades: {labels: [light, middling]}, "
                + "how: {numbers: [lightness]}}}";
        assertThat(CommandRun.of("evaluate", run, "--data", spec).succeeds().out()).containsPattern("^part {6}test\n"
                + "loss {6}\\S+  \\(sum of the outputs' losses, each times its weight\\)\n\noutput shades\nF1 ")
                .containsPattern("\n\noutput brightness\nerror {5}\\S+ ");
        JsonNode json = CommandRun.of("evaluate", run, "--data", spec, "--json").succeeds().json();
        assertThat(json.get("outputs").get("shades").get("microF1").asDouble()).isGreaterThan(0.8);
        assertThat(json.get("loss").asDouble()).isCloseTo(json.get("outputs").get("shades").get("loss").asDouble()
                + 2 * json.get("outputs").get("brightness").get("loss").asDouble(), within(1e-9));

        assertThat(CommandRun.of("evaluate", run, "--data", spec, "--by", BY).succeeds().out())
                .containsPattern(
                        "\n\ngroup  images +loss  shades F1  brightness error\n +\\d +\\d +\\S+ +\\S+ % +\\S+\n");

        Path picture = project.image("white.png", 250);
        assertThat(CommandRun.of("predict", run, picture).succeeds().out()).matches(picture + "  shades: light \\S+ %  "
                + "\\(middling \\S+ %\\); brightness: lightness \\S+\n");
        JsonNode answer = CommandRun.of("predict", run, picture, "--json").succeeds().json().get(0).get("outputs");
        assertThat(answer.get("shades").get("labels").get(0).asText()).isEqualTo("light");
        assertThat(answer.get("brightness").get("values").get("lightness").asDouble()).isCloseTo(1, within(0.2));
        assertThat(CommandRun.of("summary", run).succeeds().out()).contains("total         5 layers ")
                .contains("shades      labels of layer shade-scores: light, middling\n")
                .contains("brightness  numbers of layer lightness: lightness\n").doesNotContain("joined");
        CommandRun.of("summary", pipeline).succeeds();

        CommandRun crossed = CommandRun.of("cross-validate", pipeline, "--folds", 2, "--by", BY, "--out",
                folder.resolve("folds"), "--set", "train.epochs=2").succeeds();
        assertThat(crossed.err()).containsPattern("fold 1/2  test loss \\S+  \\(");
        assertThat(crossed.out()).containsPattern("^images    48 .*\nloss      .*\n\noutput shades\nfolds .*F1\\)\nF1 ")
                .containsPattern("\n\noutput brightness\nfolds .*error\\)\nerror ")
                .contains("\n\ngroup  images ");

        Path parts = folder.resolve("parts");
        Path whole = folder.resolve("whole");
        CommandRun.of("train", pipeline, "--out", whole, "--epochs", 4).succeeds();
        CommandRun.of("train", pipeline, "--out", parts, "--epochs", 2).succeeds();
        CommandRun.of("train", pipeline, "--out", parts, "--epochs", 4, "--resume").succeeds();
        assertThat(Files.mismatch(whole.resolve("model.safetensors"), parts.resolve("model.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    void labelsAndNumbersAreCrossValidated() throws IOException {
        Path out = folder.resolve("label-folds");
        CommandRun run = CommandRun.of("cross-validate", labels(), "--folds", 3, "--by", BY, "--out", out, "--set",
                "train.epochs=20").succeeds();
        assertThat(run.err()).containsPattern("fold 1/3  test F1 \\d+\\.\\d\\d %  \\(\\d+ images of \\d groups\\)");
        assertThat(run.out()).containsPattern("^F1 {8}\\d+\\.\\d\\d %  .*\nexact .*\nlabels .*\nimages    48  "
                + "\\(each judged by a network that did not see it\\)\nfolds     \\d+\\.\\d\\d % ± \\d+\\.\\d\\d %  \\(mean "
                + "and standard deviation of 3 folds: F1\\)\n\nlabel  .*\nlight .*\nmiddling .*\n\ngroup  images +F1 +exact\n");
        JsonNode json = new ObjectMapper().readTree(Files.readString(out.resolve("cross-validation.json")));
        assertThat(json.get("images").asInt()).isEqualTo(48);
        assertThat(json.get("figure").asText()).isEqualTo("microF1");
        assertThat(json.get("mean").asDouble()).isBetween(0.0, 1.0);
        assertThat(json.get("folds").get(2).get("microF1").asDouble()).isBetween(0.0, 1.0);
        assertThat(json.get("labels")).hasSize(2);
        assertThat(json.get("groups")).hasSize(10);

        CommandRun numbers = CommandRun.of("cross-validate", numbers(), "--folds", 2, "--out", folder.resolve("folds"),
                "--set", "train.epochs=20").succeeds();
        assertThat(numbers.err()).containsPattern("fold 2/2  test error \\S+  \\(24 images\\)");
        assertThat(numbers.out())
                .containsPattern("^error .*\nR² .*\nimages    48 .*\nfolds     \\S+ ± \\S+  \\(mean and "
                        + "standard deviation of 2 folds: error\\)\n\nnumber ");
    }

    @Test
    void aRunThatGoesOnEndsInTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        CommandRun.of("train", labels(), "--out", whole, "--epochs", 4).succeeds();
        CommandRun.of("train", labels(), "--out", parts, "--epochs", 2).succeeds();
        CommandRun.of("train", labels(), "--out", parts, "--epochs", 4, "--resume").succeeds();
        assertThat(Files.mismatch(whole.resolve("model.safetensors"), parts.resolve("model.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    void aLossForClassesIsRefusedBeforeTraining() {
        CommandRun
                .of("train", pipeline("shades: {labels: [light, middling]}", 2, "softmax-cross-entropy", "[]"), "--out",
                        folder.resolve("run"))
                .fails(1, "The loss softmax-cross-entropy compares scores with a class or a soft label, "
                        + "but the data has several labels for every image: the labels light, middling. Set train.loss to "
                        + "what takes them: binary-cross-entropy.");
    }
}
