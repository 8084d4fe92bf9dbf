package cnn.cli;

import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Figures;
import cnn.core.evaluate.Group;
import cnn.core.evaluate.GroupAccuracy;
import cnn.core.evaluate.GroupFigures;
import cnn.core.evaluate.LabelFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How well a model does on each group of images, for people and for programs. */
final class GroupsReport {
    private GroupsReport() {
    }

    /** A row for each group: accuracy, or what else says most of the model's answers. */
    static Table table(List<Group> groups) {
        List<Object> heading = new ArrayList<>(List.of("group", "images"));
        heading.addAll(columns(groups.getFirst()).keySet());
        Table table = new Table(heading.toArray());
        for (Group group : groups) {
            List<Object> row = new ArrayList<>(List.of(group.group(), Text.count(group.images())));
            row.addAll(columns(group).values());
            table.row(row.toArray());
        }
        return table;
    }

    private static Map<String, Object> columns(Group group) {
        Map<String, Object> columns = new LinkedHashMap<>();
        switch (group) {
            case GroupAccuracy classes -> columns.put("accuracy", Text.percent(classes.accuracy()));
            case GroupFigures(_, Evaluation evaluation) when evaluation.outputs().size() > 1 -> {
                columns.put("loss", Text.loss(evaluation.loss()));
                evaluation.outputs().forEach((name, figures) -> {
                    Headline headline = Headline.of(figures);
                    columns.put(name + " " + headline.name(), headline.text());
                });
            }
            case GroupFigures(_, Evaluation evaluation) -> {
                Figures figures = evaluation.figures();
                Headline headline = Headline.of(figures);
                columns.put(headline.name(), headline.text());
                if (figures instanceof LabelFigures labels) {
                    columns.put("exact", Text.percent(labels.exactMatch()));
                }
            }
        }
        return columns;
    }

    /** As maps. */
    static List<Map<String, @Nullable Object>> json(List<Group> groups) {
        List<Map<String, @Nullable Object>> json = new ArrayList<>();
        for (Group group : groups) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("group", group.group());
            switch (group) {
                case GroupAccuracy classes -> {
                    map.put("images", classes.images());
                    map.put("accuracy", Json.number(classes.accuracy()));
                }
                case GroupFigures figures -> map.putAll(FiguresReport.json(figures.evaluation(), FiguresReport::json));
            }
            json.add(map);
        }
        return json;
    }
}
