package com.example.serving;

import java.util.Map;

/** A request that gets no answer, and why. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final int retryAfter;
    private final transient Runnable afterwards;

    Refusal(int status, String code, String message) {
        this(status, code, message, 0);
    }

    /** @param afterwards what is to be done once the client has been told */
    Refusal(int status, String code, String message, Runnable afterwards) {
        this(status, code, message, 0, afterwards);
    }

    /** @param retryAfter seconds after which another try makes sense; 0 where none does */
    Refusal(int status, String code, String message, int retryAfter) {
        this(status, code, message, retryAfter, () -> {
        });
    }

    private Refusal(int status, String code, String message, int retryAfter, Runnable afterwards) {
        super(message, null, false, false); // no stack trace: it is an answer
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
        this.afterwards = afterwards;
    }

    /** HTTP's status. */
    int status() {
        return status;
    }

    /** A word for programs, and for the metrics: {@code body-too-large}. */
    String code() {
        return code;
    }

    /** Seconds after which another try makes sense; 0 where none does. */
    int retryAfter() {
        return retryAfter;
    }

    /** What is to be done once the client has been told. */
    void afterwards() {
        afterwards.run();
    }

    /** As JSON has it. */
    Map<String, Object> json() {
        return Map.of("error", Map.of("status", status, "code", code, "message", getMessage()));
    }
}
