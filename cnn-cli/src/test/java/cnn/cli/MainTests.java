package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.examples.BundledPipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTests {
    @Test
    void helpNamesEveryCommand() {
        CommandRun run = CommandRun.of("--help").succeeds();
        assertThat(run.out()).contains("train", "evaluate", "predict", "summary", "plugins", "--verbose", "--version");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void withoutACommandItTellsWhichThereAre() {
        CommandRun run = CommandRun.of();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Usage: cnn [-hV] [--verbose] [COMMAND]").contains("evaluate");
    }

    @Test
    void tellsItsVersion() {
        assertThat(CommandRun.of("--version").succeeds().out()).matches("cnn .+ on Java .+\n");
        assertThat(CommandRun.of("train", "--version").succeeds().out()).startsWith("cnn ");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : new String[] {"train", "evaluate", "predict", "summary", "plugins"}) {
            assertThat(CommandRun.of(command, "--help").succeeds().out()).startsWith("Usage: cnn " + command);
        }
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        CommandRun.of("trian").fails(2, "Unknown command 'trian'. Did you mean 'train'?\nSee ./cnn --help.");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        CommandRun.of("train", "--epoks", "3").fails(2,
                "Unknown option '--epoks'. Did you mean '--epochs'?\nSee ./cnn train --help.");
    }

    @Test
    void aSurplusArgumentIsWrongUsage() {
        CommandRun.of("summary", "a", "b").fails(2, "Unknown argument 'b'.\nSee ./cnn summary --help.");
    }

    @Test
    void aMissingArgumentIsWrongUsage() {
        CommandRun.of("predict", "model").fails(2,
                "There is no image to look at. Name images or a folder of them, or give "
                        + "their names with --list.\nSee ./cnn predict --help.");
        CommandRun.of("evaluate", "model").fails(2,
                "Missing required option: '--data=SPEC'. For example: ./cnn evaluate runs/shapes --data folder:images.\nSee ./cnn evaluate --help.");
    }

    @Test
    void theFrontPageNamesAnExampleAndThePipelines() {
        String help = CommandRun.of("--help").succeeds().out().replaceAll("\\s+", " ");
        assertThat(help).contains("For example: ./cnn train shapes-basic", "./cnn COMMAND --help",
                "Bundled pipelines: " + String.join(", ", BundledPipelines.names()) + ".",
                "Shows, checks, fetches and cleans up images.");
        assertThat(CommandRun.of("train", "--help").succeeds().out()).doesNotContain("Bundled pipelines:");
    }

    @Test
    void everyArgumentIsDescribed() {
        for (String command : List.of("train", "evaluate", "predict", "report", "summary", "cross-validate",
                "calibrate")) {
            assertThat(CommandRun.of(command, "--help").succeeds().out()).as(command)
                    .containsPattern("(?m)^ +\\[?(PIPELINE|MODEL|RUN\\|MODEL|PIPELINE\\|MODEL)\\]? +\\S");
        }
    }

    @Test
    void whatIsMissingComesWithAnExample() {
        CommandRun.of("report").fails(2,
                "Missing required parameter: 'RUN|MODEL'. For example: ./cnn report runs/shapes.\n"
                        + "See ./cnn report --help.");
        CommandRun.of("predict", "../circle.PNG").fails(2, "'../circle.PNG' stands in the model's place, and no image "
                + "follows. Name the model first, for example ./cnn predict runs/shapes ../circle.PNG.\n"
                + "See ./cnn predict --help.");
    }

    @Test
    void theNearestPipelineIsNamed() {
        assertThat(CommandRun.of("train", "shape-basic").err())
                .startsWith("cnn: There is no pipeline file 'shape-basic', and "
                        + "no bundled pipeline of that name. Did you mean 'shapes-basic'? Give the path");
    }

    @Test
    void theRunsThatThereAreAreNamed(@TempDir Path folder) throws Exception {
        Path run = Files.createDirectories(folder.resolve("shapes-basic"));
        Files.createDirectories(folder.resolve("empty"));
        Files.createFile(run.resolve("model.safetensors"));
        assertThat(ModelFiles.runs(folder)).containsExactly(run.toString());
        assertThat(ModelFiles.runs(folder.resolve("none"))).isEmpty();
        assertThatThrownBy(() -> ModelFiles.find(Path.of("shapes-basic"), folder)).hasMessage("There is no model file "
                + "'shapes-basic'. Did you mean '" + run
                + "'? Train one with ./cnn train, which says where it writes it.");
    }

    @Test
    void aNumberThatIsNoneIsWrongUsage() {
        CommandRun.of("train", "--threads", "two").fails(2,
                "Invalid value for option '--threads': 'two' is not an int.\nSee ./cnn train --help.");
    }

    @Test
    void numbersOutOfRangeAreWrongUsage() {
        CommandRun.of("train", "--threads", "0").fails(2, "The number of threads must be between 1 and 1024 but was "
                + "given 0.\nSee ./cnn train --help.");
        CommandRun.of("train", "--epochs", "0").fails(2,
                "--epochs 0: Training needs at least 1 epoch but was given 0.\nSee ./cnn train --help.");
        CommandRun.of("predict", "model", "image", "--top", "0").fails(2,
                "--top needs at least 1 label but was given 0.\nSee ./cnn predict --help.");
    }

    @Test
    void unknownKernelsAreWrongUsage() {
        CommandRun.of("train", "--kernels", "sclar").fails(2,
                "unknown kernels 'sclar'. Did you mean 'scalar'? Kernels: simd, scalar.\nSee ./cnn train --help.");
    }

    @Test
    void whatIsEchoedIsBoundedAndDoesNothing() {
        CommandRun.of("train", "--set", "train.ep\u001b[31mochs=1").fails(2, "--set train.ep\\u001b[31mochs=1: "
                + "'train.ep\\u001b[31mochs' is no path. Write keys with dots between them and list items in brackets, "
                + "for example network[0].conv2d.filters=4.");
        CommandRun.of("summary", "no\u202esuch\n").fails(1, "There is no pipeline file 'no\\u202esuch\\n', and "
                + "no bundled pipeline of that name. Give the path of a YAML file, or one of: cifar10-resnet20, fashion-mnist, "
                + "fashion-resnet20, fashion-resnet20-modern, fashion-wide, hand-drawn-shapes, mnist, shapes, shapes-basic, transfer, transfer-backbone.");
        assertThat(CommandRun.of("predict", "m", "i", "--" + "x".repeat(100_000)).err()).hasSizeLessThan(1000)
                .contains("… (100,002 characters)");
        assertThat(CommandRun.of("train", "--set", "name=" + "x".repeat(2_000_000)).err()).hasSizeLessThan(1000);
        assertThat(CommandRun.of("evaluate", "m", "--data", "x".repeat(2_000_000)).err()).hasSizeLessThan(1000);
    }

    @Test
    void memoryThatRanOutAnywhereIsSaidSo() {
        String message = Problems.message(new IllegalStateException("x", new ExceptionInInitializerError(
                new OutOfMemoryError("Java heap space"))));
        assertThat(message).startsWith("Not enough memory: the JVM may use ").endsWith("CNN_JAVA_OPTS=-Xmx8g.");
        NoClassDefFoundError later = new NoClassDefFoundError("Could not initialize class X");
        later.initCause(new ExceptionInInitializerError("Exception java.lang.OutOfMemoryError: Java heap space"));
        assertThat(Problems.message(later)).isEqualTo(message);
        assertThat(
                Problems.message(new IllegalArgumentException("'f' cannot be held in memory.", new OutOfMemoryError())))
                .isEqualTo("'f' cannot be held in memory.");
        assertThat(Problems.message(new StackOverflowError())).isEqualTo("A thread's stack is too small for what was "
                + "asked. Ask for less at once, or give threads more with CNN_JAVA_OPTS=-Xss8m.");
    }

    @Test
    void aStackTraceComesOnlyWhenAskedFor() {
        assertThat(CommandRun.of("summary", "nosuch").err()).doesNotContain("\tat ");
        assertThat(CommandRun.of("summary", "nosuch", "--verbose").err()).contains("IllegalArgumentException", "\tat ");
        assertThat(CommandRun.of("--verbose", "summary", "nosuch").err()).contains("\tat ");
    }
}
