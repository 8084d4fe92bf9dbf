package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.core.registry.Registry;
import cnn.examples.BundledPipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The commands on the pages can be given as they stand there: each block of them is run by a shell in which {@code ./cnn} writes down
 * its arguments and nothing else can be run, and the arguments are read as the command line reads them, with the pipelines that they change.
 */
class DocumentedCommandsTests {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```bash\n(.*?)^ *```");
    private static final String STUB = """
            #!/bin/bash
            for argument; do printf '%s\\0' "$argument"; done >> "$WRITTEN"
            printf '\\n\\0' >> "$WRITTEN"
            """;
    private static List<Documented> commands = List.of();

    /** A page, and the arguments of a command on it. */
    private record Documented(String page, List<String> arguments) {
    }

    @BeforeAll
    static void find(@TempDir Path folder) throws IOException, InterruptedException {
        Path stub = folder.resolve("cnn");
        Files.writeString(stub, STUB);
        assertThat(stub.toFile().setExecutable(true)).isTrue();
        Path root = Path.of("").toAbsolutePath().getParent();
        List<Documented> found = new ArrayList<>();
        for (Path page : pages(root)) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                given(folder, block.group(1)).forEach(
                        arguments -> found.add(new Documented(root.relativize(page).toString(), arguments)));
            }
        }
        commands = List.copyOf(found);
    }

    private static List<Path> pages(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root, 12)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !root.relativize(file).toString().matches("(|.*/)(target|runs|out|\\..*)/.*"))
                    .sorted().toList();
        }
    }

    /** The arguments of each {@code ./cnn} that a block runs. */
    private static List<List<String>> given(Path folder, String block) throws IOException, InterruptedException {
        Path written = folder.resolve("written");
        Files.deleteIfExists(written);
        ProcessBuilder shell = new ProcessBuilder("/bin/bash", "--norc", "-c", block).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        shell.environment().put("PATH", "");
        shell.environment().put("WRITTEN", written.toString());
        Process process = shell.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(block).isTrue();
        if (Files.notExists(written)) {
            return List.of();
        }
        return Arrays.stream(Files.readString(written).split("\n\0"))
                .map(arguments -> List.of(arguments.isEmpty() ? new String[0] : arguments.split("\0"))).toList();
    }

    @Test
    void thereAreCommandsOnThePages() {
        assertThat(commands).hasSizeGreaterThan(60).extracting(Documented::page).contains("README.md",
                "docs/tuning.md");
    }

    @TestFactory
    Stream<DynamicTest> commandsCanBeGiven() {
        Registry registry = Registry.load();
        return commands.stream()
                .map(command -> dynamicTest(command.page() + ": " + String.join(" ", command.arguments()),
                        () -> assertThatCode(() -> read(command.arguments(), registry)).doesNotThrowAnyException()));
    }

    private static void read(List<String> arguments, Registry registry) {
        ParseResult given = Main.commandLine(new Terminal(System.out, System.err, 0))
                .parseArgs(arguments.toArray(String[]::new));
        while (given.hasSubcommand()) {
            given = given.subcommand();
        }
        PositionalParamSpec pipeline = given.commandSpec().positionalParameters().stream()
                .filter(parameter -> parameter.paramLabel().contains("PIPELINE")).findFirst().orElse(null);
        List<String> assignments = given.matchedOptionValue("--set", List.of());
        Object name = pipeline == null ? null : pipeline.getValue();
        if (name instanceof String text && BundledPipelines.yaml(text).isPresent()) {
            Pipelines.read(text, registry, assignments);
        }
    }
}
