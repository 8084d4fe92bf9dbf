package cnn.bench.peers;

import cnn.bench.networks.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A library's process, seen from the side that gives the orders. */
final class Seat implements AutoCloseable {
    private final Library library;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;
    private final Path log;
    private final Path file;
    private final long start;
    private double secondsToReady;
    private String version = "";
    private double[] losses = new double[0];
    private long peakMebibytes;

    /** Starts a process that is given the network layer by layer. */
    Seat(Library library, Workload workload, int threads, Path folder) throws IOException {
        this(library, threads, folder, Player.class, library.id(), workload.name(), Integer.toString(threads),
                scores(library, folder).toString());
    }

    /** Starts a process. What it says beside its answers goes to a log in the folder. */
    Seat(Library library, int threads, Path folder, Class<?> program, String... arguments) throws IOException {
        this.library = library;
        file = scores(library, folder);
        log = folder.resolve(library.id() + ".log");
        List<String> command = java(library, threads, program, arguments);
        start = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(library.environment(threads));
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Where a process leaves its scores. */
    static Path scores(Library library, Path folder) {
        return folder.resolve(library.id() + ".scores");
    }

    /** A command that starts a program of ours in a JVM such as this one: with the launcher's flags. */
    static List<String> java(Library library, int threads, Class<?> program, String... arguments) {
        List<String> command = java(library, threads);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command's beginning: this JVM and its flags, and what native libraries ask for. */
    static List<String> java(Library library, int threads) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(library.options(threads));
        return command;
    }

    /** Waits until the workload is loaded. */
    void awaitReady() {
        String[] words = answer("ready");
        secondsToReady = (System.nanoTime() - start) * 1e-9;
        version = words[1].replace('_', ' ');
        losses = Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray();
    }

    /** Lets it work for this long; seconds that one run took. */
    double work(double seconds) {
        orders.println(seconds);
        String[] words = answer("did");
        peakMebibytes = Long.parseLong(words[3]);
        return Long.parseLong(words[2]) * 1e-9 / Long.parseLong(words[1]);
    }

    private String[] answer(String word) {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(Player.MARK + word)) {
                    return line.substring(Player.MARK.length()).split(" ");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(library.id() + " ended before it answered '" + word + "'. Its log: " + log);
    }

    Library library() {
        return library;
    }

    String version() {
        return version;
    }

    /** Mean losses of the first training steps. */
    double[] losses() {
        return losses;
    }

    /** From the start of the process to its first answer. */
    double secondsToReady() {
        return secondsToReady;
    }

    long peakMebibytes() {
        return peakMebibytes;
    }

    float[] scores() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        float[] scores = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(scores);
        return scores;
    }

    /** Deletes what the process wrote. */
    void clean() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(log);
    }

    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
