package cnn.cli;

import cnn.core.evaluate.ConfusionMatrix;
import cnn.core.run.CrossValidation.Fold;
import cnn.core.run.CrossValidationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** As tables. */
    String text() {
        ConfusionMatrix matrix = result.confusion();
        StringBuilder text = new StringBuilder();
        text.append("accuracy  ").append(Text.percent(matrix.accuracy())).append("  (").append(
                Text.count(matrix.correct())).append(" of ").append(Text.count(matrix.total(), "image"))
                .append(", each judged by a network that did not see it)\n");
        text.append("folds     ").append(Text.percent(result.mean())).append(" ± ")
                .append(Text.percent(result.deviation())).append("  (mean and standard deviation of ")
                .append(result.folds().size()).append(" folds)\n\n");
        text.append(EvaluationReport.matrix(matrix));
        if (!result.groups().isEmpty()) {
            text.append("\n\n").append(EvaluationReport.groups(result.groups()));
        }
        return text.toString();
    }

    /** As maps and lists. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("seed", seed);
        json.put("by", by);
        json.put("images", result.confusion().total());
        json.put("accuracy", Json.number(result.accuracy()));
        json.put("mean", Json.number(result.mean()));
        json.put("deviation", Json.number(result.deviation()));
        List<Map<String, @Nullable Object>> folds = new ArrayList<>();
        for (Fold fold : result.folds()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("fold", fold.number());
            one.put("images", fold.test().images());
            one.put("accuracy", Json.number(fold.test().accuracy()));
            one.put("loss", Json.number(fold.test().loss()));
            one.put("bestEpoch", fold.outcome().end().bestEpoch());
            folds.add(one);
        }
        json.put("folds", folds);
        json.put("classes", result.confusion().classes());
        json.put("confusion", result.confusion().counts());
        if (!result.groups().isEmpty()) {
            json.put("groups", EvaluationReport.groupsJson(result.groups()));
        }
        return json;
    }
}
