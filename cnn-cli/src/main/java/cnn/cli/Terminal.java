package cnn.cli;

import cnn.cli.screen.Screen;
import cnn.core.text.Echo;
import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out for results
 * @param err for progress and messages
 * @param screen the terminal that shows {@code err}; one without width where it is none
 */
record Terminal(PrintStream out, PrintStream err, Screen screen) {
    /** One that is as wide as this and shows bars and curves, but no colours; 0 columns for none. */
    Terminal(PrintStream out, PrintStream err, int width) {
        this(out, err, Screen.of(width, true, false));
    }

    /** Columns of a line that is not broken: one less than the terminal has. */
    int columns() {
        return screen.width() - 1;
    }

    /** Whether a person watches, so that a line may be overwritten. */
    boolean interactive() {
        return screen.width() > 0;
    }

    /** A result. */
    void print(Object line) {
        out.println(line);
    }

    /** Progress, or a message; whatever text from outside came into it, nothing in it acts on the terminal. */
    void say(Object line) {
        err.println(Echo.lines(line));
    }
}
