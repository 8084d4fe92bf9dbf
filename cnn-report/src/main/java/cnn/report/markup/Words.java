package cnn.report.markup;

import cnn.core.text.Numbers;
import java.util.Locale;

/** Numbers as people read them. */
public final class Words {
    private Words() {
    }

    /** {@code 97.25 %}; a dash for a share of nothing. */
    public static String percent(double share) {
        return Numbers.percent(share);
    }

    /** {@code 97 %}; what rounds to all or nothing though it is neither, with more digits. */
    public static String roughly(double share) {
        double percent = 100 * share;
        return String.format(Locale.ROOT,
                percent > 99 && percent < 100 || percent > 0 && percent < 1 ? "%.1f %%" : "%.0f %%",
                percent);
    }

    /** A share with four digits; a dash for a share of nothing. */
    public static String fraction(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.4f", share);
    }

    /** {@code 0.0913}; very small and very large numbers with an exponent. */
    public static String real(double value) {
        return Double.isNaN(value) ? "–" : Numbers.real(value);
    }

    /** A number as an axis has it: as few digits as tell it. */
    public static String tick(double value) {
        if (value != 0 && (Math.abs(value) < 0.0005 || Math.abs(value) >= 1e6)) {
            return String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e−").replace("e+0", "e").replace(".0e",
                    "e");
        }
        return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "").replace('-', '−');
    }

    /** {@code 1.2 M}; below 10,000 in full. */
    public static String large(long number) {
        return Numbers.large(number, "k", "M", "G", "T");
    }

    /** {@code 4.2 s}, {@code 3:07 min}, {@code 1:02:03 h}; less than a second in ms or µs. */
    public static String time(double seconds) {
        if (seconds < 0.001) {
            return String.format(Locale.ROOT, "%.1f µs", seconds * 1e6);
        }
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.2f ms", seconds * 1e3);
        }
        return Numbers.time(seconds) + (seconds < 59.95 ? "" : Math.round(seconds) < 3600 ? " min" : " h");
    }
}
