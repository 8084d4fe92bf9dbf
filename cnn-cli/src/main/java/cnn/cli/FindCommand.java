package cnn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code find}: the commands that find numbers to begin with, by a few steps of training. */
@Command(name = "find")
final class FindCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    /** The group with all of its commands. */
    static CommandLine of(Terminal terminal) {
        return new CommandLine(new FindCommand()).addSubcommand(new FindRateCommand(terminal))
                .addSubcommand(new FindBatchCommand(terminal));
    }

    /** Without a command: tells which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
