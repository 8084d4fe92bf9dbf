package cnn.augment.pixel;

/** The 256 levels that an 8-bit file has for [0, 1]. */
public final class Levels {
    /** How many there are. */
    public static final int COUNT = 256;
    /** The highest. */
    public static final int LAST = COUNT - 1;

    private Levels() {
    }

    /** The level nearest to a value. */
    public static int of(float value) {
        return Math.min(Math.max((int) (value * LAST + 0.5f), 0), LAST);
    }

    /** The value of a level. */
    public static float value(int level) {
        return (float) level / LAST;
    }
}
