package cnn.cli.screen;

/** How a piece of text is written, in the terminal's own colours, which suit its background. */
public enum Ink {
    /** As the terminal writes. */
    PLAIN(""),
    /** What matters most. */
    BOLD("1"),
    /** What may be overlooked. */
    FAINT("2"),
    /** What has been done. */
    CYAN("36"),
    /** What is best. */
    GREEN("32"),
    /** What should be looked at. */
    YELLOW("33");

    private static final String ESCAPE = "\u001b[";

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The text between what turns this on and what turns it off. */
    String around(String text) {
        return code.isEmpty() || text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}
