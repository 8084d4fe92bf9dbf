package cnn.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Where numbers lie along an axis.
 *
 * @param least number at its beginning
 * @param most number at its end
 * @param from place of the beginning
 * @param to place of the end
 * @param ticks numbers that are written beside it
 */
public record Scale(double least, double most, double from, double to, List<Double> ticks) {
    public Scale {
        ticks = List.copyOf(ticks);
    }

    /** An axis that begins and ends where the numbers do, with about so many round ticks between. */
    public static Scale tight(double least, double most, double from, double to, int about) {
        double end = most > least ? most : least + 1;
        double step = step((end - least) / about);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(least / step - 1e-9); i * step <= end + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return new Scale(least, end, from, to, ticks);
    }

    /** An axis that begins and ends at round numbers. */
    public static Scale round(double least, double most, double from, double to, int about) {
        double span = most > least ? most - least : Math.max(1e-6, Math.abs(most) * 0.1);
        double step = step(span / about);
        double begin = Math.floor(least / step + 1e-9) * step;
        double end = Math.ceil(Math.max(most, begin + step) / step - 1e-9) * step;
        return tight(begin, end, from, to, about);
    }

    /** Whole numbers alone, for what is counted. */
    public static Scale counting(int least, int most, double from, double to, int about) {
        double step = Math.max(1, step((double) (most - least) / about));
        List<Double> ticks = new ArrayList<>();
        for (double tick = Math.ceil(least / step) * step; tick <= most; tick += step) {
            ticks.add(tick);
        }
        return new Scale(least, most, from, to, ticks);
    }

    /** 1, 2 or 5 times a power of ten, at least so much. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-12))));
        for (double times : new double[] {1, 2, 5}) {
            if (times * power >= least * (1 - 1e-9)) {
                return times * power;
            }
        }
        return 10 * power;
    }

    /** Where a number lies; the middle where the axis has but one. */
    public double at(double value) {
        return most > least ? from + (to - from) * (value - least) / (most - least) : (from + to) / 2;
    }
}
