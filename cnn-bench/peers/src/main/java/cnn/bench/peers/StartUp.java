package cnn.bench.peers;

import cnn.bench.Trial;
import cnn.bench.networks.Workload;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.onnx.Onnx;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * From the start of a process to its first prediction: LeNet-5 from its file, here and in ONNX Runtime, in turn. Both have
 * only the jars that they need, and the start-up cache that helps them most, written by the JVM after a run before: ours an
 * archive of classes, as the launcher makes it, theirs an AOT cache, which the module of vectors would stand in the way of.
 */
record StartUp(int threads, int rounds) {
    /** Name among the workloads. */
    static final String NAME = "start-lenet5";
    private static final Map<Library, Pattern> NEEDS = Map.of(Library.CNN, Pattern.compile(
            "^(cnn-|onnxruntime|jackson-[a-z]+-2|jackson-dataformat|snakeyaml|imageio-|common-|slf4j-|jspecify)"),
            Library.ONNX_RUNTIME, Pattern.compile("^(cnn-|onnxruntime|jspecify)"));

    /**
     * Median times.
     *
     * @param cnn seconds of this project
     * @param onnxRuntime seconds of ONNX Runtime in Java
     * @param ratio how many times faster this project is, median of the rounds' ratios
     */
    record Result(double cnn, double onnxRuntime, double ratio) {
    }

    Result measure() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cnn-bench-");
        Trial trial = new Trial(Workload.named("infer-lenet5-b1"));
        Path ours = folder.resolve("lenet5.safetensors");
        new Model(trial.network(), trial.weights(), Preprocessing.none(trial.network().input()),
                IntStream.range(0, trial.network().output().size()).mapToObj(Integer::toString).toList(),
                SoftmaxCrossEntropy.of(), Provenance.unknown()).save(ours);
        Path theirs = folder.resolve("lenet5.onnx");
        Onnx.export(trial.network(), trial.weights()).batch(1).write(theirs);
        rehearse(Library.CNN, ours, folder);
        rehearse(Library.ONNX_RUNTIME, theirs, folder);
        double[][] seconds = new double[3][rounds];
        for (int round = -1; round < rounds; round++) {
            double first = start(Library.CNN, ours, folder);
            double second = start(Library.ONNX_RUNTIME, theirs, folder);
            if (round >= 0) { // the first round reads everything from disk
                seconds[0][round] = first;
                seconds[1][round] = second;
                seconds[2][round] = second / first;
            }
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) { // the caches are 30 MB
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        for (double[] each : seconds) {
            Arrays.sort(each);
        }
        return new Result(seconds[0][rounds / 2], seconds[1][rounds / 2], seconds[2][rounds / 2]);
    }

    private double start(Library library, Path file, Path folder) throws IOException, InterruptedException {
        String use = library == Library.CNN ? "-XX:SharedArchiveFile=" : "-XX:AOTCache=";
        List<String> command = command(library, file, use + cache(library, folder));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            double seconds = (System.nanoTime() - start) * 1e-9;
            if (line == null || !line.startsWith(Player.MARK)) {
                throw new IllegalStateException(
                        library.id() + " ended without a prediction: " + String.join(" ", command));
            }
            process.waitFor();
            return seconds;
        }
    }

    /** A run that is watched, and the writing of the cache from what was seen. */
    private void rehearse(Library library, Path file, Path folder) throws IOException, InterruptedException {
        Path cache = cache(library, folder);
        Path log = folder.resolve(library.id() + ".log");
        if (library == Library.CNN) {
            Path classes = folder.resolve(library.id() + ".classes");
            run(log, command(library, file, "-XX:DumpLoadedClassList=" + classes));
            run(log, command(library, file, "-Xshare:dump", "-XX:SharedClassListFile=" + classes,
                    "-XX:SharedArchiveFile=" + cache));
        } else {
            run(log, command(library, file, "-XX:AOTCacheOutput=" + cache));
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException(library.id() + " wrote no start-up cache: " + Files.readString(log));
        }
    }

    private static void run(Path log, List<String> command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(log));
        }
    }

    private static Path cache(Library library, Path folder) {
        return folder.resolve(library.id() + ".cache");
    }

    private List<String> command(Library library, Path file, String... cache) {
        List<String> command = Seat.java(library, threads);
        if (library != Library.CNN) {
            command.removeIf(flag -> flag.startsWith("--add-modules"));
        }
        command.addAll(List.of(cache));
        command.addAll(List.of("-Xlog:aot*=off", "-Xlog:cds*=off", "-cp", jars(library),
                FirstPrediction.class.getName(), library.id(), file.toString(), Integer.toString(threads)));
        return command;
    }

    /** What a library needs of our class path. The cache takes jars only, so a folder of classes is that module's jar. */
    private static String jars(Library library) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(StartUp::jar)
                .filter(path -> NEEDS.get(library).matcher(Path.of(path).getFileName().toString()).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jar(String path) {
        if (!Files.isDirectory(Path.of(path))) {
            return path;
        }
        try (Stream<Path> files = Files.list(Path.of(path).resolveSibling(""))) {
            return files.map(Path::toString).filter(name -> name.endsWith(".jar")).findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException(path + " has no jar beside it. Run Maven's phase verify."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
