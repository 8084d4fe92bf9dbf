package cnn.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.site.Script.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the guides show of the command line is what it says, one command after the other as a reader gives them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the guides' commands are those of a Unix shell")
class ConsoleTests {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir private static Path folder;

    private static List<Script> scripts() {
        return new ProjectFiles(ROOT).pages().stream().map(page -> Script.read(ROOT, page.path()))
                .filter(Script::hasCommands).toList();
    }

    @TestFactory
    Stream<DynamicContainer> sayWhatTheGuidesShow() {
        return scripts().stream().map(script -> dynamicContainer(script.page(), steps(script)));
    }

    private static Stream<DynamicTest> steps(Script script) {
        Shell shell = new Shell(ROOT, folder.resolve(script.page().replaceAll("\\W", "-")));
        return script.parts().stream().map(part -> switch (part) {
            case Part.Text text -> dynamicTest("writes " + text.name(), () -> shell.write(text.name(), text.text()));
            case Part.Command command -> dynamicTest(command.place() + " " + command.line(), () -> {
                String said = shell.run(command.line());
                assertThat(Script.masked(said)).as(command.line() + " said\n" + said)
                        .matches(Script.pattern(command.output()));
            });
        });
    }

    @Test
    void thereAreThoseOfGettingStarted() {
        assertThat(scripts()).extracting(Script::page).contains("docs/getting-started.md");
    }

    @Test
    void timesAndSpeedsMayDifferAndNothingElse() {
        String shown = "epoch 1/3  loss 0.4804  5,430 images/s  1.0 s  best\n…\nend of …\n";
        assertThat(Script
                .masked("epoch 1/3  20 %  9 images/s  10:02 left\n"
                        + "epoch 1/3  loss 0.4804  88 images/s  0.2 s  waited for data 9.10 %  best\na\nb\nend of it\n"))
                .matches(Script.pattern(shown));
        assertThat(Script.masked("epoch 1/3  loss 0.4805  88 images/s  0.2 s  best\na\nb\nend of it\n"))
                .doesNotMatch(Script.pattern(shown));
        assertThat(Script.masked("epoch 1/3  loss 0.4804  88 images/s  0.2 s  best\na\nb\nend of it\nmore\n"))
                .doesNotMatch(Script.pattern(shown));
    }

    @Test
    void commandsAreReadWithWhatFollowsThem() throws IOException {
        Files.writeString(folder.resolve("page.md"), """
                <!-- file: a/b.yaml -->
                ```yaml
                name: b
                ```

                ```console
                $ one \\
                    more
                said
                $ two
                ```

                <!-- skip: not here -->
                ```console
                $ three
                ```
                """);
        assertThat(Script.read(folder, "page.md").parts()).containsExactly(new Part.Text("a/b.yaml", "name: b\n"),
                new Part.Command("page.md:7", "one \\\n    more", "said\n"), new Part.Command("page.md:10", "two", ""));
    }
}
