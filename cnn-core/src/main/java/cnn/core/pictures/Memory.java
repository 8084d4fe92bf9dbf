package cnn.core.pictures;

import java.util.Locale;

/** Whether data fits into memory, with what Java needs around it: small images take more in arrays than in pixels. */
public final class Memory {
    /** An array's header, and what lists of arrays take for each while they grow. */
    private static final long ARRAY = 16 + 12;

    private Memory() {
    }

    /** Bytes that so many images take, each an array of bytes. */
    public static long images(long count, long pixels) {
        long each = (ARRAY + pixels + 7) / 8 * 8;
        return count > Long.MAX_VALUE / 2 / each ? Long.MAX_VALUE / 2 : count * each;
    }

    /**
     * Refuses what cannot fit.
     *
     * @param subject with a verb for several: {@code 'x' would take}
     * @param cure what else helps, a clause that ends in a comma or nothing
     */
    public static void check(String subject, long bytes, String cure) {
        long memory = Runtime.getRuntime().maxMemory();
        if (bytes > memory) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "%s %,d MB of memory, and Java has %,d MB. "
                    + "%s for example -Xmx%dg, if the data is what it should be.", subject, bytes / 1_000_000,
                    memory / 1_000_000, cure, Math.ceilDiv(bytes + bytes / 4, 1L << 30)));
        }
    }
}
