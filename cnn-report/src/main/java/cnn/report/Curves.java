package cnn.report;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.text.Count;
import cnn.core.train.History;
import cnn.report.chart.LineChart;
import cnn.report.chart.LineChart.Line;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Loss, metrics and learning rate over the epochs. */
final class Curves {
    private static final String TRAINING = "first";
    private static final String VALIDATION = "second";

    private final List<EpochReport> epochs;
    private final @Nullable Integer kept;
    private final List<LineChart> charts = new ArrayList<>();

    private Curves(History history, @Nullable Integer kept) {
        epochs = history.epochs();
        this.kept = kept;
    }

    /** The curves; null where nothing is known of the epochs. */
    static @Nullable Section of(Report report) {
        History history = report.history();
        if (history == null || history.epochs().isEmpty()) {
            return null;
        }
        int epoch = report.model().provenance().epoch();
        return new Curves(history, epoch > 0 && epoch <= history.epochs().size() ? epoch : null).section();
    }

    private Section section() {
        scores("Loss", Scores::loss, Words::real, Words::tick);
        TreeSet<String> names = new TreeSet<>();
        epochs.forEach(epoch -> names.addAll(epoch.train().metrics().keySet()));
        if (names.remove("accuracy")) {
            scores("Accuracy", Scores::accuracy, Words::percent, Words::roughly);
        }
        for (String name : names) {
            scores(name, scores -> scores.metrics().getOrDefault(name, Double.NaN), Words::real, Words::tick);
        }
        one("Learning rate", "third", EpochReport::learningRate, Words::tick, Words::tick);
        one("Images per second", "fourth", EpochReport::imagesPerSecond, value -> Count.of(Math.round(value)),
                value -> Count.of(Math.round(value)));
        Element grid = Element.styled("div", "charts");
        charts.forEach(chart -> grid.add(chart.element()));
        String lead = kept == null || epochs.size() == 1
                ? ""
                : "The dashed line marks epoch " + kept + ", whose weights were kept.";
        return new Section("curves", "Training", lead, grid,
                Map.of("charts", charts.stream().map(LineChart::data).toList()));
    }

    private void scores(String title, ToDoubleFunction<Scores> value, DoubleFunction<String> format,
            DoubleFunction<String> ticks) {
        double[] train = epochs.stream().mapToDouble(epoch -> value.applyAsDouble(epoch.train())).toArray();
        double[] validation = epochs.stream().mapToDouble(epoch -> epoch.validation() == null
                ? Double.NaN
                : value.applyAsDouble(epoch.validation())).toArray();
        add(title, List.of(new Line("training", TRAINING, train), new Line("validation", VALIDATION, validation)),
                format, ticks);
    }

    private void one(String title, String style, ToDoubleFunction<EpochReport> value, DoubleFunction<String> format,
            DoubleFunction<String> ticks) {
        add(title, List.of(new Line("at the end of the epoch", style, epochs.stream().mapToDouble(value).toArray())),
                format, ticks);
    }

    private void add(String title, List<Line> lines, DoubleFunction<String> format,
            DoubleFunction<String> ticks) {
        int[] numbers = epochs.stream().mapToInt(EpochReport::epoch).toArray();
        LineChart chart = new LineChart("chart-" + (charts.size() + 1), title, numbers, lines, kept, format, ticks);
        if (!chart.lines().isEmpty()) {
            charts.add(chart);
        }
    }
}
