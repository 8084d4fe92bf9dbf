package com.example.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar that holds everything, started and stopped as an operator does it. */
class MergedJarIT {
    /** What SIGTERM ends a Java process with: 128 and the signal's number, 15. */
    private static final int TERMINATED = 143;

    private static Process java(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules", "jdk.incubator.vector", "-Dsun.net.httpserver.maxReqTime=1",
                        "-Dsun.net.httpserver.timerMillis=50", "-jar", System.getProperty("merged.jar")));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
    }

    @Test
    void servesUntilItIsTerminated(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("tiny.safetensors");
        Running.MODEL.save(file);
        Process java = java("--model", file.toString(), "--port", "0");
        try (BufferedReader output = java.inputReader(); HttpClient http = HttpClient.newHttpClient()) {
            String line = output.readLine();
            assertTrue(line != null && line.matches("serving tiny \\([0-9a-f]{12}\\) on http://127\\.0\\.0\\.1:\\d+, "
                    + "kernels simd-.*"), () -> line + error(java));
            URI uri = URI.create(line.replaceFirst(".* on (\\S+),.*", "$1"));
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(uri.resolve("/predict"))
                    .POST(BodyPublishers.ofByteArray(Pictures.png(3))).build(), BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            String label = Running.MODEL.predictor(Running.CNN.engine()).predict(Pictures.png(3)).label();
            assertTrue(answer.body().contains("\"label\":\"" + label + "\""), answer.body());
            try (Socket slow = new Socket(uri.getHost(), uri.getPort())) { // headers that never end
                slow.getOutputStream().write("GET /health HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                assertEquals(-1, slow.getInputStream().read());
            }
            java.toHandle().destroy(); // unlike the process's own, it leaves the output open
            assertEquals("stopped", output.readLine());
            assertEquals(TERMINATED, java.waitFor());
        } finally {
            java.destroyForcibly();
        }
    }

    private static String error(Process java) {
        try {
            return new String(java.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException, InterruptedException {
        Process usage = java("--modle", "x");
        assertTrue(error(usage).contains("serving: There is no option '--modle', only --model, "));
        assertEquals(2, usage.waitFor());
        Process missing = java("--model", "none.safetensors");
        assertTrue(error(missing).contains("serving: There is no model 'none.safetensors'."));
        assertEquals(1, missing.waitFor());
    }
}
