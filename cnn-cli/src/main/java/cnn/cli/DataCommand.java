package cnn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code data}: the commands that look after images. */
@Command(name = "data")
final class DataCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    /** The group with all of its commands. */
    static CommandLine of(Terminal terminal) {
        return new CommandLine(new DataCommand()).addSubcommand(new DataShowCommand(terminal))
                .addSubcommand(new DataCheckCommand(terminal)).addSubcommand(new DataFetchCommand(terminal))
                .addSubcommand(new DataCleanCommand(terminal));
    }

    /** Without a command: tells which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
