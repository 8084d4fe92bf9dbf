package cnn.cli.screen;

/**
 * How much of something is done.
 *
 * @param done the part that is
 * @param rest the part that is not
 */
public record Bar(String done, String rest) {
    /** A bar that is full to a share of 1, in half columns where a terminal has the glyphs. */
    public static Bar of(double share, int columns, boolean glyphs) {
        int width = Math.max(0, columns);
        int halves = (int) (Math.clamp(share, 0, 1) * width * 2);
        int full = halves / 2;
        if (!glyphs) {
            return new Bar("#".repeat(full), "-".repeat(width - full));
        }
        String half = halves % 2 == 1 ? "╸" : "";
        return new Bar("━".repeat(full) + half, "╌".repeat(width - full - half.length()));
    }

    /** Both parts. */
    @Override
    public String toString() {
        return done + rest;
    }
}
