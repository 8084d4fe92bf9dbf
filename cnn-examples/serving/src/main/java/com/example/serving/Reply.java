package com.example.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a client is sent.
 *
 * @param status HTTP's status
 * @param type the media type of the body
 * @param body all of it
 * @param headers further headers
 */
record Reply(int status, String type, byte[] body, Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Reply json(int status, Map<String, ?> object, Map<String, String> headers) {
        try {
            return new Reply(status, "application/json", (JSON.writeValueAsString(object) + "\n")
                    .getBytes(StandardCharsets.UTF_8), headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts and numbers are JSON", e);
        }
    }

    static Reply of(Refusal refusal) {
        return json(refusal.status(), refusal.json(), refusal.retryAfter() == 0
                ? Map.of()
                : Map.of("Retry-After", Integer.toString(refusal.retryAfter())));
    }

    /** Writes it out, but leaves the exchange open. */
    void send(HttpExchange exchange) throws IOException {
        Headers out = exchange.getResponseHeaders();
        out.set("Content-Type", type);
        out.set("X-Content-Type-Options", "nosniff");
        out.set("Cache-Control", "no-store");
        headers.forEach(out::set);
        boolean headersOnly = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, headersOnly ? -1 : body.length);
        if (!headersOnly) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
        }
    }
}
