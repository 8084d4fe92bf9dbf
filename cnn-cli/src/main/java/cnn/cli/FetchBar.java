package cnn.cli;

import cnn.cli.fetch.Download;
import cnn.cli.fetch.KnownFile;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far fetching a file has come: where a person watches as a line that is overwritten, else as a line every 10
 * seconds.
 */
final class FetchBar implements Download.Progress {
    private static final long SECOND = 1_000_000_000L;
    private static final long OFTEN = SECOND / 10;
    private static final long SELDOM = 10 * SECOND;

    private final Terminal terminal;
    private final LastLines last;
    private final LongSupplier nanoTime;
    private String name = "";
    private long began;
    private long beganAt;
    private long told;
    private boolean shown;

    FetchBar(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    /** With a clock of its own. */
    FetchBar(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        last = new LastLines(terminal);
        this.nanoTime = nanoTime;
    }

    @Override
    public void at(KnownFile file, long bytes) {
        long now = nanoTime.getAsLong();
        if (!file.name().equals(name) || bytes < beganAt) {
            name = file.name();
            began = now;
            beganAt = bytes;
            told = now;
        }
        if (terminal.interactive() && (!shown || now - told >= OFTEN)) {
            told = now;
            shown = true;
            last.bar("fetching  ", (double) bytes / file.bytes(), "  " + text(file, bytes, now));
        } else if (!terminal.interactive() && now - told >= SELDOM) {
            told = now;
            terminal.say("fetching  " + text(file, bytes, now));
        }
    }

    private String text(KnownFile file, long bytes, long now) {
        double speed = (bytes - beganAt) / Math.max(1e-9, (now - began) * 1e-9);
        return String.format(Locale.ROOT, "%s  %s of %s  %d %%%s", name, Text.bytes(bytes), Text.bytes(file.bytes()),
                100 * bytes / file.bytes(), bytes == beganAt
                        ? ""
                        : "  " + Text.clock((file.bytes() - bytes) / speed) + " left");
    }

    /** Says something else, above the line. */
    void note(String line) {
        close();
        terminal.say(line);
    }

    /** Takes the line away. */
    void close() {
        if (shown) {
            last.clear();
            shown = false;
        }
    }
}
