package cnn.layers.attention;

/** How many numbers an attention thinks with. */
final class Reduction {
    private Reduction() {
    }

    /** Refuses what channels cannot be divided by. */
    static void check(String block, int reduction) {
        if (reduction < 1) {
            throw new IllegalArgumentException(block + " reduction is " + reduction
                    + " but channels are divided by 1 or more. Give for example 16.");
        }
    }

    /** The channels divided, and no fewer than {@code least}. */
    static int of(int channels, int reduction, int least) {
        return Math.max(least, channels / reduction);
    }
}
