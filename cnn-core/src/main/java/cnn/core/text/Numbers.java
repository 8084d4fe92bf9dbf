package cnn.core.text;

import java.util.Locale;

/** Numbers as people read them, on the command line and in reports. */
public final class Numbers {
    private Numbers() {
    }

    /** {@code 97.25 %}; a dash for a share of nothing. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** {@code 0.0913}; very small and very large numbers with an exponent; {@code NaN} for none. */
    public static String real(double value) {
        boolean plain = value == 0 || Math.abs(value) >= 0.001 && Math.abs(value) < 10_000;
        return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value);
    }

    /**
     * {@code 1.2 million}; below 10,000 in full.
     *
     * @param units the words for a thousand, a million and so on
     */
    public static String large(long number, String... units) {
        return number < 10_000 ? Count.of(number) : scaled(number, units);
    }

    /** {@code 1.2 MB}: in the largest unit of which there is one, the first being a thousand. */
    public static String scaled(long number, String... units) {
        double value = number / 1e3;
        int unit = 0;
        while (value >= 999.95 && unit < units.length - 1) {
            value /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    /** {@code 0:04}, {@code 3:07} (minutes and seconds), {@code 1:02:03}. */
    public static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    /** {@code 4.2 s}; from a minute on as a clock has it. */
    public static String time(double seconds) {
        return seconds < 59.95 ? String.format(Locale.ROOT, "%.1f s", seconds) : clock(seconds);
    }
}
