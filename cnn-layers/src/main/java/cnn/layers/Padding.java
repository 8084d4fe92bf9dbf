package cnn.layers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds an image where a window reaches over its edge. Written {@code valid}, {@code same}, {@code 1} (pixels
 * on every side) or {@code 1,2,1,2} (top, left, bottom, right) in a pipeline.
 *
 * @param mode how the amounts are found
 * @param top rows above, 0 unless explicit
 * @param left columns to the left, 0 unless explicit
 * @param bottom rows below, 0 unless explicit
 * @param right columns to the right, 0 unless explicit
 */
public record Padding(Mode mode, int top, int left, int bottom, int right) {
    /** No padding: windows stay inside the image. */
    public static final Padding VALID = new Padding(Mode.VALID, 0, 0, 0, 0);
    /** Output size = input size / stride, rounded up. An odd pixel of padding goes below and to the right. */
    public static final Padding SAME = new Padding(Mode.SAME, 0, 0, 0, 0);
    /** As {@link #SAME}, but an odd pixel goes above and to the left. */
    public static final Padding SAME_LOWER = new Padding(Mode.SAME_LOWER, 0, 0, 0, 0);

    /** How the amounts of padding are found. */
    public enum Mode {
        /** None. */
        VALID,
        /** As much as keeps the size, the odd pixel at the end. */
        SAME,
        /** As much as keeps the size, the odd pixel at the start. */
        SAME_LOWER,
        /** As given. */
        EXPLICIT;

        /** The mode that a pipeline calls so; null where these are amounts. */
        static @Nullable Mode named(String text) {
            String word = text.strip().toLowerCase(Locale.ROOT);
            for (Mode mode : values()) {
                if (mode != EXPLICIT && mode.word().equals(word)) {
                    return mode;
                }
            }
            return null;
        }

        /** As a pipeline writes it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Padding {
        if (Math.min(Math.min(top, left), Math.min(bottom, right)) < 0) {
            throw new IllegalArgumentException("Padding cannot be negative but was given " + top + "," + left + ","
                    + bottom + "," + right + " (top, left, bottom, right). Use 0 or more.");
        }
        if (mode != Mode.EXPLICIT && (top | left | bottom | right) != 0) {
            throw new IllegalArgumentException(
                    "Padding " + mode + " finds its own amounts. Use mode EXPLICIT to give them.");
        }
    }

    /** The same number of pixels on every side. */
    public static Padding of(int pixels) {
        return of(pixels, pixels, pixels, pixels);
    }

    /** A number of pixels for each side. */
    public static Padding of(int top, int left, int bottom, int right) {
        return new Padding(Mode.EXPLICIT, top, left, bottom, right);
    }

    /** Reads {@code valid}, {@code same}, {@code same-lower}, {@code 1} or {@code 1,2,1,2} (top, left, bottom, right). */
    public static Padding parse(String text) {
        Mode named = Mode.named(text);
        if (named != null) {
            return new Padding(named, 0, 0, 0, 0);
        }
        String[] sides = text.split(",", -1);
        try {
            if (sides.length == 1) {
                return of(Integer.parseInt(text.strip()));
            }
            if (sides.length == 4) {
                return of(Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()),
                        Integer.parseInt(sides[2].strip()), Integer.parseInt(sides[3].strip()));
            }
        } catch (NumberFormatException e) {
            // falls through to the message below
        }
        throw new IllegalArgumentException("'" + text + "' is no padding. Write valid, same, a number of pixels for "
                + "every side (1), or top,left,bottom,right (1,2,1,2).");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        if (mode != Mode.EXPLICIT) {
            return mode.word();
        }
        return top == left && top == bottom && top == right
                ? Integer.toString(top)
                : top + "," + left + "," + bottom + "," + right;
    }
}
