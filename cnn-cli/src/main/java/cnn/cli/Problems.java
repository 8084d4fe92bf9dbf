package cnn.cli;

import cnn.core.config.ConfigException;
import cnn.core.image.Exhaustion;
import cnn.core.text.Echo;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one clear message and an exit code. */
final class Problems implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Terminal terminal;

    Problems(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Wrong usage: the message, the nearest right word, and where to read on. */
    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        if (problem instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            String given = Echo.of(unmatched.getUnmatched().getFirst());
            String what = unmatched.isUnknownOption()
                    ? "option"
                    : command.getSubcommands().isEmpty() ? "argument" : "command";
            List<String> suggestions = unmatched.getSuggestions();
            terminal.say("cnn: Unknown " + what + " '" + given + "'."
                    + (suggestions.isEmpty() ? "" : " Did you mean '" + String.join("' or '", suggestions) + "'?"));
        } else {
            String text = message(problem);
            terminal.say("cnn: " + text + (text.endsWith(".") || text.endsWith("?") ? "" : ".")
                    + (problem instanceof MissingParameterException ? example(command) : ""));
        }
        terminal.say("See ./" + command.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.USAGE;
    }

    /** How a command is called, and which runs there are where it takes one. */
    private static String example(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String key = spec.qualifiedName(".") + ".example";
        ResourceBundle texts = spec.resourceBundle();
        if (texts == null || !texts.containsKey(key)) {
            return "";
        }
        boolean takesRun = spec.positionalParameters().stream().anyMatch(one -> one.paramLabel().contains("MODEL"));
        List<String> runs = takesRun ? ModelFiles.runs(ModelFiles.RUNS) : List.of();
        return " For example: " + texts.getString(key) + "."
                + (runs.isEmpty() ? "" : " Runs here: " + Echo.of(String.join(", ", runs)) + ".");
    }

    /** A failure: the message, and with {@code --verbose} the stack trace. */
    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult arguments) {
        return report(problem, isVerbose(arguments));
    }

    /** The same for errors that picocli lets pass. */
    int report(Throwable problem, boolean verbose) {
        terminal.say("cnn: " + message(problem));
        if (verbose) {
            problem.printStackTrace(terminal.err());
        } else if (problem.getMessage() == null && !(problem instanceof VirtualMachineError)) {
            terminal.say("Run the command again with --verbose to see where it happened.");
        }
        boolean usage = problem instanceof ConfigException config && config.location().source().startsWith("--set");
        return usage ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static boolean isVerbose(ParseResult arguments) {
        return arguments.matchedOptionValue("--verbose", false)
                || arguments.subcommands().stream().anyMatch(Problems::isVerbose);
    }

    static String message(Throwable problem) {
        VirtualMachineError limit = Exhaustion.in(problem);
        // whoever knows what was too large has said so
        boolean explained = problem instanceof IllegalArgumentException && problem.getMessage() != null;
        if (limit instanceof StackOverflowError && !explained) {
            return "A thread's stack is too small for what was asked. Ask for less at once, or give threads more with "
                    + "CNN_JAVA_OPTS=-Xss8m.";
        }
        if ((limit != null || isFailedPreparation(problem)) && !explained) {
            return "Not enough memory: the JVM may use " + Text.bytes(Runtime.getRuntime().maxMemory())
                    + ". Use a smaller batch or smaller images, or give it more with CNN_JAVA_OPTS=-Xmx8g.";
        }
        if (problem instanceof LinkageError) {
            return "A class is missing or does not fit (" + problem
                    + "). Build again, or check the plug-ins' versions.";
        }
        if (problem instanceof FileSystemException file && file.getMessage() != null) {
            return "Cannot use '" + file.getFile() + "': " + reason(file) + ".";
        }
        if (problem instanceof UncheckedIOException io && io.getCause() != null
                && io.getCause().toString().equals(io.getMessage())) {
            return message(io.getCause());
        }
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    /** A class whose preparation ran out of memory once fails ever after, and keeps the error's name alone. */
    private static boolean isFailedPreparation(Throwable problem) {
        return problem instanceof LinkageError && problem.getCause() != null
                && problem.getCause().toString().contains("OutOfMemoryError");
    }

    private static String reason(FileSystemException problem) {
        return switch (problem) {
            case NoSuchFileException missing -> "there is no such file or folder";
            case AccessDeniedException denied -> "there is no permission";
            default -> problem.getReason() == null ? problem.getClass().getSimpleName() : problem.getReason();
        };
    }
}
