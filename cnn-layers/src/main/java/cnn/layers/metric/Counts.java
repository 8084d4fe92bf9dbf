package cnn.layers.metric;

import java.util.Arrays;

/** Counts from a checkpoint, looked at before they are used. */
final class Counts {
    private Counts() {
    }

    /** Refuses another number of counts, and numbers that none can be. */
    static void check(double[] counts, int size) {
        if (counts.length != size || Arrays.stream(counts).anyMatch(count -> !Double.isFinite(count))) {
            throw new IllegalArgumentException("There are " + counts.length + " counts but " + size
                    + " finite numbers are expected.");
        }
    }

    /** Refuses what is no whole number of at least 0. */
    static long whole(double count) {
        if (!(count >= 0 && count <= 1L << 53 && count == Math.rint(count))) {
            throw new IllegalArgumentException("A count is " + count + " but must be a whole number of at least 0.");
        }
        return (long) count;
    }
}
