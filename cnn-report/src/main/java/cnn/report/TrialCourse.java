package cnn.report;

import cnn.core.pipeline.TuneConfig.Search;
import cnn.core.tune.Trial;
import cnn.core.tune.Trial.State;
import cnn.core.tune.TuningResult;
import cnn.report.chart.CurveChart;
import cnn.report.chart.CurveChart.Curve;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** How a search went: the curves of its trials where rounds chose among them, else what each came to, one after the other. */
final class TrialCourse {
    private final TuningResult result;
    private final TrialAxes axes;

    TrialCourse(TuningResult result) {
        this.result = result;
        axes = new TrialAxes(result);
    }

    private boolean byRounds() {
        return result.tune().search() == Search.HALVING;
    }

    Section section() {
        return Section.of("search", "Search", byRounds()
                ? "What each trial came to, epoch by epoch; those that ended early were among the worse of their round."
                : "What each trial came to, and the best until then.",
                Element.styled("div", "course", (byRounds() ? rounds() : values()).element()));
    }

    private CurveChart rounds() {
        List<Curve> curves = new ArrayList<>();
        Optional<Trial> best = result.best();
        for (Trial trial : result.trials()) {
            if (!best.map(winner -> winner.number() == trial.number()).orElse(false)) {
                curves.add(curve(trial, curves.isEmpty() ? "trials" : "", "first faint"));
            }
        }
        best.ifPresent(winner -> curves.add(curve(winner, "trial " + winner.number() + ", the best", "second")));
        return new CurveChart(result.metric(), "epoch", false, curves, List.of(), Words::real);
    }

    private Curve curve(Trial trial, String name, String style) {
        return new Curve(name, style, IntStream.rangeClosed(1, trial.epochs()).mapToDouble(epoch -> epoch).toArray(),
                trial.curve().stream().mapToDouble(Double::doubleValue).toArray(), trial.epochs() == 1,
                axes.isInSight(trial.value()));
    }

    private CurveChart values() {
        double[] numbers = result.trials().stream().mapToDouble(Trial::number).toArray();
        double[] values = result.trials().stream().mapToDouble(Trial::value).toArray();
        double[] best = new double[values.length];
        double soFar = Double.NaN;
        for (int i = 0; i < best.length; i++) {
            boolean better = Double.isNaN(soFar) || (result.higherIsBetter() ? values[i] > soFar : values[i] < soFar);
            soFar = better ? values[i] : soFar;
            best[i] = axes.isInSight(soFar) ? soFar : Double.NaN;
        }
        List<Curve> curves = new ArrayList<>(List.of(new Curve("best so far", "second", numbers, best, false, true)));
        if (result.trials().stream().anyMatch(trial -> trial.state() == State.HALTED)) {
            curves.add(dots("given up", "third", numbers, trial -> trial.state() == State.HALTED));
        }
        curves.add(dots("trial", "first", numbers, trial -> trial.state() == State.COMPLETE));
        return new CurveChart(result.metric(), "trial", false, curves, List.of(), Words::real);
    }

    private Curve dots(String name, String style, double[] numbers, Predicate<Trial> which) {
        return new Curve(name, style, numbers, result.trials().stream().mapToDouble(trial -> which.test(trial)
                && axes.isInSight(trial.value()) ? trial.value() : Double.NaN).toArray(), true, true);
    }
}
