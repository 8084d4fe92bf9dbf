package cnn.cli;

import java.io.PrintStream;

/** A JSON array that is written while it grows, so that its length does not matter. */
final class JsonArray {
    private final PrintStream out;
    private boolean empty = true;

    JsonArray(PrintStream out) {
        this.out = out;
    }

    void add(Object value) {
        out.print((empty ? "[ " : ", ") + Json.of(value));
        empty = false;
    }

    void end() {
        out.println(empty ? "[ ]" : " ]");
    }
}
