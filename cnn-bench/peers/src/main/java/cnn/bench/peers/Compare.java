package cnn.bench.peers;

import cnn.bench.Machine;
import cnn.bench.networks.Workload;
import cnn.core.engine.Workers;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that runs the table. Exit code 1 where libraries do not agree about what they computed. */
@Command(name = "compare", mixinStandardHelpOptions = true, description = "The same networks in several libraries.")
public final class Compare implements Callable<Integer> {
    private static final String ROW = "%-28s %-15s %12s %12s %12s %7s %7s %9s %8s %10s  %s%n";

    @Spec private CommandSpec spec;

    @Option(names = "--rows", defaultValue = ".*", description = "Regular expression of workloads' names.") private String rows;

    @Option(names = "--with", split = ",", description = "Of onnxruntime, pytorch, deeplearning4j; default all.") private @Nullable List<String> with;

    @Option(names = "--threads", defaultValue = "0", description = "Threads of each; default all processors.") private int threads;

    @Option(names = "--rounds", defaultValue = "7", description = "Turns of each; default 7.") private int rounds;

    @Option(names = "--seconds", defaultValue = "2", description = "Length of a turn; default 2.") private double seconds;

    @Option(names = "--json", defaultValue = "target/peers.json", description = "Where the report goes.") private Path json;

    /** Runs the command. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Compare()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Workload> chosen = Workload.all().stream().filter(row -> row.name().matches(rows)).toList();
        List<Workload> files = OnnxFiles.rows().stream().filter(row -> row.name().matches(rows)).toList();
        boolean start = StartUp.NAME.matches(rows);
        if (chosen.isEmpty() && files.isEmpty() && !start) {
            throw new CommandLine.ParameterException(spec.commandLine(), "No workload matches '" + rows
                    + "'. There are: " + StartUp.NAME + ", "
                    + Stream.concat(Workload.all().stream(), OnnxFiles.rows().stream()).map(Workload::name)
                            .collect(Collectors.joining(", ")));
        }
        int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        double peak;
        try (Workers workers = new Workers(count)) {
            peak = Machine.peak(workers);
        }
        Match match = new Match(count, rounds, seconds, peak);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d threads, peak %.0f GFLOP/s, %d rounds of %.1f s%n%n", count, peak * 1e-9, rounds, seconds);
        out.printf(ROW, "work", "library", "images/s", "slowest", "fastest", "ratio", "peak %", "MiB", "first s",
                "difference",
                "losses of the first steps");
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("threads", count);
        report.put("peakGflops", peak * 1e-9);
        report.put("rounds", rounds);
        report.put("seconds", seconds);
        Map<String, List<Match.Result>> results = new LinkedHashMap<>();
        report.put("workloads", results);
        for (Workload workload : chosen) {
            results.put(workload.name(), match.play(workload, libraries(workload)));
            results.get(workload.name()).forEach(result -> print(out, workload, result));
            write(report);
        }
        for (Workload row : files) {
            results.put(row.name(), OnnxFiles.play(match, row));
            results.get(row.name()).forEach(result -> print(out, row, result));
            write(report);
        }
        if (start) {
            StartUp.Result result = new StartUp(count, rounds).measure();
            report.put(StartUp.NAME, result);
            write(report);
            out.printf("%n%s: cnn %.2f s, onnxruntime %.2f s, ratio %.2f%n", StartUp.NAME, result.cnn(),
                    result.onnxRuntime(), result.ratio());
        }
        out.printf("%nratio: how many times faster cnn is, median of the rounds. Written to %s%n", json);
        out.flush();
        return results.values().stream().flatMap(List::stream).allMatch(Match.Result::agrees) ? 0 : 1;
    }

    private List<Library> libraries(Workload workload) {
        List<Library> libraries = new ArrayList<>(List.of(Library.CNN));
        List<Library> others = with == null
                ? List.of(Library.ONNX_RUNTIME, Library.PYTORCH, Library.DEEPLEARNING4J)
                : with.stream().map(Library::named).toList();
        others.stream().filter(library -> library.does(workload.task())).forEach(libraries::add);
        return libraries;
    }

    private static void print(PrintWriter out, Workload workload, Match.Result result) {
        out.printf(ROW, workload.name(), result.library(), number(result.imagesPerSecond()),
                number(result.slowest()), number(result.fastest()), String.format("%.2f", result.ratio()),
                String.format("%.0f", 100 * result.peakShare()), result.peakMebibytes(),
                String.format("%.2f", result.secondsToReady()),
                String.format("%.1e", result.difference()) + (result.agrees() ? "" : "!"),
                Arrays.stream(result.losses()).mapToObj(loss -> String.format("%.5f", loss))
                        .collect(Collectors.joining(" ")));
        out.flush();
    }

    private static String number(double value) {
        return String.format(value < 100 ? "%,.1f" : "%,.0f", value);
    }

    private void write(Map<String, Object> report) throws java.io.IOException {
        Path folder = json.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(json, JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                .writeValueAsBytes(report));
    }
}
