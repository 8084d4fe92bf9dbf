package cnn.cli.screen;

import java.lang.Character.UnicodeScript;

/** Columns that text takes in a terminal: letters of East Asia and pictures take two, marks above or below others none. */
public final class Cells {
    private static final int FIRST_PICTURE = 0x1F300;
    private static final int LAST_PICTURE = 0x1FAFF;
    private static final int FIRST_FULL_WIDTH = 0xFF01;
    private static final int LAST_FULL_WIDTH = 0xFF60;
    private static final int FIRST_CJK_PUNCTUATION = 0x3000;
    private static final int LAST_CJK_PUNCTUATION = 0x303E;

    private Cells() {
    }

    /** Columns of a text. */
    public static int of(String text) {
        return text.codePoints().map(Cells::of).sum();
    }

    private static int of(int point) {
        if (point < 0x300) { // Latin, which is nearly all
            return 1;
        }
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    private static boolean isWide(int point) {
        return switch (UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
            default -> point >= FIRST_CJK_PUNCTUATION && point <= LAST_CJK_PUNCTUATION
                    || point >= FIRST_FULL_WIDTH && point <= LAST_FULL_WIDTH
                    || point >= FIRST_PICTURE && point <= LAST_PICTURE;
        };
    }

    /** As much of a text as fits so many columns; where that is not all, its last column says so. */
    public static String cut(String text, int most, boolean glyphs) {
        if (of(text) <= most) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int columns = 1;
        for (int at = 0; at < text.length();) {
            int point = text.codePointAt(at);
            if (columns + of(point) > most) {
                break;
            }
            columns += of(point);
            kept.appendCodePoint(point);
            at += Character.charCount(point);
        }
        return most < 1 ? "" : kept.append(glyphs ? "…" : "~").toString();
    }

    /** Blanks before a text, so that it ends where a column of this width does. */
    public static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text))) + text;
    }

    /** Blanks behind a text. */
    public static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }
}
