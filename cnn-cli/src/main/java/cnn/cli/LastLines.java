package cnn.cli;

import cnn.cli.screen.Bar;
import cnn.cli.screen.Cells;
import cnn.cli.screen.Ink;
import cnn.cli.screen.Line;
import java.util.List;

/**
 * The lines under all others, which show what is under way, are overwritten again and again, and are gone in the end. The
 * cursor waits at the start of the first: so whatever else is written meanwhile is overwritten nowhere, and a window that
 * becomes narrower leaves no parts of them. The first is best empty.
 */
final class LastLines {
    private static final int LONGEST_BAR = 30;
    private static final String END_OF_LINE = "\u001b[K";
    /** Lines that a window has just become too narrow for are cut, until its width is known, and broken again. */
    private static final String UNBROKEN = "\u001b[?7l";
    private static final String BROKEN = "\u001b[?7h";
    private static final String END_OF_SCREEN = "\u001b[J";

    private final Terminal terminal;
    private String shown = "";
    private int shownWidth;

    LastLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Shows one line: words, a bar that is full to this share of 1, where there is room for it, and more words. */
    void bar(String head, double share, String tail) {
        Line line = Line.of(terminal.columns(), terminal.screen()).add(head);
        Bar bar = Bar.of(share, Math.min(LONGEST_BAR, line.free() - Cells.of(tail)), terminal.screen().glyphs());
        show(List.of(line.add(Ink.CYAN, bar.done()).add(Ink.FAINT, bar.rest()).add(tail).toString()));
    }

    /** Shows these in the place of those before. None may have more columns than {@link Terminal#columns}. */
    synchronized void show(List<String> lines) {
        terminal.screen().follow();
        String text = UNBROKEN + String.join(END_OF_LINE + "\r\n", lines) + END_OF_SCREEN + BROKEN
                + (lines.size() > 1 ? "\u001b[" + (lines.size() - 1) + "A" : "") + "\r";
        if (!text.equals(shown) || shownWidth != terminal.columns()) {
            // a line that a narrower window broke is in two rows
            write("\r" + (shownWidth != terminal.columns() ? END_OF_SCREEN : "") + text);
            shown = text;
            shownWidth = terminal.columns();
        }
    }

    /** Writes lines that stay, above. */
    synchronized void above(List<String> lines) {
        write((shown.isEmpty() ? "" : "\r" + END_OF_SCREEN) + String.join("\n", lines) + "\n" + shown);
    }

    /** Takes them away. */
    synchronized void clear() {
        if (!shown.isEmpty()) {
            write("\r" + END_OF_SCREEN);
            shown = "";
        }
    }

    /** At once, so that no terminal shows half of it. */
    private void write(String text) {
        terminal.err().print(text);
        terminal.err().flush();
    }
}
