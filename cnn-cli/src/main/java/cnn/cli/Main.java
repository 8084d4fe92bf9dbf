package cnn.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import cnn.cli.screen.Screen;
import cnn.examples.BundledPipelines;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the command line: {@code cnn COMMAND}. Exit code 0 on success, 1 on failure, 2 on wrong usage. */
@Command(name = "cnn", scope = INHERIT, mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
    private static final String NO_MEMORY = "cnn: Not enough memory. Give Java more with CNN_JAVA_OPTS=-Xmx8g.";

    @Spec private CommandSpec spec;

    @Option(names = "--verbose", scope = INHERIT) private boolean verbose;

    private Main() {
    }

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        StandardError.restore();
        System.setProperty("java.awt.headless", "true");
        int code = ExitCode.SOFTWARE;
        try {
            Results results = new Results(new FileOutputStream(FileDescriptor.out));
            PrintStream out = results.lines(System.out.charset());
            code = run(args, out, System.err);
            out.flush();
            if (results.loss().isPresent()) {
                System.err.println(results.loss().get());
                code = Math.max(code, ExitCode.SOFTWARE);
            }
        } catch (OutOfMemoryError e) { // even for the message there was no room
            System.err.println(NO_MEMORY);
        }
        System.exit(code);
    }

    /** Runs a command and returns its exit code. */
    static int run(String[] args, PrintStream out, PrintStream err) {
        if (List.of(args).contains("--verbose")) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
        Terminal terminal = new Terminal(out, err, Screen.current(err.charset()));
        Problems problems = new Problems(terminal);
        try {
            return execute(args, terminal, problems);
        } catch (Error e) {
            return problems.report(e, List.of(args).contains("--verbose"));
        }
    }

    private static int execute(String[] args, Terminal terminal, Problems problems) {
        CommandLine cli = commandLine(terminal);
        cli.setExecutionExceptionHandler(problems);
        cli.setParameterExceptionHandler(problems);
        return cli.execute(args);
    }

    /** All commands, with their help. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine cli = new CommandLine(new Main());
        cli.addSubcommand(new TrainCommand(terminal));
        cli.addSubcommand(new EvaluateCommand(terminal));
        cli.addSubcommand(new CrossValidateCommand(terminal));
        cli.addSubcommand(new CalibrateCommand(terminal));
        cli.addSubcommand(FindCommand.of(terminal));
        cli.addSubcommand(new TuneCommand(terminal));
        cli.addSubcommand(new PredictCommand(terminal));
        cli.addSubcommand(new DetectCommand(terminal));
        cli.addSubcommand(new ImportCommand(terminal));
        cli.addSubcommand(new ExportCommand(terminal));
        cli.addSubcommand(new PackageCommand(terminal));
        cli.addSubcommand(new ReportCommand(terminal));
        cli.addSubcommand(new ExplainCommand(terminal));
        cli.addSubcommand(new SummaryCommand(terminal));
        cli.addSubcommand(new PluginsCommand(terminal));
        cli.addSubcommand(DataCommand.of(terminal));
        cli.setResourceBundle(ResourceBundle.getBundle("cnn.cli.help"));
        cli.setUsageHelpAutoWidth(true);
        cli.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> help.footer() + "Bundled pipelines: "
                + String.join(", ", BundledPipelines.names()) + ".\n");
        cli.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        cli.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        cli.setCaseInsensitiveEnumValuesAllowed(true);
        return cli;
    }

    /** Without a command: tells which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"cnn " + number() + " on Java " + Runtime.version()};
        }

        static String number() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "(built from source)" : version;
        }
    }
}
