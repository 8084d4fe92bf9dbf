package cnn.cli;

import cnn.core.text.Count;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Text {
    private Text() {
    }

    /** {@code 97.25 %}; a dash for a share of nothing. */
    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** {@code 0.0913}; very small and very large numbers with an exponent. */
    static String loss(double loss) {
        boolean plain = loss == 0 || Math.abs(loss) >= 0.001 && Math.abs(loss) < 10_000;
        return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", loss);
    }

    /** {@code 12,345}. */
    static String count(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /** {@code 1 image}, {@code 12,345 images}. */
    static String count(long number, String noun) {
        return Count.of(number, noun);
    }

    /** {@code 1.2 MB}: a megabyte has 1,000,000 bytes. */
    static String bytes(long bytes) {
        return bytes < 1_000 ? bytes + " bytes" : scaled(bytes, "kB", "MB", "GB", "TB");
    }

    /** {@code 1.2 million}. */
    static String large(long number) {
        return number < 10_000 ? count(number) : scaled(number, "thousand", "million", "billion", "trillion");
    }

    private static String scaled(long number, String... units) {
        double value = number / 1e3;
        int unit = 0;
        while (value >= 999.95 && unit < units.length - 1) {
            value /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    /** {@code 4.2 s}, {@code 3:07} (minutes and seconds), {@code 1:02:03}. */
    static String time(double seconds) {
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return clock(seconds);
    }

    /** {@code 0:04}, {@code 3:07}, {@code 1:02:03}. */
    static String clock(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }
}
