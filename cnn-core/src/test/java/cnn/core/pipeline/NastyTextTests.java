package cnn.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import cnn.core.CpuTime;
import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whatever the text, the answer is a message of bounded length, and soon. */
@Execution(ExecutionMode.CONCURRENT)
class NastyTextTests {
    /** The longest takes a tenth of one; without bounds it would be many, or for ever. */
    private static final double SECONDS = 5;
    private static final Registry REGISTRY = Registry.load();
    private static final String VALID = """
            name: x
            data: {idx: {path: nowhere}}
            network: [flatten, dense: {units: 2}]
            train: {epochs: 1, batch: 2, optimizer: {sgd: {learning-rate: 0.1}}, loss: softmax-cross-entropy}
            """;

    @TempDir Path folder;

    private static List<String> nasty() {
        List<String> texts = new ArrayList<>(List.of("\u0000", "\uFEFF", "\t", "\uFEFF\uFEFF", "\ud83d", "\u0085", "%",
                "---", "...",
                "--- a\n--- b", "!!java.lang.Runtime {}", "!<tag:yaml.org,2002:int> x", "&a", "*a", "&a [*a]", "{? : }",
                "<<: *x", "<<: {a: 1}", "? [a]\n: b", "{[a]: b}", "- - - -", "0b", "0x", "0o9", "1__0", "1_", "+", ".",
                "-.inf",
                "190:20:30", "2001-01-01", "'", "\"\\x\"", "\"\\u12\"", "|", ">", "| x", "@", "`", "#", "[", "]", "{",
                "}", ",",
                ":", "?", "-", "\u001b[31m", "\u202e", "null", "~", "[[]]", "{a: {b: {c: 1}}}", "\r", "a: b: c"));
        int most = 300_000;
        for (String unit : List.of("x", "9", "[", "{", "- ", "? ", "[]\n,", "&a ", "'", "\"", "!", "#", "\n", " ",
                "a: {", "\u0000",
                "x ", "猫", "\\", "9.", "e9", "*a ", "a,", "-", "|\n", "{a: ", "k: 1\n", ":", "\t", "\uFEFF")) {
            texts.add(unit.repeat(most / unit.length()));
        }
        texts.add("[" + "1,".repeat(most / 2) + "1]");
        texts.add("\"" + "\\u0041".repeat(most / 6) + "\"");
        texts.add("|\n" + " x\n".repeat(most / 3));
        texts.add("x".repeat(most) + ": 1");
        texts.add("- x\n".repeat(most / 4));
        texts.add("a: &a [x]\n" + "b: &b [*a, *a]\n".repeat(20));
        StringBuilder keys = new StringBuilder();
        for (int i = 0; keys.length() < most; i++) {
            keys.append('k').append(i).append(": 1\n");
        }
        texts.add(keys.toString());
        texts.add("x".repeat(30_000_000));
        texts.add("9".repeat(30_000_000));
        return texts;
    }

    private static void answers(String what, String text, Runnable reading) {
        String shown = what + " " + text.substring(0, Math.min(20, text.length())) + " (" + text.length() + ")";
        assertThat(CpuTime.of(() -> answers(shown, reading))).as("seconds for " + shown).isLessThan(SECONDS);
    }

    private static void answers(String shown, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as(shown).hasSizeLessThan(3000).doesNotContain("\u001b", "\u202e", "\u0000");
        } catch (RuntimeException | StackOverflowError e) {
            fail(shown, e);
        }
    }

    @Test
    void asPipelines() {
        for (String text : nasty()) {
            answers("alone", text, () -> PipelineConfig.read("f", text, REGISTRY));
            answers("as a key's", text, () -> PipelineConfig.read("f", VALID + "seed: " + text, REGISTRY));
            answers("as JSON", text, () -> ConfigNode.json("f", "{\"name\": " + text + "}"));
        }
    }

    @Test
    void asChanges() {
        for (String text : nasty()) {
            answers("value", text, () -> PipelineConfig.read("f", VALID, REGISTRY, "name=" + text));
            answers("number", text, () -> PipelineConfig.read("f", VALID, REGISTRY, "train.epochs=" + text));
            answers("path", text, () -> PipelineConfig.read("f", VALID, REGISTRY, text + "=1"));
            answers("path's end", text, () -> PipelineConfig.read("f", VALID, REGISTRY, "train." + text + "=1"));
            answers("file name", text, () -> PipelineConfig.read("f", VALID, REGISTRY, "data.idx.path='" + text + "'"));
        }
    }

    @Test
    void aChangeNeedsAKey() {
        assertThatThrownBy(() -> PipelineConfig.read("f", VALID, REGISTRY, "  =1")).isInstanceOf(ConfigException.class)
                .hasMessage("--set   =1: expected key=value, for example train.epochs=3.");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() {
        assertThat(PipelineConfig.read("f", "\uFEFF" + VALID, REGISTRY).name()).isEqualTo("x");
    }

    @Test
    void boundsAreTold() throws IOException {
        assertThatThrownBy(() -> ConfigNode.yaml("f", "x".repeat(1_000_001))).isInstanceOf(ConfigException.class)
                .hasMessage(
                        "f: this text has 1,000,001 characters, and YAML may have 1,000,000. Shorten it; data belongs "
                                + "into files that a pipeline names.");
        assertThatThrownBy(() -> ConfigNode.json("f", "9".repeat(20_000_001))).isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("f: this text has 20,000,001 characters, and JSON may have 20,000,000.");
        assertThatThrownBy(() -> ConfigNode.yaml("f", "[" + "1,".repeat(450_000) + "1]"))
                .isInstanceOf(ConfigException.class).hasMessage("f:1: there are more than 100,000 values up to here. "
                        + "Shorten it; data belongs into files that a pipeline names.");
        assertThat(ConfigNode.yaml("f", "[" + "1,".repeat(99_997) + "1]").at().source()).isEqualTo("f");
        assertThat(ConfigNode.json("f", "[" + "1,".repeat(450_000) + "1]").at().source()).isEqualTo("f");
        Path file = Files.writeString(folder.resolve("large.yaml"), "x".repeat(4_000_001));
        assertThatThrownBy(() -> PipelineConfig.read(file, REGISTRY)).isInstanceOf(ConfigException.class)
                .hasMessage(
                        file + ": the file has 4,000,001 bytes, and a pipeline may have 4,000,000. Give a pipeline; "
                                + "data belongs into files that it names.");
        assertThatThrownBy(() -> PipelineConfig.read("f", VALID, REGISTRY, "a" + ".a".repeat(2999) + "=1"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("--set a" + ".a".repeat(96) + ".… (6,007 characters): the "
                        + "path has 3000 steps, and 100 are the most. Name a key that exists, for example "
                        + "train.epochs=3.");
        assertThatThrownBy(() -> PipelineConfig.read("f", VALID, REGISTRY, "x".repeat(1_000_001) + "=1"))
                .hasMessageEndingWith(": this has 1,000,003 characters, and 1,000,000 are the most. Put it into the "
                        + "pipeline's file.");
    }

    @Test
    void textInOtherEncodingsIsRefused() throws IOException {
        Path file = folder.resolve("utf16.yaml");
        Files.write(file, VALID.getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> PipelineConfig.read(file, REGISTRY)).isInstanceOf(ConfigException.class)
                .hasMessage(file + ": this is no UTF-8 text. Give a pipeline in YAML, saved as UTF-8.");
        Files.write(file, VALID.getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> PipelineConfig.read(file, REGISTRY)).isInstanceOf(ConfigException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pipesAndDevicesAreRefusedAtOnce() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        for (Path special : List.of(pipe, Path.of("/dev/zero"))) {
            assertThatThrownBy(() -> PipelineConfig.read(special, REGISTRY)).isInstanceOf(UncheckedIOException.class)
                    .hasMessage(
                            special + ": cannot be read: it is a pipe, a socket or a device. Write what it gives into "
                                    + "a file first, and name that.");
        }
    }

    @Test
    void oneValueStandsForAListOfIt() {
        PipelineConfig read = PipelineConfig.read("f", VALID, REGISTRY,
                "network=[{flatten: , name: s1}, {dense: {units: 2}, from: s1}]", "train.metrics=accuracy");
        assertThat(read.network().get(1).from()).containsExactly("s1");
        assertThat(read.train().metrics()).hasSize(1);
    }
}
