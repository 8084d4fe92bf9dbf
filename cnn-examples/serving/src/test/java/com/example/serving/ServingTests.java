package com.example.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cnn.core.model.Prediction;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service answers, over real connections. */
class ServingTests {
    @Test
    void answersPngAndJpeg() throws Exception {
        try (Running running = Running.with("--top", "2")) {
            for (byte[] file : List.of(Pictures.png(3), Pictures.jpeg(4))) {
                HttpResponse<String> response = running.post("/predict", "application/octet-stream", file);
                assertEquals(200, response.statusCode(), response.body());
                assertEquals("application/json", response.headers().firstValue("Content-Type").orElseThrow());
                JsonNode json = Running.json(response);
                assertEquals("{\"name\":\"tiny\",\"version\":\"0123456789ab\"}", json.get("model").toString());
                assertTrue(json.get("milliseconds").asDouble() > 0);
                assertEquals(1, json.get("predictions").size());
                Prediction direct = running.model.predictor().predict(file);
                JsonNode first = json.get("predictions").get(0);
                assertEquals(direct.label(), first.get("label").asText());
                assertEquals(direct.probability(), first.get("probability").asDouble());
                assertEquals(2, first.get("top").size());
                assertEquals(direct.ranking().get(1).label(), first.get("top").get(1).get("label").asText());
            }
        }
    }

    @Test
    void answersSeveralPicturesOfAFormInTheirOrder() throws Exception {
        try (Running running = Running.with()) {
            byte[][] files = {Pictures.png(1), Pictures.jpeg(2), Pictures.png(30)};
            HttpResponse<String> response = running.post("/predict?top=1", "multipart/form-data; boundary=border",
                    Running.form(files));
            assertEquals(200, response.statusCode(), response.body());
            JsonNode predictions = Running.json(response).get("predictions");
            assertEquals(3, predictions.size());
            for (int i = 0; i < 3; i++) {
                assertEquals(running.model.predictor().predict(files[i]).probability(),
                        predictions.get(i).get("probability").asDouble());
                assertEquals(1, predictions.get(i).get("top").size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "16"})
    void answersAHundredThreadsAsThePredictorDoesBitForBit(String batch) throws Exception {
        try (Running running = Running.with("--batch", batch, "--rate", "0", "--concurrency", "1000");
                ExecutorService threads = Executors.newFixedThreadPool(100)) {
            List<Future<JsonNode>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                byte[] file = i % 2 == 0 ? Pictures.png(i) : Pictures.jpeg(i);
                answers.add(threads.submit(() -> Running.json(running.post(file)).get("predictions").get(0)));
            }
            for (int i = 0; i < 300; i++) {
                byte[] file = i % 2 == 0 ? Pictures.png(i) : Pictures.jpeg(i);
                List<Prediction.Candidate> direct = running.model.predictor().predict(file).ranking();
                for (int c = 0; c < 3; c++) {
                    JsonNode candidate = answers.get(i).get().get("top").get(c);
                    assertEquals(direct.get(c).label(), candidate.get("label").asText());
                    assertEquals(direct.get(c).probability(), candidate.get("probability").asDouble());
                }
            }
            assertEquals(300, running.metric("serving_batch_pictures_sum"));
            running.until("serving_requests_running", 0);
            if (batch.equals("1")) {
                assertEquals(300, running.metric("serving_batch_pictures_count"));
            } else {
                assertTrue(running.metric("serving_batch_pictures_count") < 300, "no two went together");
            }
        }
    }

    @Test
    void tellsItsHealth() throws Exception {
        try (Running running = Running.with()) {
            for (String path : List.of("/health", "/health/live", "/health/ready")) {
                HttpResponse<String> response = running.get(path);
                assertEquals(200, response.statusCode());
                assertEquals(
                        "{\"live\":true,\"ready\":true,\"model\":{\"name\":\"tiny\",\"version\":\"0123456789ab\"}}\n",
                        response.body());
            }
        }
    }

    @Test
    void finishesWhatRunsWhenItIsStopped() throws Exception {
        byte[] file = Pictures.png(5);
        Running running = Running.with();
        try (Socket slow = running.half(file)) {
            running.until("serving_requests_running", 1);
            Thread stop = Thread.startVirtualThread(running.server::close);
            while (running.get("/health/ready").statusCode() == 200) {
                Thread.sleep(2);
            }
            assertEquals("The service is being stopped. Ask another one, or try again.",
                    Running.message(running.post(file), 503, "stopping"));
            assertTrue(Running.json(running.get("/health/live")).get("live").asBoolean());
            slow.getOutputStream().write(file, file.length / 2, file.length - file.length / 2);
            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            stop.join();
            assertThrows(ConnectException.class, () -> running.get("/health"));
        } finally {
            running.close();
        }
    }

    @Test
    void breaksOffWhatDoesNotEnd() throws Exception {
        Running running = Running.with("--stop-timeout", "50ms");
        try (Socket slow = running.half(Pictures.png(5))) {
            running.until("serving_requests_running", 1);
            running.server.close();
            assertThrows(ConnectException.class, () -> running.get("/health"));
            assertEquals(0, answered(slow));
        } finally {
            running.close();
        }
    }

    /** Bytes that come before a connection ends, in whichever way. */
    private static int answered(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length;
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void leavesNoThreadsBehind() throws Exception {
        for (String batch : List.of("1", "8")) {
            try (Running running = Running.with("--batch", batch)) {
                assertEquals(200, running.post(Pictures.png(1)).statusCode());
                assertTrue(threads() > 0);
            }
            assertEquals(0, threads(), () -> Thread.getAllStackTraces().keySet().toString());
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("serving-") || name.startsWith("HTTP-Dispatcher")).count();
    }

    @Test
    void survivesClientsThatGo() throws Exception {
        try (Running running = Running.with()) {
            for (int i = 0; i < 20; i++) {
                running.half(Pictures.png(i)).close();
            }
            running.until("serving_requests_running", 0);
            assertEquals(200, running.post(Pictures.png(1)).statusCode());
        }
    }

    @Test
    void saysWhichAddressItCannotHave() throws Exception {
        try (Running running = Running.with()) {
            String port = Integer.toString(running.uri.getPort());
            IOException e = assertThrows(IOException.class, () -> Running.with("--port", port));
            assertEquals(
                    "Cannot listen on 127.0.0.1, port " + port + ": Address already in use. Choose another --port, "
                            + "or end what uses it; 0 takes one that is free.",
                    e.getMessage());
        }
    }

    @Test
    void measuresItsLoad() throws Exception {
        try (Running running = Running.with("--rate", "0")) {
            LoadTest.Row row = LoadTest.measure(running.uri.resolve("/predict"), Pictures.png(1), 4, 0.1);
            assertEquals(4, row.clients());
            assertTrue(row.answers() > 0 && row.refusals() == 0 && row.p50() <= row.p99(), row.toString());
            assertEquals(row.answers(), running.metric("serving_requests_total{path=\"/predict\",status=\"200\"}"));
        }
        assertEquals("| 4 | 50 | 1.50 | 2.25 | 3 |", new LoadTest.Row(4, 100, 3, 2, 1.5, 2.25).toString());
        List<Double> times = Arrays.asList(1.0, 2.0, 3.0, 4.0);
        assertEquals(2, LoadTest.quantile(times, 0.5));
        assertEquals(4, LoadTest.quantile(times, 0.99));
    }
}
