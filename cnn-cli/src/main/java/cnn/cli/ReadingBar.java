package cnn.cli;

import cnn.api.data.ReadingProgress;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far reading images has come: where a person watches as a line that is overwritten, else as a line every 10
 * seconds. What is read at once shows nothing.
 */
final class ReadingBar implements ReadingProgress {
    private static final long SECOND = 1_000_000_000L;
    private static final long FIRST = SECOND / 2;
    private static final long OFTEN = SECOND / 10;
    private static final long SELDOM = 10 * SECOND;

    private final Terminal terminal;
    private final LastLines last;
    private final LongSupplier nanoTime;
    private long began;
    private long told;
    private boolean reading;
    private boolean shown;

    ReadingBar(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    /** With a clock of its own. */
    ReadingBar(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        last = new LastLines(terminal);
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void read(int read, int of) {
        long now = nanoTime.getAsLong();
        if (!reading) {
            reading = true;
            began = now;
            told = now;
        }
        if (read >= of) {
            close();
        } else if (terminal.interactive() && now - began >= FIRST && (!shown || now - told >= OFTEN)) {
            told = now;
            shown = true;
            last.bar("reading   ", (double) read / of, "  " + text(read, of, now - began));
        } else if (!terminal.interactive() && now - told >= SELDOM) {
            told = now;
            terminal.say("reading   " + text(read, of, now - began));
        }
    }

    private static String text(int read, int of, long nanos) {
        double left = nanos * 1e-9 * (of - read) / read;
        return String.format(Locale.ROOT, "%s of %s  %d %%  %s left", Text.count(read), Text.count(of, "image"),
                (int) (100L * read / of), Text.clock(left));
    }

    /** Takes the line away; to be called as well where reading fails. */
    synchronized void close() {
        if (shown) {
            last.clear();
        }
        reading = false;
        shown = false;
    }
}
