package cnn.report;

import cnn.core.config.ConfigNode;
import cnn.core.tune.Dimension;
import cnn.core.tune.Trial;
import cnn.core.tune.Trial.State;
import cnn.core.tune.TuningResult;
import cnn.report.chart.ParallelCoordinates;
import cnn.report.chart.ParallelCoordinates.Axis;
import cnn.report.chart.ParallelCoordinates.Line;
import cnn.report.chart.ParallelCoordinates.Look;
import cnn.report.chart.ParallelCoordinates.Tick;
import cnn.report.chart.Scale;
import cnn.report.markup.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The trials of a search as lines through what they were given and what they came to. */
final class TrialAxes {
    private static final int MOST_CHOICES = 12;
    private static final int MANY = 8;

    private final TuningResult result;
    private final List<String> paths;
    private final List<Dimension> dimensions;
    private final double worst;
    private final double best;

    TrialAxes(TuningResult result) {
        this.result = result;
        paths = List.copyOf(result.tune().ranges().keySet());
        dimensions = result.tune().ranges().values().stream().map(Dimension::of).toList();
        double[] values = result.trials().stream().mapToDouble(Trial::value).filter(value -> !Double.isNaN(value))
                .sorted().toArray();
        double low = values.length == 0 ? 0 : values[0];
        double high = values.length == 0 ? 1 : values[values.length - 1];
        double cut = cuts(result) ? 0.25 : 0;
        worst = result.higherIsBetter()
                ? values.length == 0 ? low : values[(int) (cut * (values.length - 1))]
                : values.length == 0 ? high : values[(int) Math.ceil((1 - cut) * (values.length - 1))];
        best = result.higherIsBetter() ? high : low;
    }

    /** Among values that are far apart the good ones are what one looks at: of many the worst quarter is cut off. */
    static boolean cuts(TuningResult result) {
        return result.trials().stream().filter(trial -> !Double.isNaN(trial.value())).count() >= MANY;
    }

    ParallelCoordinates drawing() {
        List<Axis> axes = new ArrayList<>();
        List<String> names = result.names();
        for (int a = 0; a < paths.size(); a++) {
            axes.add(new Axis(names.get(a), paths.get(a), ticks(dimensions.get(a))));
        }
        axes.add(new Axis(result.metric(), result.metric() + " on the validation images", values()));
        List<Line> lines = result.trials().stream().map(this::line).toList();
        return new ParallelCoordinates("Settings of " + result.trials().size() + " trials and what they came to", axes,
                lines);
    }

    /** Whether a value is not beyond what is cut off. */
    boolean isInSight(double value) {
        return value >= Math.min(best, worst) && value <= Math.max(best, worst);
    }

    /** From 0 for the worst, or what is cut off, to 1 for the best. */
    private double quality(double value) {
        return best == worst ? 1 : Math.clamp((value - worst) / (best - worst), 0, 1);
    }

    private Line line(Trial trial) {
        double[] places = new double[paths.size() + 1];
        StringBuilder words = new StringBuilder("trial ").append(trial.number());
        for (int a = 0; a < paths.size(); a++) {
            places[a] = dimensions.get(a).place(trial.values().get(paths.get(a)));
            words.append(", ").append(result.names().get(a)).append(' ').append(trial.text(paths.get(a)));
        }
        boolean failed = trial.state() == State.FAILED;
        places[paths.size()] = failed ? Double.NaN : quality(trial.value());
        words.append(failed
                ? ": " + trial.problem()
                : ": " + result.metric() + " " + Words.real(trial.value()));
        Optional<Trial> winner = result.best();
        Look look = winner.isPresent() && winner.get().number() == trial.number()
                ? Look.BEST
                : switch (trial.state()) {
                    case COMPLETE -> Look.USUAL;
                    case HALTED -> Look.HALTED;
                    case FAILED -> Look.FAILED;
                };
        return new Line(places, failed ? 0 : quality(trial.value()), look, words.toString());
    }

    private List<Tick> values() {
        List<Tick> ticks = new ArrayList<>();
        double low = Math.min(best, worst);
        double high = Math.max(best, worst);
        if (low == high) {
            return List.of(new Tick(1, Words.tick(best)));
        }
        Scale scale = Scale.tight(low, high, 0, 1, 5);
        scale.ticks().forEach(tick -> ticks.add(new Tick(quality(tick), Words.tick(tick))));
        return ticks;
    }

    private static List<Tick> ticks(Dimension dimension) {
        List<Tick> ticks = new ArrayList<>();
        switch (dimension) {
            case Dimension.Choice choice -> {
                int each = Math.ceilDiv(choice.values().size(), MOST_CHOICES);
                for (int i = 0; i < choice.values().size(); i += each) {
                    ConfigNode value = choice.values().get(i);
                    ticks.add(new Tick(choice.place(value), value instanceof ConfigNode.Scalar scalar
                            && !scalar.text().isEmpty() ? scalar.text() : value.toJson()));
                }
            }
            case Dimension.Real real -> numbers(real.low(), real.high(), real.log(), real, ticks);
            case Dimension.Whole whole -> numbers(whole.low(), whole.high(), whole.log(), whole, ticks);
        }
        return ticks;
    }

    /** Both ends, and round numbers that are not too near to them. */
    private static void numbers(double low, double high, boolean log, Dimension dimension, List<Tick> ticks) {
        List<Double> numbers = new ArrayList<>(List.of(low, high));
        if (log) {
            for (double power = Math.pow(10, Math.ceil(Math.log10(low))); power < high; power *= 10) {
                numbers.add(power);
            }
        } else {
            numbers.addAll(Scale.tight(low, high, 0, 1, 4).ticks());
        }
        boolean whole = dimension instanceof Dimension.Whole;
        List<Double> places = new ArrayList<>();
        for (double number : numbers) {
            if (whole && number != Math.rint(number)) {
                continue;
            }
            String digits = whole ? Long.toString((long) number) : Double.toString(number);
            double place = dimension.place(ConfigNode.number(digits));
            if (places.stream().allMatch(other -> Math.abs(other - place) > 0.06)) {
                places.add(place);
                ticks.add(new Tick(place, Words.tick(number)));
            }
        }
    }
}
