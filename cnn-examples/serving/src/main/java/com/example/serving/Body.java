package com.example.serving;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request's body, read within limits of size and time. A thread of its own reads, so that a client who sends a byte now and
 * then is told so while that thread still waits for the next one.
 */
final class Body {
    private final FutureTask<byte[]> reading;
    private final Thread reader;
    private final int most;

    private Body(InputStream stream, int most) {
        this.most = most;
        reading = new FutureTask<>(() -> stream.readNBytes(most + 1));
        reader = Thread.ofVirtual().name("serving-body").start(reading);
    }

    /**
     * Begins to read.
     *
     * @throws Refusal where the client says itself that it is too large
     */
    static Body of(HttpExchange exchange, int most) throws Refusal {
        String length = exchange.getRequestHeaders().getFirst("Content-Length"); // digits, or the server has refused it
        if (length != null && Long.parseLong(length.strip()) > most) {
            throw tooLarge(length.strip() + " bytes", most);
        }
        return new Body(exchange.getRequestBody(), most);
    }

    private static Refusal tooLarge(String size, int most) {
        return new Refusal(413, "body-too-large", "The request has " + size + ", and the limit is "
                + Text.count(most, "byte") + ". Send fewer or smaller pictures.");
    }

    /**
     * All of it.
     *
     * @throws Refusal where it is too large or takes too long
     * @throws IOException where the client has gone
     */
    byte[] bytes(Duration time) throws Refusal, IOException {
        try {
            byte[] bytes = reading.get(time.toNanos(), TimeUnit.NANOSECONDS);
            if (bytes.length > most) {
                throw tooLarge("more bytes", most);
            }
            return bytes;
        } catch (TimeoutException e) {
            throw new Refusal(408, "too-slow", "The request did not arrive within " + time.toMillis()
                    + " ms, which is the limit. Send it faster, or a smaller picture.",
                    reader::interrupt); // that closes the connection
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
