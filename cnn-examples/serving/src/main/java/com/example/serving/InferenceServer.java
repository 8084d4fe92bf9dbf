package com.example.serving;

import cnn.api.data.Image;
import cnn.core.model.Prediction;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP side: which path leads where, until it is closed. Every request has a virtual thread. */
final class InferenceServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(InferenceServer.class.getName());
    private static final int BACKLOG = 256;

    private final Options options;
    private final ServedModel model;
    private final Metrics metrics;
    private final Gate gate;
    private final Batcher<Image, Prediction> batcher;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("serving-request-", 0).factory());

    private InferenceServer(Options options, ServedModel model, HttpServer server) {
        this.options = options;
        this.model = model;
        this.server = server;
        metrics = new Metrics(model);
        gate = new Gate(options.limits().concurrency());
        batcher = new Batcher<>(options.batching(), options.limits().queue(), gate::inside,
                model.predictor()::predict, metrics);
        metrics.gauges(gate::inside, batcher::waiting);
    }

    /**
     * Listens.
     *
     * @throws IOException that names the address, where it cannot be had
     */
    static InferenceServer start(Options options, ServedModel model) throws IOException {
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getByName(options.host()), options.port()),
                    BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot listen on " + options.host() + ", port " + options.port() + ": " + e.getMessage()
                            + ". Choose another --port, or end what uses it; 0 takes one that is free.",
                    e);
        }
        InferenceServer server = new InferenceServer(options, model, http);
        server.listen();
        return server;
    }

    /** What a path answers. */
    @FunctionalInterface
    interface Page {
        Reply answer(HttpExchange exchange) throws Refusal, IOException;
    }

    private void listen() {
        server.setExecutor(threads);
        PredictPage predict = new PredictPage(options, model, batcher, metrics);
        RateLimit rate = new RateLimit(options.limits().rate(), System::nanoTime);
        server.createContext("/predict", exchange -> handle(exchange, "/predict", "POST", predict, rate));
        page("/health", _ -> health(gate.isClosed() ? 503 : 200));
        page("/health/live", _ -> health(200));
        page("/health/ready", _ -> health(gate.isClosed() ? 503 : 200));
        page("/metrics", _ -> new Reply(200, metrics.type(), metrics.text(), Map.of()));
        server.createContext("/", exchange -> handle(exchange, "", "GET", _ -> {
            throw new AssertionError("no path is empty");
        }, null));
        server.start();
    }

    private void page(String path, Page page) {
        server.createContext(path, exchange -> handle(exchange, path, "GET", page, null));
    }

    private Reply health(int status) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("live", true);
        object.put("ready", !gate.isClosed());
        object.put("model", model.json());
        return Reply.json(status, object, Map.of());
    }

    /** Where it can be asked. */
    URI uri() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** @param rate limits who asks, together with the gate; null for pages that cost nothing */
    private void handle(HttpExchange exchange, String path, String method, Page page, RateLimit rate) {
        long start = System.nanoTime();
        boolean inside = false;
        try (exchange) {
            Runnable afterwards = () -> {
            };
            Reply reply;
            try {
                checkRequest(exchange, path, method);
                if (rate != null) {
                    rate.enter(exchange.getRemoteAddress().getAddress());
                    gate.enter();
                    inside = true;
                }
                reply = page.answer(exchange);
            } catch (Refusal refusal) {
                reply = Reply.of(refusal);
                afterwards = refusal::afterwards;
                if (rate != null) {
                    metrics.rejected(refusal.code());
                }
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "a request to " + path + " failed", e);
                reply = Reply.of(new Refusal(500, "internal", "The service failed; its log tells why."));
            }
            metrics.request(path.isEmpty() ? "other" : path, reply.status());
            reply.send(exchange);
            afterwards.run();
            if (rate != null) {
                metrics.took((System.nanoTime() - start) * 1e-9);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client has gone", e);
        } finally {
            if (inside) {
                gate.leave();
            }
        }
    }

    private static void checkRequest(HttpExchange exchange, String path, String method) throws Refusal {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            throw new Refusal(404, "no-such-path", "There is no " + Text.quoted(exchange.getRequestURI().getPath())
                    + ". Use POST /predict, GET /health or GET /metrics.");
        }
        String given = exchange.getRequestMethod();
        if (!given.equals(method) && !(given.equals("HEAD") && method.equals("GET"))) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new Refusal(405, "wrong-method",
                    path + " takes " + method + " but was asked with " + Text.quoted(given)
                            + ". Use " + method + ".");
        }
    }

    /**
     * Lets no more requests in, waits for those that run, and ends. Meanwhile others are told that the service is being stopped, and
     * {@code /health/ready} says so to who balances loads.
     */
    @Override
    public void close() {
        int left = gate.close(options.limits().stop());
        if (left > 0) {
            LOG.log(System.Logger.Level.WARNING, Text.count(left, "request") + " did not end within "
                    + options.limits().stop().toMillis() + " ms, and " + (left == 1 ? "is" : "are") + " broken off.");
        }
        server.stop(0);
        batcher.close();
        threads.shutdownNow();
        threads.close();
    }
}
