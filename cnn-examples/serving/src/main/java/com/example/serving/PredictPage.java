package com.example.serving;

import cnn.api.data.Image;
import cnn.core.image.Exhaustion;
import cnn.core.image.ImageDecoder;
import cnn.core.model.Prediction;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code POST /predict}: the pictures of a request, read, decoded on its own thread, and answered with those of others. */
final class PredictPage implements InferenceServer.Page {
    private static final Pattern TOP = Pattern.compile("top=([1-9]\\d{0,5})");
    private static final Pattern BY_CONTENT = Pattern
            .compile("image/.*|application/octet-stream.*|application/x-www-form-urlencoded.*");

    private final Options options;
    private final ServedModel model;
    private final Batcher<Image, Prediction> batcher;
    private final Metrics metrics;
    /** One for each processor: a picture that is decoded takes memory, and more at a time are no faster. */
    private final Semaphore decoders = new Semaphore(Runtime.getRuntime().availableProcessors());

    PredictPage(Options options, ServedModel model, Batcher<Image, Prediction> batcher, Metrics metrics) {
        this.options = options;
        this.model = model;
        this.batcher = batcher;
        this.metrics = metrics;
    }

    @Override
    public Reply answer(HttpExchange exchange) throws Refusal, IOException {
        Limits limits = options.limits();
        int top = top(exchange.getRequestURI().getRawQuery());
        String type = type(exchange);
        byte[] body = Body.of(exchange, limits.body()).bytes(limits.read());
        long start = System.nanoTime();
        Deadline deadline = new Deadline(start, limits.answer());
        List<Upload> uploads = Multipart.is(type)
                ? Multipart.parts(type, body, limits.pictures())
                : List.of(new Upload("the picture", body));
        List<Image> images = new ArrayList<>();
        for (Upload upload : uploads) {
            images.add(decoded(upload, deadline));
        }
        metrics.decoded((System.nanoTime() - start) * 1e-9);
        List<Map<String, Object>> predictions = new ArrayList<>();
        for (Prediction prediction : answers(images, deadline)) {
            predictions.add(AnswerJson.of(prediction, top));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", model.json());
        object.put("predictions", predictions);
        object.put("milliseconds", (System.nanoTime() - start) / 1_000 / 1e3);
        return Reply.json(200, object, Map.of());
    }

    private record Deadline(long start, Duration time) {
        long nanosLeft() {
            return start + time.toNanos() - System.nanoTime();
        }

        Refusal passed() {
            return new Refusal(504, "timeout", "There was no answer within " + time.toMillis()
                    + " ms, which is the limit. Try again, with fewer pictures or when there is less to do.");
        }
    }

    private int top(String query) throws Refusal {
        if (query == null) {
            return options.top();
        }
        Matcher top = TOP.matcher(query);
        if (!top.matches()) {
            throw new Refusal(400, "bad-query", "The query " + Text.quoted(query)
                    + " says nothing that is known. Use ?top=3, or none.");
        }
        return Integer.parseInt(top.group(1));
    }

    private static String type(HttpExchange exchange) throws Refusal {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || BY_CONTENT.matcher(type.toLowerCase(Locale.ROOT)).matches() || Multipart.is(type)) {
            return type == null ? "" : type;
        }
        throw new Refusal(415, "wrong-type", "The request's Content-Type is " + Text.quoted(type)
                + ". Use image/png or image/jpeg, or multipart/form-data for several pictures.");
    }

    /** The picture in the shape that the network takes. */
    private Image decoded(Upload upload, Deadline deadline) throws Refusal {
        PictureFile.check(upload.name(), upload.bytes(), options.limits().pixels());
        try {
            if (!decoders.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
                throw deadline.passed();
            }
        } catch (InterruptedException e) {
            throw stopped();
        }
        try {
            return model.predictor().model().fit(ImageDecoder.decode(upload.name(), upload.bytes()));
        } catch (IllegalArgumentException e) {
            if (Exhaustion.in(e) != null) {
                throw new Refusal(503, "out-of-memory", e.getMessage(), 1);
            }
            throw new Refusal(400, "damaged-picture", e.getMessage());
        } finally {
            decoders.release();
        }
    }

    private List<Prediction> answers(List<Image> images, Deadline deadline) throws Refusal {
        List<CompletableFuture<Prediction>> asked = batcher.ask(images);
        try {
            List<Prediction> answers = new ArrayList<>();
            for (CompletableFuture<Prediction> one : asked) {
                long left = deadline.nanosLeft();
                if (left <= 0) { // an answer that is there already is late as well
                    throw deadline.passed();
                }
                answers.add(one.get(left, TimeUnit.NANOSECONDS));
            }
            return answers;
        } catch (TimeoutException e) {
            throw deadline.passed();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException none) { // the network overflows on this picture
                throw new Refusal(500, "no-answer", none.getMessage());
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | CancellationException e) {
            throw stopped();
        } finally {
            asked.forEach(one -> one.cancel(false)); // nobody waits for the rest any more
        }
    }

    private static Refusal stopped() {
        return new Refusal(503, "stopping", "The service was stopped. Ask another one, or try again.", 1);
    }
}
