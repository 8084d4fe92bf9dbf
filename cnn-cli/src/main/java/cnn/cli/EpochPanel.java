package cnn.cli;

import cnn.cli.screen.Bar;
import cnn.cli.screen.Cells;
import cnn.cli.screen.Ink;
import cnn.cli.screen.Line;
import cnn.cli.screen.Screen;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The epoch under way, in a few lines: how far it is, what it has brought, how long it and the run will take, and beside these
 * the curve of the epochs before, where a terminal has the room and the glyphs.
 */
final class EpochPanel {
    private static final int ROWS = 3;
    /** Columns of what stands before the curve: at least, where there is one, and at most. */
    private static final int LEFT = 42;
    private static final int WIDEST_LEFT = 60;
    private static final int GAP = 3;
    private static final int CAPTION = 19;
    private static final int NARROWEST_CURVE = 8;
    private static final int WIDEST_CURVE = 40;

    /**
     * Where a run stands.
     *
     * @param measured validation images, which are measured behind the last step
     * @param accuracy NaN where there is none
     * @param epochLeft seconds
     * @param runLeft seconds
     */
    record Standing(int epoch, int epochs, int step, int steps, int measured, double loss, double accuracy,
            double imagesPerSecond, double epochLeft, double runLeft) {
        private boolean isMeasuring() {
            return step >= steps && measured > 0;
        }
    }

    private final Screen screen;

    EpochPanel(Screen screen) {
        this.screen = screen;
    }

    /** The lines, of at most so many columns, an empty one first. */
    List<String> lines(Standing now, MonitoredCurve curve, int most) {
        int beside = now.epochs > 1 && screen.glyphs() ? most - LEFT - GAP : 0;
        boolean captioned = beside >= CAPTION + GAP + NARROWEST_CURVE;
        int curveWidth = Math.min(WIDEST_CURVE, captioned ? beside - CAPTION - GAP : beside);
        boolean drawn = curveWidth >= NARROWEST_CURVE;
        int taken = drawn ? GAP + curveWidth + (captioned ? CAPTION + GAP : 0) : 0;
        int left = Math.min(WIDEST_LEFT, most - taken);
        List<Line> lines = empty(most);
        bar(lines.get(0), now, left);
        brought(lines.get(1), now, left);
        pace(lines.get(2), now, left);
        if (drawn) {
            draw(lines, curve, left + GAP, curveWidth, captioned);
        }
        List<String> text = new ArrayList<>(List.of(""));
        lines.forEach(line -> text.add(line.toString()));
        return text;
    }

    private List<Line> empty(int most) {
        return Stream.generate(() -> Line.of(most, screen)).limit(ROWS).toList();
    }

    /** The whole curve, for the end of a run; nothing where it cannot be shown or has nothing to show. */
    List<String> end(MonitoredCurve curve, int most) {
        int width = Math.min(WIDEST_CURVE, most - CAPTION - GAP);
        if (!screen.glyphs() || width < NARROWEST_CURVE || curve.rows(width, ROWS).isEmpty()) {
            return List.of();
        }
        List<Line> lines = empty(most);
        draw(lines, curve, 0, width, true);
        return lines.stream().map(Line::toString).toList();
    }

    private static void draw(List<Line> lines, MonitoredCurve curve, int column, int width, boolean captioned) {
        List<String> rows = curve.rows(width, ROWS);
        List<String> caption = curve.caption();
        for (int row = 0; row < rows.size(); row++) {
            if (captioned) {
                lines.get(row).to(column).add(row == 0 ? Ink.FAINT : row == 1 ? Ink.BOLD : Ink.GREEN,
                        Cells.cut(Echo.of(caption.get(row)), CAPTION, true));
            }
            if (!rows.get(row).isEmpty()) {
                lines.get(row).to(column + (captioned ? CAPTION + GAP : 0)).add(Ink.CYAN, rows.get(row));
            }
        }
    }

    private void bar(Line line, Standing now, int most) {
        double share = Math.min(1, (double) now.step / Math.max(1, now.steps));
        String head = "epoch " + now.epoch + "/" + now.epochs + " ";
        String tail = String.format(Locale.ROOT, " %3.0f %%", Math.floor(100 * share));
        Bar bar = Bar.of(share, most - head.length() - tail.length(), screen.glyphs());
        line.add(Ink.BOLD, head).add(Ink.CYAN, bar.done()).add(Ink.FAINT, bar.rest()).add(tail);
    }

    private static void brought(Line line, Standing now, int most) {
        String loss = "loss " + Text.loss(now.loss);
        String share = Double.isNaN(now.accuracy) ? "" : Text.percent(now.accuracy);
        line.add(share.isEmpty()
                ? loss
                : longest(most, loss + "   accuracy " + share, loss + "  " + share, loss));
    }

    private static void pace(Line line, Standing now, int most) {
        if (now.isMeasuring()) {
            line.add(Ink.FAINT, longest(most, "measuring on " + Text.count(now.measured, "validation image"),
                    "measuring"));
            return;
        }
        String pace = Text.count(now.imagesPerSecond);
        String run = Text.clock(now.runLeft);
        String both = "epoch " + Text.clock(now.epochLeft) + " left, run " + run;
        line.add(Ink.FAINT, now.epochs == 1
                ? longest(most, pace + " images/s   " + run + " left", run + " left")
                : longest(most, pace + " images/s   " + both, pace + "/s   " + both, both, run + " left"));
    }

    /** The first, longest one that fits, or else the last. */
    private static String longest(int most, String... texts) {
        for (String text : texts) {
            if (text.length() <= most) {
                return text;
            }
        }
        return texts[texts.length - 1];
    }
}
