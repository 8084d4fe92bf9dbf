package cnn.cli;

/** A terminal's last line, which shows what is under way, is overwritten again and again, and empty in the end. */
final class LastLine {
    private static final int LONGEST_BAR = 30;

    private final Terminal terminal;

    LastLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Columns of a line: one less than the terminal has, so that none is broken. */
    int width() {
        return terminal.width() - 1;
    }

    /** A line as wide as the terminal: words, a bar that is full to this share of 1, and more words. */
    String bar(String head, double share, String tail) {
        int bar = Math.clamp((long) width() - head.length() - tail.length(), 0, LONGEST_BAR);
        int full = (int) (share * bar);
        String line = head + "━".repeat(full) + "╌".repeat(bar - full) + tail;
        // blanks wipe out what a longer line left
        return line.length() < width() ? line + " ".repeat(width() - line.length()) : line.substring(0, width());
    }

    void show(String line) {
        terminal.err().print("\r" + line);
        terminal.err().flush();
    }

    void clear() {
        show(" ".repeat(width()) + "\r");
    }
}
