package com.example.serving;

import static com.example.serving.Running.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every way in which a request gets no prediction, and what its sender is told. */
class RefusalTests {
    private static final String FORM = "multipart/form-data; boundary=border";

    @Test
    void otherPathsAndMethods() throws Exception {
        try (Running running = Running.with()) {
            assertEquals("There is no '/predict/now'. Use POST /predict, GET /health or GET /metrics.",
                    message(running.get("/predict/now"), 404, "no-such-path"));
            assertEquals("There is no '/'. Use POST /predict, GET /health or GET /metrics.",
                    message(running.get("/"), 404, "no-such-path"));
            HttpResponse<String> response = running.get("/predict");
            assertEquals("/predict takes POST but was asked with 'GET'. Use POST.",
                    message(response, 405, "wrong-method"));
            assertEquals("POST", response.headers().firstValue("Allow").orElseThrow());
            assertEquals(405, running.post("/metrics", "text/plain", new byte[] {1}).statusCode());
            HttpResponse<String> head = running.send(HttpRequest.newBuilder(running.uri.resolve("/health"))
                    .method("HEAD", BodyPublishers.noBody()).build());
            assertEquals(200, head.statusCode());
            assertEquals("", head.body());
        }
    }

    @Test
    void largeBodies() throws Exception {
        try (Running running = Running.with("--max-body", "1K")) {
            assertEquals("The request has 5000 bytes, and the limit is 1024 bytes. Send fewer or smaller pictures.",
                    message(running.post(new byte[5000]), 413, "body-too-large"));
            assertEquals("The request has more bytes, and the limit is 1024 bytes. Send fewer or smaller pictures.",
                    message(running.send(HttpRequest.newBuilder(running.uri.resolve("/predict"))
                            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5000])))
                            .build()), 413, "body-too-large"));
        }
    }

    @Test
    void largeAndManyPictures() throws Exception {
        try (Running running = Running.with("--max-pixels", "1000", "--max-pictures", "2")) {
            assertEquals("The picture is 40000×30000 pixels large, and the limit is 1000 pixels. Send it smaller.",
                    message(running.post(Pictures.promising(40_000, 30_000)), 413, "picture-too-large"));
            byte[] large = Pictures.file("jpg", 1, 50, 40);
            assertEquals("Picture 2 '1.png' is 50×40 pixels large, and the limit is 1000 pixels. Send it smaller.",
                    message(running.post("/predict", FORM, Running.form(Pictures.png(1), large)), 413,
                            "picture-too-large"));
            assertEquals("The request has more than 2 pictures, which is the limit. Send several requests.",
                    message(running.post("/predict", FORM, Running.form(new byte[3][0])), 413, "too-many-pictures"));
        }
    }

    @Test
    void whatIsNoPicture() throws Exception {
        try (Running running = Running.with()) {
            assertEquals("The picture is neither a PNG nor a JPEG file. Send one of these.",
                    message(running.post("GIF89a".getBytes(StandardCharsets.US_ASCII)), 415, "not-a-picture"));
            assertEquals("There is nothing in the picture. Send a PNG or JPEG file.",
                    message(running.post(new byte[0]), 415, "not-a-picture"));
            assertEquals("The request's Content-Type is 'application/json'. Use image/png or image/jpeg, or "
                    + "multipart/form-data for several pictures.",
                    message(running.post("/predict", "application/json", Pictures.png(1)), 415, "wrong-type"));
            assertEquals("The query 'top=none' says nothing that is known. Use ?top=3, or none.",
                    message(running.post("/predict?top=none", "image/png", Pictures.png(1)), 400, "bad-query"));
        }
    }

    @Test
    void damagedPictures() throws Exception {
        try (Running running = Running.with()) {
            byte[] file = Pictures.png(1);
            assertEquals("The picture is a damaged file: its header tells no size. Save the picture anew.",
                    message(running.post(Arrays.copyOf(file, 20)), 400, "damaged-picture"));
            assertEquals(
                    "Cannot read the image 'the picture': it is cut short. Save the picture anew, or remove the file.",
                    message(running.post(Arrays.copyOf(file, file.length / 2)), 400, "damaged-picture"));
            assertEquals("The form cannot be read: its boundary is not in it. Send it as browsers do, for example with "
                    + "curl --form picture=@cat.png.",
                    message(running.post("/predict", FORM, file), 400, "broken-form"));
        }
    }

    /** Whatever is changed in a file, there is an answer or a refusal, and never a failure. */
    @Test
    void damageOfAllKinds() throws Exception {
        try (Running running = Running.with("--rate", "0")) {
            Random random = new Random(7);
            for (int i = 0; i < 150; i++) {
                byte[] file = i % 2 == 0 ? Pictures.png(i) : Pictures.jpeg(i);
                for (int change = 0; change < 3; change++) {
                    file[random.nextInt(file.length)] = (byte) random.nextInt(256);
                }
                int status = running.post(Arrays.copyOf(file, random.nextInt(file.length) + 1)).statusCode();
                assertTrue(status == 200 || status == 400 || status == 413 || status == 415, i + ": " + status);
            }
        }
    }

    @Test
    void manyRequestsOfOneAddress() throws Exception {
        try (Running running = Running.with("--rate", "0.5")) {
            assertEquals(200, running.post(Pictures.png(1)).statusCode());
            HttpResponse<String> second = running.post(Pictures.png(1));
            assertEquals("More than 0.5 requests a second came from one address, which is the limit. Send them more "
                    + "slowly.", message(second, 429, "too-many-requests"));
            assertEquals("2", second.headers().firstValue("Retry-After").orElseThrow());
            assertEquals(200, running.get("/health").statusCode());
        }
    }

    @Test
    void manyRequestsAtATime() throws Exception {
        try (Running running = Running.with("--concurrency", "1")) {
            Socket first = running.half(Pictures.png(1));
            running.until("serving_requests_running", 1);
            HttpResponse<String> second = running.post(Pictures.png(2));
            assertEquals("The service works on 1 request, which is the limit. Try again.",
                    message(second, 503, "too-busy"));
            assertEquals("1", second.headers().firstValue("Retry-After").orElseThrow());
            assertEquals(1, running.metric("serving_rejections_total{reason=\"too-busy\"}"));
            first.close();
            running.until("serving_requests_running", 0);
            assertEquals(200, running.post(Pictures.png(2)).statusCode());
        }
    }

    @Test
    void answersThatTakeTooLong() throws Exception {
        try (Running running = Running.impatient()) {
            assertEquals("There was no answer within 0 ms, which is the limit. Try again, with fewer pictures or when "
                    + "there is less to do.", message(running.post(Pictures.png(1)), 504, "timeout"));
        }
    }

    @Test
    void slowClients() throws Exception {
        try (Running running = Running.with("--read-timeout", "50ms"); Socket slow = running.half(Pictures.png(1))) {
            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
            assertTrue(
                    answer.contains("The request did not arrive within 50 ms, which is the limit. Send it faster, or "
                            + "a smaller picture."),
                    answer);
            running.until("serving_requests_running", 0);
        }
    }

    /** The JDK's server ends the connection: who sends this is no browser. */
    @Test
    void hugeHeaders() throws Exception {
        try (Running running = Running.with();
                Socket socket = new Socket(running.uri.getHost(), running.uri.getPort())) {
            byte[] header = ("GET /health HTTP/1.1\r\nX: " + "x".repeat(20_000)).getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(header);
            int answered;
            try {
                answered = socket.getInputStream().read();
            } catch (java.io.IOException reset) {
                answered = -1;
            }
            assertEquals(-1, answered);
            assertEquals(200, running.get("/health").statusCode());
        }
    }
}
