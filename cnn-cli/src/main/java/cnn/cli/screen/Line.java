package cnn.cli.screen;

/** A line as it grows, piece by piece; what no longer fits is left out. */
public final class Line {
    private final int most;
    private final Screen screen;
    private final StringBuilder text = new StringBuilder();
    private int columns;

    private Line(int most, Screen screen) {
        this.most = most;
        this.screen = screen;
    }

    /** An empty line of at most so many columns, with what a screen can show. */
    public static Line of(int most, Screen screen) {
        return new Line(Math.max(0, most), screen);
    }

    /** Adds a piece. */
    public Line add(Ink ink, String piece) {
        String fitting = Cells.cut(piece, most - columns, screen.glyphs());
        text.append(screen.colours() ? ink.around(fitting) : fitting);
        columns += Cells.of(fitting);
        return this;
    }

    /** Adds a piece as the terminal writes it. */
    public Line add(String piece) {
        return add(Ink.PLAIN, piece);
    }

    /** Adds blanks up to a column, counted from 0. */
    public Line to(int column) {
        return add(" ".repeat(Math.max(0, Math.min(column, most) - columns)));
    }

    /** Columns that are still free. */
    public int free() {
        return most - columns;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
