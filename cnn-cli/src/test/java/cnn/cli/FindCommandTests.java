package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class FindCommandTests {
    @TempDir private Path folder;
    private TinyProject project;

    @BeforeEach
    void makeProject() {
        project = TinyProject.in(folder);
    }

    @Test
    void suggestsARateAndDrawsTheCurve() throws IOException {
        Path out = project.path("rate");
        CommandRun run = CommandRun.of("find", "rate", project.pipeline(), "--steps", 60, "--out", out, "--threads", 1)
                .succeeds();
        assertThat(run.err()).contains("pipeline  tiny, seed 3, 60 steps from 1e-6 to 10");
        assertThat(run.out()).containsPattern("rate +loss +smoothed\n +1e-6 +").contains("steepest   ", "least      ",
                "suggested  ",
                "  the smaller of the two, since too small a rate costs time and too large a one the run",
                "--set train.optimizer.sgd.learning-rate=", "plot       " + out.resolve("rate.html"));
        assertThat(Files.readString(out.resolve("rate.svg"))).startsWith("<?xml").contains("<svg");
        assertThat(Files.readString(out.resolve("rate.html"))).contains("Learning rate");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).hasSize(2); // no model, no checkpoint
        }
        JsonNode json = CommandRun.of("find", "rate", project.pipeline(), "--steps", 60, "--out", out, "--json").json();
        assertThat(json.get("key").asText()).isEqualTo("train.optimizer.sgd.learning-rate");
        assertThat(json.get("suggested").asDouble()).isPositive();
        assertThat(json.get("steps").size()).isBetween(10, 60);
    }

    @Test
    void namesTheKeyOfARateWithinAnotherOptimizer() {
        CommandRun run = CommandRun.of("find", "rate", project.pipeline("optimizer: {sgd: {learning-rate: 0.1}}",
                "optimizer: {lookahead: {optimizer: {adam: {learning-rate: 0.1}}}}"), "--out", project.path("r"),
                "--json").succeeds();
        assertThat(run.json().get("key").asText()).isEqualTo(
                "train.optimizer.lookahead.optimizer.adam.learning-rate");
    }

    @Test
    void saysWhereTheLossNeverFell() {
        CommandRun run = CommandRun.of("find", "rate", project.pipeline(), "--from", "1e30", "--to", "1e35", "--out",
                project.path("r")).succeeds();
        assertThat(run.out()).contains("The loss never fell, so that no rate can be suggested. Look at the images and "
                + "the network, or give more --steps, from a lower rate.");
        CommandRun low = CommandRun.of("find", "rate", project.pipeline(), "--to", "1e-2", "--out", project.path("r"))
                .succeeds();
        assertThat(low.out()).contains("The loss still fell at the highest rate: look further with --to 0.1.");
    }

    @Test
    void measuresBatches() {
        CommandRun run = CommandRun.of("find", "batch", project.pipeline(), "--threads", 1).succeeds();
        assertThat(run.err()).contains("batch 8  ", "batch 16  ");
        assertThat(run.out()).containsPattern("batch +images/s +memory\n +8 ").contains(
                "largest    18  that fits into ",
                "suggested  ", "--set train.batch=", "The batch changes what is learnt, not only how fast.",
                "times with adam and its kin; look with ./cnn find rate.");
        JsonNode json = CommandRun.of("find", "batch", project.pipeline(), "--memory", "10k", "--threads", 1, "--json")
                .succeeds().json();
        assertThat(json.get("largest").asInt()).isBetween(1, 17);
        assertThat(json.get("memory").asLong()).isEqualTo(10_240);
    }

    @Test
    void saysWhatIsWrong() {
        CommandRun.of("find", "rate", project.pipeline(), "--steps", 2).fails(2, "A curve of learning rates needs at "
                + "least 10 steps but was given 2. Use for example 100.\nSee ./cnn find rate --help.");
        CommandRun.of("find", "batch", project.pipeline(), "--memory", "lots").fails(2,
                "--memory takes a size, but was "
                        + "given 'lots'. Give bytes, or k, m or g of them, for example 500m or 2g.\nSee ./cnn find batch "
                        + "--help.");
        CommandRun all = CommandRun.of("find");
        assertThat(all.code()).isEqualTo(2);
        assertThat(all.err()).contains("rate", "batch");
    }
}
