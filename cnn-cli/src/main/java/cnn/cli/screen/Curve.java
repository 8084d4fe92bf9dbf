package cnn.cli.screen;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A curve in Braille letters, each two dots wide and four high. It is as wide as its numbers need and at most as wide as it
 * may be; of more numbers than dots, neighbours share one as their mean. Numbers that are all above 0 and reach over more
 * than one power of ten are drawn by their logarithm, so that a loss which fell steeply at first still shows how it falls. Where a
 * number is none the curve has a gap.
 */
public final class Curve {
    /** Dots from one number to the next while there are few. */
    private static final int APART = 4;
    private static final double WIDE_RANGE = 10;
    private static final char BLANK = '\u2800';
    /** The bit of each dot, by column and row. */
    private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

    private final int width;
    private final int height;
    private final int[][] cells;

    private Curve(int columns, int rows) {
        width = 2 * columns;
        height = 4 * rows;
        cells = new int[rows][columns];
    }

    /** Rows of a curve, from above, none longer than so many columns; none at all of fewer than two numbers. */
    public static List<String> of(double[] numbers, int columns, int rows) {
        if (Arrays.stream(numbers).filter(Double::isFinite).limit(2).count() < 2 || columns < 1 || rows < 1) {
            return List.of();
        }
        Curve curve = new Curve(columns, rows);
        curve.draw(shared(scaled(numbers), curve.width));
        return IntStream.range(0, rows).mapToObj(curve::row).toList();
    }

    private static double[] scaled(double[] numbers) {
        double least = Arrays.stream(numbers).filter(Double::isFinite).min().orElse(0);
        double most = Arrays.stream(numbers).filter(Double::isFinite).max().orElse(0);
        return least > 0 && most > WIDE_RANGE * least
                ? Arrays.stream(numbers).map(Math::log).toArray()
                : numbers;
    }

    /** One number for each column of dots, or fewer. */
    private static double[] shared(double[] numbers, int width) {
        if (numbers.length <= width) {
            return numbers;
        }
        return IntStream.range(0, width).mapToDouble(x -> Arrays
                .stream(numbers, (int) ((long) x * numbers.length / width),
                        (int) ((x + 1L) * numbers.length / width))
                .filter(Double::isFinite).average().orElse(Double.NaN)).toArray();
    }

    private void draw(double[] numbers) {
        double least = Arrays.stream(numbers).filter(Double::isFinite).min().orElse(0);
        double most = Arrays.stream(numbers).filter(Double::isFinite).max().orElse(0);
        double apart = Math.min(APART, (width - 1.0) / (numbers.length - 1));
        int lastX = 0;
        int lastY = -1;
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                lastY = -1;
                continue;
            }
            int x = (int) Math.round(i * apart);
            int y = most > least
                    ? (int) Math.round((most - numbers[i]) / (most - least) * (height - 1))
                    : height / 2;
            if (lastY < 0) {
                dot(x, y);
            } else {
                line(lastX, lastY, x, y);
            }
            lastX = x;
            lastY = y;
        }
    }

    private void line(int fromX, int fromY, int toX, int toY) {
        int steps = Math.max(1, Math.max(toX - fromX, Math.abs(toY - fromY)));
        for (int i = 0; i <= steps; i++) {
            double share = (double) i / steps;
            dot((int) Math.round(fromX + share * (toX - fromX)), (int) Math.round(fromY + share * (toY - fromY)));
        }
    }

    private void dot(int x, int y) {
        cells[y / 4][x / 2] |= DOTS[x % 2][y % 4];
    }

    /** Blanks for empty cells: some fonts show rings in the place of absent dots. */
    private String row(int row) {
        StringBuilder text = new StringBuilder();
        for (int bits : cells[row]) {
            text.append(bits == 0 ? ' ' : (char) (BLANK + bits));
        }
        return text.toString().stripTrailing();
    }
}
