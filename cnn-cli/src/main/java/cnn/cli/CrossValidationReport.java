package cnn.cli;

import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.ConfusionMatrix;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Figures;
import cnn.core.evaluate.LabelFigures;
import cnn.core.evaluate.NumberFigures;
import cnn.core.run.CrossValidation.Fold;
import cnn.core.run.CrossValidationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A cross-validation for people and for programs.
 *
 * @param name the pipeline's
 * @param seed the pipeline's
 * @param by what told groups; null for none
 * @param result the numbers
 */
record CrossValidationReport(String name, long seed, @Nullable String by, CrossValidationResult result) {
    private static final String UNSEEN = "each judged by a network that did not see it";

    /** As tables. */
    String text() {
        Evaluation pooled = result.pooled();
        StringBuilder text = new StringBuilder();
        if (pooled.outputs().size() == 1) {
            text.append(switch (pooled.figures()) {
                case ClassFigures figures -> classes(figures.confusion());
                case LabelFigures figures -> FiguresReport.overview(figures) + of(pooled) + spread(figures,
                        Evaluation::figures) + "\n" + FiguresReport.table(figures);
                case NumberFigures figures -> FiguresReport.overview(figures) + of(pooled) + spread(figures,
                        Evaluation::figures) + "\n" + FiguresReport.table(figures);
            });
        } else {
            text.append(of(pooled)).append("loss      ").append(Text.loss(pooled.loss()))
                    .append("  (sum of the outputs' losses, each times its weight)\n");
            pooled.outputs().forEach((output, figures) -> text.append("\noutput ").append(output).append('\n')
                    .append(spread(figures, fold -> fold.outputs().get(output)))
                    .append(EvaluationReport.section(figures)));
        }
        if (!result.groups().isEmpty()) {
            text.append("\n\n").append(GroupsReport.table(result.groups()));
        }
        return text.toString().stripTrailing();
    }

    private String classes(ConfusionMatrix matrix) {
        return "accuracy  " + Text.percent(matrix.accuracy()) + "  (" + Text.count(matrix.correct()) + " of "
                + Text.count(matrix.total(), "image") + ", " + UNSEEN + ")\n"
                + spread(Headline.of(result.pooled().figures()), Evaluation::accuracy) + "\n"
                + EvaluationReport.matrix(matrix);
    }

    private static String of(Evaluation pooled) {
        return "images    " + Text.count(pooled.images()) + "  (" + UNSEEN + ")\n";
    }

    /** Where the figures of an output are found in a fold's. */
    private interface Place {
        Figures of(Evaluation fold);
    }

    private String spread(Figures figures, Place place) {
        return spread(Headline.of(figures), fold -> Headline.of(place.of(fold)).value());
    }

    private String spread(Headline kind, ToDoubleFunction<Evaluation> figure) {
        return "folds     " + kind.text(result.mean(figure)) + " ± " + kind.text(result.deviation(figure))
                + "  (mean and standard deviation of " + result.folds().size() + " folds"
                + (kind.key().equals("accuracy") ? "" : ": " + kind.name()) + ")\n";
    }

    /** As maps and lists. */
    Map<String, @Nullable Object> json() {
        Evaluation pooled = result.pooled();
        boolean classes = pooled.outputs().size() == 1 && pooled.figures() instanceof ClassFigures;
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("seed", seed);
        json.put("by", by);
        if (classes) {
            json.put("images", pooled.images());
            json.put("accuracy", Json.number(pooled.accuracy()));
        } else {
            json.putAll(FiguresReport.json(pooled, FiguresReport::jsonWithEach));
        }
        if (pooled.outputs().size() == 1) {
            json.putAll(spreadJson(pooled.figures(), Evaluation::figures, !classes));
        } else {
            Map<String, @Nullable Object> spreads = new LinkedHashMap<>();
            pooled.outputs().forEach((output, figures) -> spreads.put(output,
                    spreadJson(figures, fold -> fold.outputs().get(output), true)));
            json.put("spread", spreads);
        }
        List<Map<String, @Nullable Object>> folds = new ArrayList<>();
        for (Fold fold : result.folds()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("fold", fold.number());
            if (classes) {
                one.put("images", fold.test().images());
                one.put("accuracy", Json.number(fold.test().accuracy()));
                one.put("loss", Json.number(fold.test().loss()));
            } else {
                one.putAll(FiguresReport.json(fold.test(), FiguresReport::json));
            }
            one.put("bestEpoch", fold.outcome().end().bestEpoch());
            folds.add(one);
        }
        json.put("folds", folds);
        if (classes) {
            json.put("classes", pooled.classes());
            json.put("confusion", pooled.confusion().counts());
        }
        if (!result.groups().isEmpty()) {
            json.put("groups", GroupsReport.json(result.groups()));
        }
        return json;
    }

    private Map<String, @Nullable Object> spreadJson(Figures figures, Place place, boolean named) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        ToDoubleFunction<Evaluation> value = fold -> Headline.of(place.of(fold)).value();
        if (named) {
            json.put("figure", Headline.of(figures).key());
        }
        json.put("mean", Json.number(result.mean(value)));
        json.put("deviation", Json.number(result.deviation(value)));
        return json;
    }
}
