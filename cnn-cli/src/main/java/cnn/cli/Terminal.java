package cnn.cli;

import cnn.core.text.Echo;
import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out for results
 * @param err for progress and messages
 * @param width columns of the terminal that shows {@code err}, so that a line may be overwritten; 0 where it is none
 */
record Terminal(PrintStream out, PrintStream err, int width) {
    private static final int USUAL_WIDTH = 80;

    /**
     * The width of the terminal behind standard error. The launcher knows it; Java only knows whether all three streams
     * are terminals. Libraries that find out more take Ctrl-C away from the JVM.
     */
    static int currentWidth() {
        Integer told = Integer.getInteger("cnn.terminal.width");
        if (told != null) {
            return told;
        }
        return System.console() != null && System.console().isTerminal() ? USUAL_WIDTH : 0;
    }

    /** Whether a person watches. */
    boolean interactive() {
        return width > 0;
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
