package cnn.core.train;

import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The epochs of a run, in order.
 *
 * @param epochs what each one brought
 */
public record History(List<EpochReport> epochs) {
    public History {
        epochs = List.copyOf(epochs);
    }

    /** This history and one epoch more. */
    History and(EpochReport report) {
        List<EpochReport> all = new ArrayList<>(epochs);
        all.add(report);
        return new History(all);
    }

    /** As a table for spreadsheets: one line an epoch, with a heading. */
    public String toCsv() {
        TreeSet<String> names = new TreeSet<>();
        for (EpochReport report : epochs) {
            names.addAll(report.train().metrics().keySet());
        }
        StringBuilder csv = new StringBuilder("epoch,steps,learning_rate,train_loss");
        names.forEach(name -> csv.append(',').append(cell("train_" + name)));
        csv.append(",validation_loss");
        names.forEach(name -> csv.append(',').append(cell("validation_" + name)));
        csv.append(",seconds,images_per_second,data_wait,best\n");
        for (EpochReport report : epochs) {
            csv.append(report.epoch()).append(',').append(report.steps()).append(',').append(report.learningRate());
            append(csv, report.train(), names);
            append(csv, report.validation() == null ? new Scores(Double.NaN, Map.of()) : report.validation(), names);
            csv.append(',').append(report.seconds()).append(',').append(report.imagesPerSecond()).append(',')
                    .append(report.dataWait()).append(',')
                    .append(report.best()).append('\n');
        }
        return csv.toString();
    }

    /** A heading; in quotes where it has a comma, as {@code top-k(k=1, from=2)} has. */
    private static String cell(String heading) {
        return heading.matches("[^,\"\r\n]*") ? heading : '"' + heading.replace("\"", "\"\"") + '"';
    }

    private static void append(StringBuilder csv, Scores scores, TreeSet<String> names) {
        append(csv, scores.loss());
        names.forEach(name -> append(csv, scores.metrics().getOrDefault(name, Double.NaN)));
    }

    private static void append(StringBuilder csv, double value) {
        csv.append(',').append(Double.isFinite(value) ? Double.toString(value) : "");
    }
}
