package cnn.core.text;

import java.util.Locale;

/**
 * Text from outside as a message shows it: bounded, and with nothing in it that acts on a terminal or cannot be seen.
 * Control characters, those that turn the direction of writing, those without width and halves of pairs become escapes.
 */
public final class Echo {
    /** Characters that a message shows of one text. */
    static final int MOST = 200;
    /** Characters that a message shows of a path: as many as systems take. */
    static final int MOST_IN_PATH = 4096;
    /** Characters that a message may have in one line; beyond lie only texts that came through unshortened. */
    static final int MOST_IN_LINE = 20_000;

    private Echo() {
    }

    /** One text: a value, a key, a name. Line breaks are escaped too. */
    public static String of(Object value) {
        return escaped(String.valueOf(value), false, MOST);
    }

    /** A file's or folder's path, whose end tells as much as its start. */
    public static String path(Object path) {
        return escaped(String.valueOf(path), false, MOST_IN_PATH);
    }

    /** A whole message, whose own line breaks and tabs stay. */
    public static String lines(Object message) {
        String text = String.valueOf(message);
        StringBuilder shown = new StringBuilder();
        for (int from = 0; from <= text.length();) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            shown.append(escaped(line, true, MOST_IN_LINE));
            if (end < 0) {
                break;
            }
            shown.append('\n');
            from = end + 1;
        }
        return shown.toString();
    }

    private static String escaped(String text, boolean tabs, int most) {
        if (text.length() <= most && text.codePoints().noneMatch(Echo::acts)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length();) {
            int point = text.codePointAt(at);
            String next = !acts(point) || tabs && point == '\t' ? Character.toString(point) : escape(point);
            if (shown.length() + next.length() > most) {
                return shown.append(String.format(Locale.ROOT, "… (%,d characters)", text.length())).toString();
            }
            shown.append(next);
            at += Character.charCount(point);
        }
        return shown.toString();
    }

    private static String escape(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                StringBuilder escape = new StringBuilder();
                for (char half : Character.toChars(point)) {
                    escape.append(String.format(Locale.ROOT, "\\u%04x", (int) half));
                }
                yield escape.toString();
            }
        };
    }

    private static boolean acts(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
