package cnn.cli;

import cnn.core.text.Count;
import cnn.core.text.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Text {
    private Text() {
    }

    /** {@code 97.25 %}; a dash for a share of nothing. */
    static String percent(double share) {
        return Numbers.percent(share);
    }

    /** {@code 0.0913}; very small and very large numbers with an exponent. */
    static String loss(double loss) {
        return Numbers.real(loss);
    }

    /** Three digits of a learning rate, as {@code --set} takes it: {@code 0.00421}, {@code 3e-7}. */
    static String rate(double rate) {
        return rate >= 1e-4 && rate < 1e6
                ? new BigDecimal(rate).round(new MathContext(3)).stripTrailingZeros().toPlainString()
                : String.format(Locale.ROOT, "%.2e", rate).replaceFirst("\\.?0*e([-+])0?", "e$1");
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
        return bytes < 1_000 ? bytes + " bytes" : Numbers.scaled(bytes, "kB", "MB", "GB", "TB");
    }

    /** {@code 1.2 million}. */
    static String large(long number) {
        return Numbers.large(number, "thousand", "million", "billion", "trillion");
    }

    /** {@code 4.2 s}, {@code 3:07} (minutes and seconds), {@code 1:02:03}. */
    static String time(double seconds) {
        return Numbers.time(seconds);
    }

    /** {@code 0:04}, {@code 3:07}, {@code 1:02:03}. */
    static String clock(double seconds) {
        return Numbers.clock(seconds);
    }
}
