package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTests {
    private static final String TUNE = """
            tune:
              trials: 4
              metric: accuracy
              ranges:
                train.optimizer.sgd.learning-rate: {log: [0.001, 0.5]}
                train.batch: {choice: [4, 8]}
                network[0].conv2d.filters: {integer: [1, 3]}
            """;

    @TempDir private Path folder;
    private TinyProject project;
    private Path pipeline;

    @BeforeEach
    void makeProject() throws IOException {
        project = TinyProject.in(folder);
        pipeline = project.text("tuned.yaml", Files.readString(project.pipeline()) + TUNE);
    }

    private CommandRun tune(Object... more) {
        Object[] all = new Object[6 + more.length];
        System.arraycopy(new Object[] {"tune", pipeline, "--out", project.path("out"), "--threads", 1}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return CommandRun.of(all);
    }

    @Test
    void findsAPipelineThatTrains() throws IOException {
        CommandRun run = tune().succeeds();
        assertThat(run.err().lines().toList()).anySatisfy(line -> assertThat(line)
                .matches(" +trial +accuracy +epochs +time +learning-rate +batch +filters"))
                .anySatisfy(line -> assertThat(line).matches(" +4 +[\\d.]+ % +3/3 +.*"));
        assertThat(run.out()).startsWith("best  trial ").contains("      train.batch=", "trial  accuracy  epochs  ",
                "pipeline  " + project.path("out/best.yaml"));
        Path best = project.path("out/best.yaml");
        assertThat(Files.readString(best)).startsWith("# The best of 4 trials, trial ").doesNotContain("tune:");
        assertThat(project.path("out/trial-4/model.safetensors")).exists();
        assertThat(Files.readString(project.path("out/tune.html"))).contains("class=\"parallel\"");
        assertThat(Files.readAllLines(project.path("out/tune.csv"))).hasSize(5);
        CommandRun.of("train", best, "--out", project.path("best")).succeeds();
    }

    @Test
    void theSameCommandGoesOnAndTellsTheSame() {
        JsonNode first = tune("--json").succeeds().json();
        assertThat(first.get("trials")).hasSize(4);
        assertThat(first.get("best").get("value").asDouble()).isBetween(0.0, 1.0);
        assertThat(first.get("best").get("values").get("train.batch").asText()).matches("4|8");
        CommandRun again = tune("--json").succeeds();
        assertThat(again.json()).isEqualTo(first);
        assertThat(again.err()).doesNotContain("accuracy");
        assertThat(tune("--json", "--set", "tune.trials=5").succeeds().json().get("trials")).hasSize(5);
        CommandRun other = tune("--set", "train.epochs=2");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("is of another search: train.epochs was 3, now 2; "
                + "tune.trials was 5, now 4. Go on with what it was begun with, of which only tune.trials may grow");
        assertThat(tune("--set", "train.epochs=2", "--anew").succeeds().err()).contains(
                "The trials of an earlier search are now in '");
    }

    @Test
    void whatFailedIsToldInItsRow() {
        CommandRun run = tune("--set", "tune.ranges={'network[0].conv2d.kernel': {choice: [3, 9]}}").succeeds();
        assertThat(run.err()).containsPattern("0/3 +.* +9 +failed: Layer 'conv2d-1'.*\\n");
        assertThat(run.out()).contains("failed");
        CommandRun none = tune("--set", "tune.ranges={train.optimizer.sgd.learning-rate: {choice: [1e30, 1e31]}}",
                "--anew");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("cnn: None of 2 trials came to anything. The first says: ");
        assertThat(none.out()).isEmpty();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path plain = project.pipeline();
        CommandRun missing = CommandRun.of("tune", plain);
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .contains("cnn: The pipeline 'tiny' has no ranges to search. Give it a section such as "
                        + "tune: {trials: 20, ranges: {train.batch: {choice: [32, 64]}}}.");
        pipeline = project.text("bad.yaml", Files.readString(plain) + TUNE.replace("log: [0.001, 0.5]",
                "log: [0, 0.5]"));
        assertThat(tune().err())
                .contains("bad.yaml:15: tune.ranges.train.optimizer.sgd.learning-rate: A range 'log' has "
                        + "two numbers, the lower one first and above 0, but was given [0.0, 0.5]. Write for example {log: "
                        + "[0.001, 0.1]}.");
    }

    /** A pipeline with ranges is one to train as well, and its search is no part of what the model comes from. */
    @Test
    void trainingPassesTheSearchOver() throws IOException {
        CommandRun.of("train", pipeline, "--out", project.path("with"), "--threads", 1).succeeds();
        CommandRun.of("train", project.pipeline(), "--out", project.path("without"), "--threads", 1).succeeds();
        assertThat(project.path("with/model.safetensors")).hasSameBinaryContentAs(
                project.path("without/model.safetensors"));
    }

    @Test
    void namesItsFilesInItsHelp() {
        assertThat(CommandRun.of("tune", "--help").succeeds().out()).contains("best.yaml", "tune.json", "tune.csv",
                "--anew");
    }
}
