package cnn.cli;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.cli.screen.Curve;
import java.util.Arrays;
import java.util.List;

/** What makes an epoch the best, over the epochs so far. */
final class MonitoredCurve {
    private static final String ACCURACY = "accuracy";
    private static final String LOSS = "loss";

    private final String monitor;
    private final boolean validated;
    private double[] numbers = new double[64];
    private int count;
    private int bestEpoch;
    private double best = Double.NaN;

    /**
     * A curve without numbers.
     *
     * @param monitor the loss, or the metric's name among the scores
     * @param validated whether it is measured on validation images
     */
    MonitoredCurve(String monitor, boolean validated) {
        this.monitor = monitor;
        this.validated = validated;
    }

    /** An epoch is over. */
    synchronized void add(EpochReport report) {
        Scores scores = report.validation() == null ? report.train() : report.validation();
        double value = monitor.equals(LOSS) ? scores.loss() : scores.metrics().getOrDefault(monitor, Double.NaN);
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = value;
        if (report.best()) {
            best = value;
            bestEpoch = report.epoch();
        }
    }

    /** Rows of the drawing; none before the second number. */
    synchronized List<String> rows(int columns, int rows) {
        return Curve.of(Arrays.copyOf(numbers, count), columns, rows);
    }

    /** What it is of, its last number, and its best. */
    synchronized List<String> caption() {
        return List.of((validated ? "validation " : "training ") + monitor,
                count == 0 ? "" : text(numbers[count - 1]),
                bestEpoch == 0 ? "" : "best " + text(best) + " in " + bestEpoch);
    }

    private String text(double number) {
        return monitor.equals(ACCURACY) ? Text.percent(number) : Text.loss(number);
    }
}
