package cnn.cli;

import cnn.api.Shape;
import cnn.core.inspect.ClassCounts;
import cnn.core.inspect.DataCheck;
import cnn.core.inspect.Duplicates;
import cnn.core.inspect.InspectedPart;
import cnn.core.inspect.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a look through data has found, for programs: all of it. */
final class DataCheckJson {
    private final DataCheck check;
    private final Duplicates duplicates;

    private DataCheckJson(DataCheck check) {
        this.check = check;
        duplicates = check.duplicates();
    }

    /**
     * Maps and lists, in one order each time.
     *
     * @param subject the pipeline or data source
     */
    static Map<String, Object> of(String subject, DataCheck check) {
        return new DataCheckJson(check).all(subject);
    }

    private Map<String, Object> all(String subject) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (InspectedPart part : check.parts()) {
            parts.put(part.name(), part.traits().size());
        }
        Map<String, Object> all = fields("data", subject, "faults", check.hasFaults(), "images", parts, "damaged",
                check.damaged().stream()
                        .map(one -> fields("file", one.file().toString(), "message", one.message())).toList());
        ClassCounts classes = check.classes();
        if (classes != null) {
            all.putAll(fields("classes", counts(classes), "empty",
                    classes.empty().stream().map(one -> fields("part", one.part(), "class", one.name())).toList(),
                    "uneven", classes.isUneven(), "ratio", classes.ratio()));
        }
        all.put("sizes", check.sizes().counts().entrySet().stream().map(entry -> {
            Map<String, Object> size = size(entry.getKey());
            size.put("images", entry.getValue());
            return size;
        }).toList());
        all.putAll(fields("tiny", images(check.sizes().tiny()), "odd", images(check.sizes().odd()), "same",
                duplicates.same().stream().map(group -> fields("severalParts", group.crossesParts(), "severalLabels",
                        duplicates.labelsDiffer(group), "images", images(group.places()))).toList(),
                "alike", duplicates.alike().stream().map(pair -> fields("distance", pair.distance(), "images",
                        images(List.of(pair.first(), pair.second())))).toList(),
                "alikeInAll", duplicates.alikeInAll()));
        return all;
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static Map<String, Object> counts(ClassCounts counts) {
        Map<String, Object> classes = new LinkedHashMap<>();
        for (int c = 0; c < counts.classes().size(); c++) {
            Map<String, Object> parts = new LinkedHashMap<>();
            for (int p = 0; p < counts.parts().size(); p++) {
                parts.put(counts.parts().get(p), counts.counts().get(p)[c]);
            }
            classes.put(counts.classes().get(c), parts);
        }
        return classes;
    }

    private static Map<String, Object> size(Shape shape) {
        return fields("height", shape.height(), "width", shape.width(), "channels", shape.channels());
    }

    private List<Map<String, Object>> images(List<Place> places) {
        return places.stream().map(place -> {
            Map<String, Object> image = fields("part", check.parts().get(place.part()).name(), "number", place.image(),
                    "name", duplicates.name(place));
            String label = duplicates.className(place);
            if (!label.isEmpty()) {
                image.put("class", label);
            }
            return image;
        }).toList();
    }
}
