package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
        CommandRun.of("trian").fails(2, "Unknown command 'trian'. Did you mean train?\nSee ./cnn --help.");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        CommandRun.of("train", "--epoks", "3").fails(2,
                "Unknown option '--epoks'. Did you mean --epochs?\nSee ./cnn train --help.");
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
                "Missing required option: '--data=SPEC'.\nSee ./cnn evaluate --help.");
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
                + "fashion-resnet20, hand-drawn-shapes, mnist, shapes, shapes-basic, transfer, transfer-backbone.");
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
