package com.example.serving;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What the service was started with.
 *
 * @param model a model file, the folder of a run, or an ONNX file
 * @param name what answers call the model; empty for the file's own name
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param threads threads that compute; 0 for one for each processor
 * @param top classes that an answer lists
 * @param batching how pictures of several requests are put together
 * @param limits what nobody may exceed
 * @param onnx how an ONNX file is to be read
 */
record Options(Path model, String name, String host, int port, int threads, int top, Batching batching, Limits limits,
        OnnxReading onnx) {
    static final String HELP = """
            java --add-modules jdk.incubator.vector -jar serving.jar --model FILE [OPTION VALUE]...

              --model FILE           model file, folder of a run, or ONNX file
              --name NAME            what answers call it (default: the file's name)
              --host ADDRESS         address to listen on (127.0.0.1: this machine alone)
              --port N               port to listen on; 0 for any that is free (8080)
              --threads N            threads that compute; 0 for one for each processor (0)
              --top N                classes that an answer lists (5)
              --batch N              pictures that are answered in one go, at most; 1 to answer each alone (16)
              --wait TIME            how long a batch waits for pictures of other requests (1ms)
              --max-body SIZE        bytes of a request's body (8M)
              --max-pixels N         pixels of a picture (16M)
              --max-pictures N       pictures in a request (16)
              --rate N               requests a second from one address; 0 for any number (200)
              --concurrency N        requests at a time (64)
              --queue N              pictures that wait for an answer (256)
              --connections N        open connections (512)
              --read-timeout TIME    until a request has arrived (10s)
              --timeout TIME         until it is answered, from then on (10s)
              --stop-timeout TIME    for what runs when the service is stopped (20s)
              --classes A,B          names of an ONNX file's classes
              --mean X[,X]           what its input's values in [0, 1] are lessened by (0)
              --deviation X[,X]      what they are divided by then (1)

            Sizes and numbers may end in K or M, times in ms or s.
            """;

    /**
     * How pictures of several requests are put together.
     *
     * @param size most pictures of one batch; 1 to answer each alone
     * @param linger how long the first waits for others
     */
    record Batching(int size, Duration linger) {
    }

    /**
     * What an ONNX file does not say.
     *
     * @param classes names, in the order of its scores; empty where it has them
     * @param mean what values in [0, 1] are lessened by, one number or one for each channel
     * @param deviation what they are divided by then
     */
    record OnnxReading(List<String> classes, List<Double> mean, List<Double> deviation) {
    }

    static boolean asksForHelp(String... args) {
        return Arrays.asList(args).contains("--help");
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static Options parse(String... args) {
        Arguments given = Arguments.of(HELP.lines().filter(line -> line.startsWith("  --"))
                .map(line -> line.strip().split(" ")[0]).toList(), args);
        int pictures = given.whole("--max-pictures", 16, 1, 1000);
        Limits limits = new Limits(given.whole("--max-body", 8 << 20, 1, 1 << 30),
                given.whole("--max-pixels", 16 << 20, 1, 100_000_000), pictures,
                given.decimal("--rate", 200), given.whole("--concurrency", 64, 1, 100_000),
                given.whole("--queue", Math.max(256, pictures), pictures, 1_000_000),
                given.whole("--connections", 512, 1, 1_000_000),
                given.time("--read-timeout", Duration.ofSeconds(10), 1),
                given.time("--timeout", Duration.ofSeconds(10), 1),
                given.time("--stop-timeout", Duration.ofSeconds(20), 1));
        return new Options(Path.of(given.required("--model", "shapes.safetensors")), given.text("--name", ""),
                given.text("--host", "127.0.0.1"), given.whole("--port", 8080, 0, 65_535),
                given.whole("--threads", 0, 0, 1000), given.whole("--top", 5, 1, 100_000),
                new Batching(given.whole("--batch", 16, 1, 1024), given.time("--wait", Duration.ofMillis(1), 0)),
                limits,
                new OnnxReading(given.names("--classes"), given.decimals("--mean", 0),
                        given.decimals("--deviation", 1)));
    }
}
