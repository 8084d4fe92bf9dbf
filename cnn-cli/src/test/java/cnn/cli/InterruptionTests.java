package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal ends a JVM, so this runs one of its own. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process can only be killed")
class InterruptionTests {
    @TempDir private Path folder;

    private ProcessBuilder training(TinyProject project, Path out, String... more) {
        return command("train", project.pipeline(), out, more);
    }

    private static ProcessBuilder command(String name, Path pipeline, Path out, String... more) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx256m", "-cp", System.getProperty("java.class.path"), "cnn.cli.Main", name,
                pipeline.toString(), "--out", out.toString(), "--kernels", "scalar"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed=3", "train.checkpoint={every: 1 step}"})
    void whereverARunIsKilledItEndsInTheSameModel(String set) throws Exception {
        TinyProject project = TinyProject.in(folder);
        Path straight = folder.resolve("straight");
        String[] epochs = {"--epochs", "60"};
        CommandRun.of("train", project.pipeline(), "--out", straight, "--kernels", "scalar", "--epochs", 60,
                "--set", set).succeeds();
        Path out = folder.resolve("killed");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            Process process = training(project, out, "--resume", epochs[0], epochs[1], "--set", set).start();
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
                String line = said.readLine();
                while (line != null && !line.startsWith("training")) {
                    line = said.readLine();
                }
                Thread.sleep(random.nextInt(60));
                process.destroyForcibly();
                process.waitFor();
            }
        }
        CommandRun.of("train", project.pipeline(), "--out", out, "--kernels", "scalar", "--epochs", 60, "--resume",
                "--set", set)
                .succeeds();
        assertThat(Files.mismatch(straight.resolve("model.safetensors"), out.resolve("model.safetensors")))
                .as("seed " + seed).isEqualTo(-1);
        try (var files = Files.list(out)) {
            // earlier: a model that was written when its run was killed before the first checkpoint
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("earlier")))
                    .containsExactlyInAnyOrder("model.safetensors",
                            "checkpoint.safetensors", "summary.json", "history.csv", "training.png", "confusion.png",
                            "report.html", ".lock");
        }
    }

    @Test
    void aFlightRecordingIsWrittenFirst() throws Exception {
        Path recording = folder.resolve("run.jfr");
        ProcessBuilder training = training(TinyProject.in(folder), folder.resolve("run"), "--epochs", "100000");
        training.command().add(1, "-XX:StartFlightRecording=filename=" + recording + ",dumponexit=true");
        Process process = training.start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                if (line.matches("epoch +3/.*")) {
                    process.toHandle().destroy();
                }
            }
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(said.toString()).isEqualTo(1);
        assertThat(recording).as(said.toString()).isNotEmptyFile();
    }

    @Test
    void theLastCompleteEpochIsKept() throws Exception {
        TinyProject project = TinyProject.in(folder);
        Path out = folder.resolve("run");
        Process process = training(project, out, "--epochs", "100000").redirectErrorStream(false)
                .redirectOutput(new File(folder.toFile(), "output")).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                said.append(line).append('\n');
                if (line.matches("epoch +3/.*")) {
                    process.toHandle().destroy(); // process.destroy() would close the streams as well
                }
            }
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(said.toString()).isEqualTo(1);
        assertThat(said).containsPattern("cnn: Interrupted\\. Epoch \\d+ is the last that is complete; \\S+model\\."
                + "safetensors is the model of epoch \\d+\\. To go on, give the same command with --resume\\.\n$");
        assertThat(folder.resolve("output")).isEmptyFile();
        JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertThat(summary.get("end").asText()).isEqualTo("interrupted");
        int epochs = summary.get("epochs").asInt();
        assertThat(epochs).isGreaterThanOrEqualTo(3);
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(epochs + 1);
        CommandRun.of("predict", out, project.image("dark.png", 5)).succeeds();
    }

    /** Stopped with a word and without one, a search comes to what it would have come to. */
    @Test
    void aSearchThatIsStoppedGoesOnToTheSameTrials() throws Exception {
        TinyProject project = TinyProject.in(folder);
        Path pipeline = project.text("tuned.yaml", Files.readString(project.pipeline()) + """
                tune:
                  trials: 5
                  ranges:
                    train.optimizer.sgd.learning-rate: {log: [0.001, 0.1]}
                """);
        String[] epochs = {"--set", "train.epochs=40"};
        JsonNode straight = CommandRun.of("tune", pipeline, "--out", folder.resolve("straight"), "--kernels", "scalar",
                epochs[0], epochs[1], "--json").succeeds().json();
        Path out = folder.resolve("stopped");
        for (boolean kill : new boolean[] {false, true}) {
            Process process = command("tune", pipeline, out, epochs).start();
            StringBuilder said = new StringBuilder();
            try (BufferedReader err = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = err.readLine(); line != null; line = err.readLine()) {
                    said.append(line).append('\n');
                    if (line.matches(" +[1-9] +\\d.*40/40.*")) {
                        if (kill) {
                            process.toHandle().destroyForcibly();
                        } else {
                            process.toHandle().destroy();
                        }
                    }
                }
                process.waitFor();
            } finally {
                process.destroyForcibly();
            }
            if (!kill) {
                assertThat(said)
                        .containsPattern("cnn: Interrupted after \\d trials?\\. To go on, give the same command\\.")
                        .doesNotContain("--resume");
                assertThat(process.exitValue()).as(said.toString()).isEqualTo(1);
                assertThat(out.resolve("best.yaml")).exists();
            }
        }
        JsonNode after = CommandRun.of("tune", pipeline, "--out", out, "--kernels", "scalar", epochs[0], epochs[1],
                "--json").succeeds().json();
        assertThat(values(after)).isEqualTo(values(straight)).hasSize(5);
    }

    private static List<String> values(JsonNode search) {
        List<String> values = new ArrayList<>();
        search.get("trials").forEach(trial -> values.add(trial.get("values") + " " + trial.get("value") + " "
                + trial.get("bestEpoch")));
        return values;
    }
}
