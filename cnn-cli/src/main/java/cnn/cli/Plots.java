package cnn.cli;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.evaluate.ConfusionMatrix;
import cnn.core.image.PngBytes;
import cnn.core.train.History;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of a run, as PNG. */
final class Plots {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 420;
    private static final int MOST_CLASSES_WITH_NUMBERS = 20;

    private Plots() {
    }

    /** Whether drawing failed for want of fonts: somewhere in what failed, the JDK looked for them. */
    static boolean lacksFonts(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).matches("(?s).*(font|freetype).*")
                    || Arrays.stream(cause.getStackTrace()).limit(12)
                            .anyMatch(frame -> frame.getClassName().startsWith("sun.font."))) {
                return true;
            }
        }
        return false;
    }

    /** Loss and, where targets are classes, accuracy over the epochs, side by side. */
    static byte[] training(History history) {
        List<XYChart> charts = new ArrayList<>();
        charts.add(chart(history, "loss", Scores::loss));
        if (!Double.isNaN(history.epochs().getFirst().train().accuracy())) {
            XYChart accuracy = chart(history, "accuracy in %", scores -> 100 * scores.accuracy());
            accuracy.getStyler().setLegendPosition(LegendPosition.InsideSE);
            charts.add(accuracy);
        }
        BufferedImage row = new BufferedImage(WIDTH * charts.size(), HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = row.createGraphics();
        try {
            for (int i = 0; i < charts.size(); i++) {
                pen.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), i * WIDTH, 0, null);
            }
        } finally {
            pen.dispose();
        }
        return PngBytes.of(row);
    }

    private static XYChart chart(History history, String what, ToDoubleFunction<Scores> value) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(what).xAxisTitle("epoch").build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE).setLegendPosition(LegendPosition.InsideNE);
        chart.getStyler().setXAxisDecimalPattern("#,##0").setYAxisDecimalPattern("0.###")
                .setYAxisTickMarkSpacingHint(40);
        List<EpochReport> epochs = history.epochs();
        double[] numbers = epochs.stream().mapToDouble(EpochReport::epoch).toArray();
        chart.addSeries("training", numbers, epochs.stream().mapToDouble(e -> value.applyAsDouble(e.train())).toArray())
                .setMarker(numbers.length > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        if (epochs.getFirst().validation() != null) {
            chart.addSeries("validation", numbers,
                    epochs.stream().mapToDouble(e -> value.applyAsDouble(e.validation())).toArray())
                    .setMarker(numbers.length > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        }
        return chart;
    }

    /** What was taken for what: a row for each class, in shades by the share of the row. */
    static byte[] confusion(ConfusionMatrix matrix) {
        List<String> classes = matrix.classes();
        int side = Math.clamp(220 + 48L * classes.size(), 420, 1600);
        HeatMapChart chart = new HeatMapChartBuilder().width(side + 120).height(side).title("test images")
                .xAxisTitle("taken for").yAxisTitle("class").build();
        chart.getStyler().setShowValue(classes.size() <= MOST_CLASSES_WITH_NUMBERS).setMin(0)
                .setRangeColors(new Color[] {Color.WHITE, new Color(0x4C, 0x9B, 0xD6)});
        chart.getStyler().setXAxisLabelRotation(classes.size() > 6 ? 45 : 0).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setHeatMapDecimalValueFormatter(value -> Text.count((double) value));
        // the first row of the matrix is the topmost, as in the printed table; the axis counts from below
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < classes.size(); row++) {
            for (int column = 0; column < classes.size(); column++) {
                cells.add(new Number[] {column, classes.size() - 1 - row, matrix.count(row, column)});
            }
        }
        chart.addSeries("images", classes, classes.reversed(), cells);
        return PngBytes.of(BitmapEncoder.getBufferedImage(chart));
    }
}
