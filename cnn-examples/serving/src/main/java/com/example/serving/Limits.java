package com.example.serving;

import java.time.Duration;

/**
 * What nobody may exceed.
 *
 * <p>Memory follows from them: {@code concurrency · body} bytes of requests, and for each processor one picture that is being
 * decoded, of about {@code 8 · pixels} bytes.
 *
 * @param body bytes of a request's body
 * @param pixels pixels of a picture, read from its header before anything is decoded
 * @param pictures pictures in a request
 * @param rate requests a second from one address; 0 for any number
 * @param concurrency requests that are read, decoded or answered at a time
 * @param queue pictures that wait for an answer
 * @param connections open connections
 * @param read until a request has arrived
 * @param answer until it is answered, from then on
 * @param stop for what runs when the service is stopped
 */
record Limits(int body, int pixels, int pictures, double rate, int concurrency, int queue, int connections,
        Duration read, Duration answer, Duration stop) {
}
