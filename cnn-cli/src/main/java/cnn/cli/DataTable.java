package cnn.cli;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Target;
import cnn.core.data.CheckedData;
import cnn.core.data.TargetReader;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.OpenedData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a pipeline learns from, in numbers: the parts of its data, and how many images of each class they have. */
final class DataTable {
    private DataTable() {
    }

    static String of(PipelineConfig config, OpenedData data) {
        Shape shape = data.train().shape();
        String augmenters = config.augment().stream().map(AugmenterName::of).collect(Collectors.joining(", "));
        return "pipeline    " + config.name() + ", seed " + config.seed() + "\n"
                + "images      " + shape.height() + "x" + shape.width() + " pixels, "
                + (shape.channels() == 1 ? "grey" : Text.count(shape.channels(), "channel")) + "\n"
                + "augment     " + (augmenters.isEmpty() ? "nothing" : augmenters) + "\n\n" + counts(data);
    }

    private static String counts(OpenedData data) {
        Map<String, DataSet> parts = parts(data);
        List<Object> heading = new ArrayList<>();
        boolean classes = TargetReader.hasClasses(data.train().targets());
        heading.add(classes ? "class" : "");
        heading.addAll(parts.keySet());
        Table table = new Table(heading.toArray());
        List<Object> all = new ArrayList<>(List.of("all"));
        parts.values().forEach(part -> all.add(Text.count(part.size())));
        if (!classes) {
            String targets = data.train().targets().stream().map(DataTable::words).collect(Collectors.joining("; "));
            return table.row(all.toArray()) + "\n\ntargets     " + targets;
        }
        List<int[]> counts = parts.values().stream().map(DataTable::counts).toList();
        List<String> names = data.train().classes();
        for (int c = 0; c < names.size(); c++) {
            List<Object> row = new ArrayList<>(List.of(names.get(c)));
            for (int[] part : counts) {
                row.add(Text.count(c < part.length ? part[c] : 0));
            }
            table.row(row.toArray());
        }
        return table.row(all.toArray()).toString();
    }

    private static Map<String, DataSet> parts(OpenedData data) {
        Map<String, @Nullable DataSet> parts = new LinkedHashMap<>();
        parts.put("train", data.train());
        parts.put("validation", data.validation());
        parts.put("test", data.test());
        parts.values().removeIf(part -> part == null);
        return parts;
    }

    /** Images of each class. */
    private static int[] counts(DataSet part) {
        int[] counts = new int[part.classes().size()];
        for (int label : CheckedData.labels(part)) {
            counts[label]++;
        }
        return counts;
    }

    private static String words(Target target) {
        return target.name() + " (" + target.kind().words() + "): " + String.join(", ", target.names());
    }
}
