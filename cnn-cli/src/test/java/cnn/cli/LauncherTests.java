package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The script {@code cnn} in a small tree of its own, with a Java and a Maven that only tell what they were asked. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(OS.WINDOWS)
class LauncherTests {
    private static final String JAVA = """
            #!/bin/sh
            case " $* " in
                *" cnn.cli.Main "*) ;;
                *) exit 0 ;;
            esac
            echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
            echo "another line" >&2
            printf 'LC_ALL=%s\\n' "${LC_ALL:-}"
            while [ "$1" != cnn.cli.Main ]; do
                echo "flag $1"
                shift
            done
            shift
            printf '<%s>\\n' "$@"
            printf 'no line break' >&2
            exit 7
            """;
    private static final String MAVEN = """
            #!/bin/sh
            mkdir -p cnn-cli/target/dist/lib
            echo built >>builds
            """;

    @TempDir Path folder;
    private Path tree;

    private record Run(int code, List<String> out, String err) {
    }

    @BeforeEach
    void makeTree() throws IOException {
        tree = folder.resolve("the tree 猫");
        write("jdk/bin/java", JAVA);
        write("jdk/release", "JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base jdk.incubator.vector\"\n");
        write("bin/mvn", MAVEN);
        write("pom.xml", "<project/>");
        write("pipelines/x.yaml", "name: x");
        write("cnn-cli/pom.xml", "<project/>");
        write("cnn-cli/src/main/java/A.java", "class A {}");
        Files.copy(Path.of("..", "cnn"), tree.resolve("cnn"));
    }

    private void write(String name, String text) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        file.toFile().setExecutable(true);
    }

    private Run run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        ProcessBuilder process = new ProcessBuilder(command).redirectOutput(out.toFile());
        process.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.startsWith("CNN_")
                || key.equals("LANG"));
        process.environment().put("CNN_JAVA_HOME", tree.resolve("jdk").toString());
        process.environment().merge("PATH", tree.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        process.environment().putAll(environment);
        Process started = process.start();
        // to its end, which comes when the filter has said its last words: it may outlive the script
        String said = new String(started.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(started.waitFor(), Files.readString(out).lines().toList(), said);
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        return run(tree.resolve("cnn"), Map.of(), arguments);
    }

    private long builds() throws IOException {
        return Files.readAllLines(tree.resolve("builds")).size();
    }

    private void age(Path of, int seconds) throws IOException {
        try (var files = Files.walk(of)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
            }
        }
    }

    @Test
    void argumentsTheExitCodeAndWhatIsSaidPassThrough() throws IOException, InterruptedException {
        run();
        Run run = run("predict", "猫 b", "", "*", "-x");
        assertThat(run.code()).isEqualTo(7);
        assertThat(run.out()).endsWith("<predict>", "<猫 b>", "<>", "<*>", "<-x>");
        assertThat(run.err()).isEqualTo("another line\nno line break");
    }

    @Test
    void javaGetsALocaleThatHoldsEveryName() throws IOException, InterruptedException {
        run();
        assertThat(run(tree.resolve("cnn"), Map.of("LC_ALL", "C")).out()).startsWith("LC_ALL=C.UTF-8");
        assertThat(run(tree.resolve("cnn"), Map.of("LC_ALL", "nosuch.UTF-8")).out()).startsWith("LC_ALL=C.UTF-8");
        assertThat(run().out()).startsWith("LC_ALL=C.UTF-8");
        assertThat(run(tree.resolve("cnn"), Map.of("LC_CTYPE", "C.UTF-8")).out()).startsWith("LC_ALL=");
    }

    @Test
    void barsAndCurvesAreLeftOutWhereTheLocaleHasOtherLettersThanUnicodes() throws IOException, InterruptedException {
        run();
        String flag = "flag -Dcnn.terminal.glyphs=false";
        assertThat(run(tree.resolve("cnn"), Map.of("LANG", "de_DE.ISO-8859-1")).out()).contains(flag);
        assertThat(run(tree.resolve("cnn"), Map.of("LC_ALL", "ja_JP.eucJP", "LANG", "C.UTF-8")).out()).contains(flag);
        assertThat(run(tree.resolve("cnn"), Map.of("LANG", "C.UTF-8")).out()).doesNotContain(flag);
        assertThat(run(tree.resolve("cnn"), Map.of("LANG", "en_US.utf8@euro")).out()).doesNotContain(flag);
        assertThat(run().out()).doesNotContain(flag);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "script takes other options elsewhere")
    void aTerminalIsToldWhichModuleIsBuilt() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs the command script, which makes a terminal");
        write("bin/mvn", MAVEN + "sleep 3\n");
        Path script = folder.resolve("terminal");
        Files.writeString(script, "exec script -qec \"bash '" + tree.resolve("cnn") + "' x\" /dev/null </dev/null");
        assertThat(run(script, Map.of()).out()).contains("cnn: building (first use)", "cnn: building cnn-cli");
        assertThat(run("x").err()).as("no terminal").doesNotContain("building");
    }

    @Test
    void itBuildsOnceAndWhenASourceChanged() throws IOException, InterruptedException {
        assertThat(run().err()).startsWith("cnn: building (first use)\n");
        assertThat(run().err()).doesNotContain("building");
        age(tree.resolve("pipelines"), 5);
        assertThat(run().err()).as("newer, with the same contents").doesNotContain("building");
        write("pipelines/x.yaml", "name: y");
        age(tree.resolve("pipelines"), 10);
        assertThat(run().err()).startsWith("cnn: building (pipelines is newer than the last build)\n");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aCopyOfTheTreeIsNotBuiltAgain() throws IOException, InterruptedException {
        run();
        Path copy = folder.resolve("copy");
        assertThat(new ProcessBuilder("cp", "-R", tree.toString(), copy.toString()).start().waitFor()).isZero();
        age(copy, 5);
        Run run = run(copy.resolve("cnn"), Map.of());
        assertThat(run.code()).isEqualTo(7);
        assertThat(run.err()).doesNotContain("building");
        assertThat(Files.readAllLines(copy.resolve("builds"))).hasSize(1);
    }

    @Test
    void aLinkLeadsToTheTree() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("the tree 猫", "cnn"));
        Run run = run(link, Map.of());
        assertThat(run.code()).isEqualTo(7);
        assertThat(run.out()).contains("flag " + tree.toRealPath().resolve("cnn-cli/target/dist/lib") + "/*");
    }

    @Test
    void streamsThatCameClosedStaySo() throws IOException, InterruptedException {
        run();
        Path script = folder.resolve("closing");
        Files.writeString(script, "exec bash '" + tree.resolve("cnn") + "' x <&- >&- 2>&-");
        Run run = run(script, Map.of());
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(7);
    }

    @Test
    void nobodyIsStoppedForWhatCannotBeSaid() throws IOException, InterruptedException {
        write("jdk/bin/java", JAVA.replace("echo \"another line\" >&2", "echo \"another line\" >&2; sleep 0.3"));
        run();
        Path script = folder.resolve("closing");
        Files.writeString(script, "exec bash '" + tree.resolve("cnn") + "' x 2>&-");
        Run run = run(script, Map.of());
        assertThat(run.out()).endsWith("<x>");
        assertThat(run.code()).as("a filter that ended would break the pipe: 141").isEqualTo(7);
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException, InterruptedException {
        run();
        assertThat(run(tree.resolve("cnn"), Map.of("CNN_PLUGINS", "/no such")).err())
                .isEqualTo("cnn: CNN_PLUGINS names "
                        + "/no such, which does not exist. Name jars or folders, separated by colons.\n");
        assertThat(run(tree.resolve("cnn"), Map.of("CNN_JAVA_HOME", "/nosuch")).err())
                .isEqualTo("cnn: CNN_JAVA_HOME is "
                        + "/nosuch, which holds no JDK (no bin/java, or no release file).\ncnn: Set it to the folder of a JDK "
                        + "25 or later, or unset it.\n");
    }
}
