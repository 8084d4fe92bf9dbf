package com.example.serving;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a running service as fast as it answers, from so many clients at a time, each of which sends its next request when it has
 * the answer to its last one (a closed loop: where the service slows down, so do they). Prints a row for each number of clients:
 *
 * {@snippet :
 * java -cp serving.jar com.example.serving.LoadTest http://127.0.0.1:8080 picture.png 1,4,16,64 5
 * }
 */
public final class LoadTest {
    private static final double WARM_UP_SECONDS = 2;

    private LoadTest() {
    }

    /**
     * What a number of clients measured.
     *
     * @param clients how many asked at a time
     * @param answers how many got an answer with status 200
     * @param refusals how many got another status
     * @param seconds from the first request to the last answer
     * @param p50 half of the answers took at most so many milliseconds
     * @param p99 ninety-nine of a hundred took at most so many
     */
    record Row(int clients, int answers, int refusals, double seconds, double p50, double p99) {
        static final String HEAD = """
                | clients | answers/s | p50 ms | p99 ms | refused |
                |---|---|---|---|---|""";

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "| %d | %.0f | %.2f | %.2f | %d |", clients, answers / seconds, p50, p99,
                    refusals);
        }
    }

    /** Measures: the service's address, a PNG or JPEG file, numbers of clients, seconds for each. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 4) {
            System.err.println("LoadTest takes 4 arguments but was given " + args.length
                    + ". Use for example http://127.0.0.1:8080 picture.png 1,4,16,64 5.");
            System.exit(2);
        }
        URI predict = URI.create(args[0] + "/predict");
        byte[] picture = Files.readAllBytes(Path.of(args[1]));
        double seconds = Double.parseDouble(args[3]);
        int[] clients = Arrays.stream(args[2].split(",")).mapToInt(Integer::parseInt).toArray();
        measure(predict, picture, clients[clients.length - 1], WARM_UP_SECONDS);
        System.out.println(Row.HEAD);
        for (int count : clients) {
            System.out.println(measure(predict, picture, count, seconds));
        }
    }

    /** What one client saw: milliseconds of its answers, and how many refusals. */
    private record Seen(List<Double> milliseconds, int refusals) {
    }

    static Row measure(URI predict, byte[] picture, int clients, double seconds) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(predict).header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(picture)).build();
        List<Double> milliseconds = new ArrayList<>();
        int refusals = 0;
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Seen>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> client(http, request, end)));
            }
            for (Future<Seen> one : all) {
                milliseconds.addAll(one.get().milliseconds);
                refusals += one.get().refusals;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client failed: " + e.getCause(), e.getCause());
        }
        double took = (System.nanoTime() - start) * 1e-9;
        milliseconds.sort(null);
        return new Row(clients, milliseconds.size(), refusals, took, quantile(milliseconds, 0.5),
                quantile(milliseconds, 0.99));
    }

    private static Seen client(HttpClient http, HttpRequest request, long end)
            throws IOException, InterruptedException {
        List<Double> milliseconds = new ArrayList<>();
        int refusals = 0;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                milliseconds.add((System.nanoTime() - start) / 1e6);
            } else {
                refusals++;
            }
        }
        return new Seen(milliseconds, refusals);
    }

    /** The smallest that so large a share does not exceed; NaN of none. */
    static double quantile(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
