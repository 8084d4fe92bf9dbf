package cnn.report;

import cnn.core.text.Count;
import cnn.core.tune.Trial;
import cnn.core.tune.Trial.State;
import cnn.core.tune.TuningResult;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a search came to, on one page that needs nothing else and can be read without JavaScript: which settings were good, how the
 * search went, all trials, and the best pipeline.
 *
 * @param result what it came to
 */
public record TuningReport(TuningResult result) {
    /** The page. */
    public String html() {
        String name = result.config().name();
        List<Section> sections = new ArrayList<>();
        if (!result.trials().isEmpty()) {
            sections.add(Section.of("settings", "Settings",
                    "A line for each trial, through what it was given to what it "
                            + "came to, the better the stronger; the best is orange. What failed is dashed, what was given up is "
                            + "thin"
                            + (TrialAxes.cuts(result)
                                    ? "; the worst quarter lies at the lower end of the last axis."
                                    : "."),
                    Element.styled("div", "card", new TrialAxes(result).drawing().element())));
            sections.add(new TrialCourse(result).section());
            sections.add(Section.of("trials", "Trials", "", Element.styled("div", "card wide", table())));
        }
        result.yaml().ifPresent(yaml -> sections.add(pipeline(yaml)));
        return new Sheet(name, name + " – search", heading(), sections).html();
    }

    private Element heading() {
        Element tiles = Element.styled("div", "tiles");
        result.best().ifPresent(best -> tiles.add(tile("Best " + result.metric(), Words.real(best.value()),
                "trial " + best.number() + ", epoch " + best.bestEpoch(), "tile main")));
        long complete = count(State.COMPLETE);
        tiles.add(tile("Trials", Count.of(result.trials().size()), Count.of(complete) + " complete, "
                + Count.of(count(State.HALTED)) + " given up, " + Count.of(count(State.FAILED)) + " failed", "tile"),
                tile("Epochs", Count.of(result.trials().stream().mapToInt(Trial::epochs).sum()), "of all trials",
                        "tile"),
                tile("Training time", Words.time(result.trials().stream().mapToDouble(Trial::seconds).sum()),
                        "of all trials", "tile"));
        return Element.of("header", Element.of("h1", result.config().name()),
                Element.styled("p", "lead", "Search " + switch (result.tune().search()) {
                    case RANDOM -> "at random";
                    case HALVING -> "by successive halving";
                    case MODEL -> "by model";
                } + " over " + Count.of(result.names().size(), "range") + ", judged by " + result.metric()
                        + " on the validation images"),
                result.complete()
                        ? List.of()
                        : Element.styled("p", "note", "This search was stopped before its end. The same command "
                                + "goes on."),
                tiles);
    }

    private long count(State state) {
        return result.trials().stream().filter(trial -> trial.state() == state).count();
    }

    private static Element tile(String label, String value, String more, String style) {
        return Element.styled("div", style, Element.styled("span", "label", label), Element.styled("span", "value",
                value), Element.styled("span", "more", more));
    }

    private Element table() {
        Element heading = Element.of("tr", List.of("trial", result.metric(), "epochs", "time", "state").stream()
                .map(name -> Element.of("th", name).with("scope", "col")).toList());
        result.names().forEach(name -> heading.add(Element.of("th", name).with("scope", "col")));
        Element body = Element.of("tbody");
        for (Trial trial : result.ranked()) {
            Element row = Element.of("tr", Element.of("th", Integer.toString(trial.number())).with("scope", "row")
                    .with("data-value", trial.number()),
                    cell(Words.real(trial.value()), trial.value()), cell(Integer.toString(trial.epochs()),
                            trial.epochs()),
                    cell(trial.seconds() > 0 ? Words.time(trial.seconds()) : "–", trial.seconds()),
                    Element.of("td", trial.state() == State.HALTED
                            ? "given up"
                            : trial.state().name().toLowerCase(Locale.ROOT)).with("title", trial.problem() == null
                                    ? ""
                                    : trial.problem()));
            result.tune().ranges().keySet().forEach(path -> row.add(setting(trial.text(path))));
            body.add(row);
        }
        return Element.styled("table", "plain sortable", Element.of("thead", heading), body);
    }

    private static Element cell(String words, double value) {
        return Element.styled("td", "number", words).with("data-value",
                Double.isNaN(value) ? "" : Double.toString(value));
    }

    /** The script sorts by the number, or by the text itself where it is none. */
    private static Element setting(String text) {
        Element cell = Element.styled("td", "number", text);
        return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?") ? cell.with("data-value", text) : cell;
    }

    private static Section pipeline(String yaml) {
        return Section.of("pipeline", "Best pipeline",
                "To be trained as it is, and then measured on test images, which the "
                        + "search has not seen.",
                Element.styled("div", "card", Element.styled("div", "buttons",
                        Element.of("h3", "Pipeline"), Element.styled("button", "script", "copy").with("type", "button")
                                .with("data-copy", "yaml")),
                        Element.of("pre", PipelineSection.highlighted(yaml)).with("id", "yaml")));
    }
}
