package cnn.cli;

import cnn.api.Shape;
import cnn.core.inspect.ClassCounts;
import cnn.core.inspect.DataCheck;
import cnn.core.inspect.Duplicates;
import cnn.core.inspect.Duplicates.Group;
import cnn.core.inspect.Duplicates.Pair;
import cnn.core.inspect.Place;
import cnn.core.inspect.PictureSizes;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a look through data has found, for people.
 *
 * @param check what was found
 * @param most how much of each kind is listed in the text; damaged files are all
 */
record DataCheckReport(DataCheck check, int most) {
    private static final int SIZES = 5;
    private static final String INDENT = "\n       ";

    /** Tables, and lines that begin with {@code fault} or {@code note}. */
    @Override
    public String toString() {
        List<String> findings = findings();
        return "looked at   " + parts() + "\nsizes       " + sizes() + "\n"
                + (check.classes() == null ? "" : "\n" + classes(check.classes()) + "\n") + "\n"
                + (findings.isEmpty() ? "nothing to mend" : String.join("\n", findings));
    }

    private String parts() {
        int all = check.parts().stream().mapToInt(part -> part.traits().size()).sum();
        return Text.count(all, "picture") + (check.parts().size() == 1
                ? ""
                : ": " + check.parts().stream().map(part -> part.name() + " " + Text.count(part.traits().size()))
                        .collect(Collectors.joining(", ")));
    }

    private String sizes() {
        PictureSizes sizes = check.sizes();
        return sizes.counts().entrySet().stream().limit(SIZES)
                .map(entry -> words(entry.getKey())
                        + (sizes.counts().size() == 1 ? "" : " (" + Text.count(entry.getValue()) + ")"))
                .collect(Collectors.joining(", "))
                + (sizes.counts().size() > SIZES ? " and " + (sizes.counts().size() - SIZES) + " more" : "");
    }

    private static String words(Shape shape) {
        return shape.height() + "x" + shape.width() + " "
                + (shape.channels() == 1 ? "grey" : shape.channels() == 3 ? "colour" : shape.channels() + " channels");
    }

    private static String classes(ClassCounts counts) {
        List<Object> heading = new ArrayList<>(List.of("class"));
        heading.addAll(counts.parts());
        Table table = new Table(heading.toArray());
        for (int c = 0; c < counts.classes().size(); c++) {
            List<Object> row = new ArrayList<>(List.of(Echo.of(counts.classes().get(c))));
            for (int[] part : counts.counts()) {
                row.add(Text.count(part[c]));
            }
            table.row(row.toArray());
        }
        return table.toString();
    }

    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        Duplicates duplicates = check.duplicates();
        add(findings, "fault  ", check.damaged().size(), "file cannot be read", "files cannot be read",
                check.damaged(), DataCheck.Damaged::message, Integer.MAX_VALUE);
        ClassCounts classes = check.classes();
        if (classes != null) {
            add(findings, "fault  ", classes.unlearnable().size(), "class has no picture to learn from",
                    "classes have no picture to learn from", classes.unlearnable(), empty -> Echo.of(empty.name()),
                    most);
        }
        List<Group> crossing = duplicates.same().stream().filter(Group::crossesParts).toList();
        add(findings, "fault  ", crossing.size(), "picture is in several parts: results on it are too good",
                "pictures are in several parts: results on them are too good", crossing, this::group, most);
        List<Group> contradictory = duplicates.same().stream().filter(duplicates::labelsDiffer).toList();
        add(findings, "fault  ", contradictory.size(), "picture has different labels",
                "pictures have different labels", contradictory, this::group, most);
        List<Group> within = new ArrayList<>(duplicates.same());
        within.removeAll(check.misleading());
        add(findings, "note   ", within.size(), "picture is there several times, in one part",
                "pictures are there several times, in one part", within, this::group, most);
        add(findings, "note   ", duplicates.alikeInAll(), "pair of pictures looks nearly the same",
                "pairs of pictures look nearly the same", duplicates.alike(), this::pair, most);
        add(findings, "note   ", check.sizes().tiny().size(),
                "picture has fewer than " + check.bounds().least() + " pixels in height or width",
                "pictures have fewer than " + check.bounds().least() + " pixels in height or width",
                check.sizes().tiny(), this::sized, most);
        add(findings, "note   ", check.sizes().odd().size(), "picture has another size than nearly all",
                "pictures have other sizes than nearly all", check.sizes().odd(), this::sized, most);
        if (classes != null && classes.isUneven()) {
            findings.add(
                    String.format(Locale.ROOT, "note   classes are uneven: the largest has %.1f times the pictures "
                            + "of the smallest;%strain.sampling: balanced evens them out", classes.ratio(), INDENT));
        }
        return findings;
    }

    private static <T> void add(List<String> findings, String kind, long count, String one, String several,
            List<T> examples, Function<T, String> words, int most) {
        if (count == 0) {
            return;
        }
        int shown = Math.min(most, examples.size());
        findings.add(kind + Text.count(count) + " " + (count == 1 ? one : several) + examples.stream().limit(shown)
                .map(example -> INDENT + words.apply(example)).collect(Collectors.joining())
                + (shown > 0 && shown < count ? INDENT + "and " + Text.count(count - shown) + " more" : ""));
    }

    private String group(Group group) {
        int shown = 4;
        return group.places().stream().limit(shown).map(this::place).collect(Collectors.joining(", "))
                + (group.places().size() > shown ? " and " + (group.places().size() - shown) + " more" : "");
    }

    private String pair(Pair pair) {
        return place(pair.first()) + ", " + place(pair.second()) + ": " + Count.of(pair.distance(), "bit") + " apart"
                + (check.duplicates().labelsDiffer(pair) ? ", different labels" : "");
    }

    private String sized(Place place) {
        Shape shape = check.parts().get(place.part()).traits().get(place.image()).shape();
        return place(place) + ": " + words(shape);
    }

    private String place(Place place) {
        String label = check.duplicates().className(place);
        return check.parts().get(place.part()).name() + " " + Echo.path(check.duplicates().name(place))
                + (label.isEmpty() ? "" : " (" + Echo.of(label) + ")");
    }
}
