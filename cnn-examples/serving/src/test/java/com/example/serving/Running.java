package com.example.serving;

import cnn.core.model.Model;
import cnn.core.run.Cnn;
import com.example.serving.Options.Batching;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A service on a free port of this JVM, and a client. */
final class Running implements AutoCloseable {
    static final Cnn CNN = Cnn.create();
    static final Model MODEL = TinyModel.train(CNN);
    private static final ObjectMapper JSON = new ObjectMapper();

    final InferenceServer server;
    final ServedModel model = new ServedModel("tiny", "0123456789ab", MODEL.predictor(CNN.engine()));
    final URI uri;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Running(Options options) throws IOException {
        JdkServer.configure(Options.parse("--model", "any").limits());
        server = InferenceServer.start(options, model);
        uri = server.uri();
    }

    static Running with(String... options) throws IOException {
        return new Running(options(options));
    }

    /** One that gives nobody time for an answer. */
    static Running impatient() throws IOException {
        Options some = options();
        Limits limits = some.limits();
        return new Running(new Options(some.model(), "", some.host(), 0, 0, 5, new Batching(16, Duration.ZERO),
                new Limits(limits.body(), limits.pixels(), limits.pictures(), 0, 64, 256, 512, limits.read(),
                        Duration.ZERO, limits.stop()),
                some.onnx()));
    }

    private static Options options(String... options) {
        List<String> all = new ArrayList<>(List.of("--model", "any"));
        all.addAll(List.of(options));
        if (!all.contains("--port")) {
            all.addAll(List.of("--port", "0"));
        }
        return Options.parse(all.toArray(String[]::new));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri.resolve(path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return post("/predict", "image/png", body);
    }

    HttpResponse<String> post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri.resolve(path)).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)).build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** {@code error.message} of an answer that has this status and code. */
    static String message(HttpResponse<String> response, int status, String code) throws IOException {
        JsonNode error = json(response).get("error");
        if (response.statusCode() != status || error == null || !error.get("code").asText().equals(code)
                || error.get("status").asInt() != status) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return error.get("message").asText();
    }

    /** A form with these files. */
    static byte[] form(byte[]... files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < files.length; i++) {
            out.writeBytes(("--border\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"" + i
                    + ".png\"\r\nContent-Type: image/png\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(files[i]);
            out.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes("--border--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    /** A connection on which a request with this body has begun: half of it has been sent. */
    Socket half(byte[] body) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.getOutputStream()
                .write(("POST /predict HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                        + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body, 0, body.length / 2);
        socket.getOutputStream().flush();
        return socket;
    }

    /** The metric with this name and these labels, {@code name{label="value"}}; NaN where there is none. */
    double metric(String name) throws IOException, InterruptedException {
        return get("/metrics").body().lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst()
                .orElse(Double.NaN);
    }

    /** Waits until a metric has a value. */
    void until(String name, double value) throws IOException, InterruptedException {
        for (int i = 0; i < 1000 && metric(name) != value; i++) {
            Thread.sleep(2);
        }
        if (metric(name) != value) {
            throw new AssertionError(name + " is " + metric(name));
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
