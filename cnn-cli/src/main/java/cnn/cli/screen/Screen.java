package cnn.cli.screen;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The terminal that shows progress and messages: its width, which may change, and what it can show. */
public final class Screen {
    private static final int USUAL_WIDTH = 80;
    private static final int PATIENCE_SECONDS = 1;
    private static final String BAR_AND_CURVE = "━╸╌─⣿…";

    private final boolean glyphs;
    private final boolean colours;
    private final boolean changes;
    private boolean followed;
    private volatile int width;

    private Screen(int width, boolean glyphs, boolean colours, boolean changes) {
        this.width = width;
        this.glyphs = glyphs;
        this.colours = colours;
        this.changes = changes;
    }

    /** One that stays as it is; of width 0 there is none. */
    public static Screen of(int width, boolean glyphs, boolean colours) {
        return new Screen(width, glyphs, colours, false);
    }

    /**
     * The terminal behind standard error. The launcher knows its width and whether its locale has other letters than Unicode's
     * ({@code cnn.terminal.width}, {@code cnn.terminal.glyphs}); Java only knows whether all three streams are terminals.
     * Libraries that find out more take Ctrl-C away from the JVM.
     *
     * @param letters what standard error can be written in
     */
    public static Screen current(Charset letters) {
        Integer told = Integer.getInteger("cnn.terminal.width");
        int width = told != null
                ? told
                : System.console() != null && System.console().isTerminal() ? USUAL_WIDTH : 0;
        boolean glyphs = !"false".equals(System.getProperty("cnn.terminal.glyphs"))
                && letters.newEncoder().canEncode(BAR_AND_CURVE);
        return current(width, glyphs, System.getenv());
    }

    /**
     * A terminal of this environment. {@code TERM=dumb} is one whose lines cannot be overwritten; the fonts of the Linux
     * console, {@code TERM=linux}, lack the letters of bars and curves; {@code NO_COLOR} stands for itself (no-color.org).
     */
    static Screen current(int width, boolean glyphs, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        boolean interactive = !kind.equals("dumb");
        return new Screen(interactive ? width : 0, glyphs && !kind.equals("linux"),
                !kind.isEmpty() && environment.getOrDefault("NO_COLOR", "").isEmpty(), true);
    }

    /** Columns; 0 where there is no terminal, or one whose lines cannot be overwritten. */
    public int width() {
        return width;
    }

    /** Whether it shows bars and curves; only letters of ASCII are sure to be seen where it does not. */
    public boolean glyphs() {
        return glyphs;
    }

    /** Whether it shows colours, and is wanted to. */
    public boolean colours() {
        return colours;
    }

    /**
     * From now on the width is the terminal's whenever its window changes. The system says so by a signal, of which the JDK
     * tells in a class outside the language's own; on a Java without it the width stays what it was at the start.
     */
    public synchronized void follow() {
        if (followed || !changes) {
            return;
        }
        followed = true;
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object measuring = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (_, method, _) -> {
                        if (method.getName().equals("handle")) {
                            measure();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance("WINCH"), measuring);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // lines that are too long for a narrower window are broken
        }
    }

    /** Asks the program that knows; it says rows and columns. */
    private void measure() {
        try {
            Process size = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String[] told = new String(size.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip()
                    .split(" ");
            size.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            int columns = Integer.parseInt(told[told.length - 1]);
            if (columns > 0) {
                width = columns;
            }
        } catch (IOException | NumberFormatException e) {
            // the width that was known before
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
