package cnn.cli.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that answers each request for a file as it is told to, and then as it should. */
public final class UnreliableServer implements AutoCloseable {
    /** One answer. */
    public interface Answer {
        /** Answers; the exchange is closed afterwards. */
        void to(HttpExchange exchange, byte[] file) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

    /** Serves one file under every path. */
    public UnreliableServer(byte[] file, Answer... first) {
        answers.addAll(List.of(first));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                String range = exchange.getRequestHeaders().getFirst("Range");
                ranges.add(range == null ? "all" : range);
                next().to(exchange, file);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    private synchronized Answer next() {
        return answers.isEmpty() ? UnreliableServer::properly : answers.removeFirst();
    }

    /** Of a file on it. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** What was asked for, one request after the other: {@code all}, or {@code bytes=100-}. */
    List<String> ranges() {
        return List.copyOf(ranges);
    }

    static void properly(HttpExchange exchange, byte[] file) throws IOException {
        properly(exchange, file, Integer.MAX_VALUE);
    }

    /** The whole file, whatever part was asked for. */
    static void wholly(HttpExchange exchange, byte[] file) throws IOException {
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
    }

    /** An empty answer. */
    static Answer status(int code) {
        return (exchange, file) -> exchange.sendResponseHeaders(code, -1);
    }

    /** Leads to another place. */
    static Answer redirect(String to) {
        return (exchange, file) -> {
            exchange.getResponseHeaders().add("Location", to);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Promises the whole rest, and breaks off after some bytes. */
    static Answer breakingOff(int bytes) {
        return (exchange, file) -> properly(exchange, file, bytes);
    }

    private static void properly(HttpExchange exchange, byte[] file, int bytes) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        if (range != null) {
            exchange.getResponseHeaders().add("Content-Range",
                    "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
        exchange.getResponseBody().write(file, from, Math.min(bytes, file.length - from));
        exchange.getResponseBody().flush();
    }

    /** Sends some bytes, and then nothing for as long as the server lives. */
    static Answer stalling(int bytes) {
        return (exchange, file) -> {
            properly(exchange, file, bytes);
            sleep();
        };
    }

    /** Does not even begin to answer. */
    static Answer silent() {
        return (exchange, file) -> sleep();
    }

    /** Until the server is closed. */
    private static void sleep() {
        try {
            Thread.sleep(Duration.ofMinutes(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends other bytes of the same length. */
    static void otherwise(HttpExchange exchange, byte[] file) throws IOException {
        byte[] other = new byte[file.length];
        Arrays.fill(other, (byte) 'x');
        wholly(exchange, other);
    }

    /** Sends more than the file, without saying how much. */
    static void endlessly(HttpExchange exchange, byte[] file) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; i < 10; i++) {
            exchange.getResponseBody().write(file);
        }
    }

    /** Says that the file has another length. */
    static void lying(HttpExchange exchange, byte[] file) throws IOException {
        wholly(exchange, Arrays.copyOf(file, file.length / 2));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
