package com.example.serving;

/** Words of messages. What a client sent is shown shortened, and with nothing in it that acts on a terminal. */
final class Text {
    private static final int MOST = 80;

    private Text() {
    }

    /** A text from outside in quotes. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints().limit(MOST).map(point -> Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT || Character.getType(point) == Character.SURROGATE
                        ? '?'
                        : point)
                .forEach(shown::appendCodePoint);
        return shown.append(text.codePointCount(0, text.length()) > MOST ? "…'" : "'").toString();
    }

    /** With a capital in front. */
    static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** {@code 1 picture}, {@code 2 pictures}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
