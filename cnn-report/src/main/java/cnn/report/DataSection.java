package cnn.report;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.core.data.CheckedData;
import cnn.core.data.TargetReader;
import cnn.core.text.Count;
import cnn.report.finding.Duplicates;
import cnn.report.finding.Duplicates.Pair;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import cnn.report.picture.Thumbnail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The images: how many of each class, what they look like, and whether some are in several parts. */
final class DataSection {
    private static final int MOST_SAMPLES = 120;
    private static final int SAMPLES_OF_CLASS = 12;
    private static final int MOST_CLASSES = 30;
    private static final int MOST_PAIRS = 12;
    /** Pixels that are compared; more would keep one waiting for many seconds. */
    private static final long MOST_COMPARED = 1_000_000_000;

    private final Map<String, DataSet> parts = new LinkedHashMap<>();
    private final DataSet train;

    private DataSection(Splits data) {
        train = data.train();
        parts.put("training", train);
        if (data.validation() != null) {
            parts.put("validation", data.validation());
        }
        if (data.test() != null) {
            parts.put("test", data.test());
        }
    }

    /** The section; null where the images are not at hand. */
    static @Nullable Section of(Report report) {
        return report.data() == null ? null : new DataSection(report.data()).section();
    }

    private Section section() {
        Element all = Element.styled("div", "stack",
                Element.styled("div", "card wide", Element.of("h3", "Counts"), counts()));
        all.add(Element.styled("div", "card", Element.of("h3", "Examples"),
                Element.styled("p", "lead", "Training images as the "
                        + "network gets them, before augmentation and normalisation."),
                samples()));
        long pixels = parts.values().stream().mapToLong(part -> (long) part.size() * train.shape().size()).sum();
        Duplicates learnt = parts.size() == 1 || pixels > MOST_COMPARED ? null : Duplicates.of(train);
        Element twice = Element.styled("div", "columns");
        parts.forEach((name, part) -> {
            if (part != train) {
                twice.add(duplicates(learnt, name, part));
            }
        });
        all.add(twice);
        return Section.of("data", "Data", "Images " + train.shape() + " (height, width, channels).", all);
    }

    private boolean hasClasses() {
        return TargetReader.hasClasses(train.targets());
    }

    private Element counts() {
        List<String> columns = new ArrayList<>(List.of(hasClasses() ? "class" : ""));
        columns.addAll(parts.keySet());
        Element table = FiguresSection.sortable(columns.toArray(String[]::new));
        if (hasClasses()) {
            table.add(classes());
        }
        Element all = Element.of("tr", Element.of("th", "all").with("scope", "row"));
        parts.values().forEach(part -> all.add(Element.styled("td", "number", Count.of(part.size()))));
        return table.add(Element.of("tfoot", all));
    }

    private Element classes() {
        List<String> classes = train.classes();
        List<int[]> counts = new ArrayList<>();
        for (DataSet part : parts.values()) {
            int[] count = new int[classes.size()];
            for (int label : CheckedData.labels(part)) {
                if (label < count.length) {
                    count[label]++;
                }
            }
            counts.add(count);
        }
        Element body = Element.of("tbody");
        for (int c = 0; c < classes.size(); c++) {
            Element row = Element.of("tr", Element.of("th", classes.get(c)).with("scope", "row"));
            for (int[] count : counts) {
                int most = 1;
                for (int one : count) {
                    most = Math.max(most, one);
                }
                row.add(FiguresSection.number(count[c], Count.of(count[c]))
                        .add(Element.styled("span", "meter").with("style",
                                "--p:" + Element.number(100.0 * count[c] / most) + "%")));
            }
            body.add(row);
        }
        return body;
    }

    private Element samples() {
        if (!hasClasses() || train.classes().size() > MOST_CLASSES) {
            List<Integer> even = new ArrayList<>();
            int count = Math.min(MOST_SAMPLES / 2, train.size());
            for (int i = 0; i < count; i++) {
                even.add((int) ((long) i * train.size() / count));
            }
            return samples(even);
        }
        int classes = train.classes().size();
        int each = Math.clamp(MOST_SAMPLES / classes, 3, SAMPLES_OF_CLASS);
        List<List<Integer>> found = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            found.add(new ArrayList<>());
        }
        int[] labels = CheckedData.labels(train);
        for (int i = 0; i < labels.length; i++) {
            if (found.get(labels[i]).size() < each) {
                found.get(labels[i]).add(i);
            }
        }
        Element all = Element.styled("div", "stack");
        for (int c = 0; c < classes; c++) {
            all.add(Element.of("div", Element.styled("span", "name", train.classes().get(c)), samples(found.get(c))));
        }
        return all;
    }

    private Element samples(List<Integer> numbers) {
        Element grid = Element.styled("div", "samples");
        Image buffer = Image.of(train.shape());
        for (int i : numbers) {
            CheckedData.read(train, i, buffer);
            grid.add(Thumbnail.of(buffer).element(train.name(i)));
        }
        return grid;
    }

    private Element duplicates(@Nullable Duplicates learnt, String name, DataSet part) {
        if (learnt == null) {
            return Element.styled("div", "card", Element.of("h3", "In training and " + name),
                    Element.styled("p", "lead", "Not "
                            + "looked for: with more than " + Words.large(MOST_COMPARED)
                            + " pixels that would take long."));
        }
        List<Pair> pairs = learnt.in(part);
        Element card = Element.styled("div", "card", Element.of("h3", "In training and " + name), Element.styled("p",
                "lead",
                pairs.isEmpty()
                        ? "No " + name + " image is among the training images, pixel for pixel."
                        : Count.of(pairs.size()) + " of " + Count.of(part.size(), name + " image")
                                + " are among the training images, pixel for pixel: results on these do not tell how well "
                                + "others are read."));
        if (pairs.isEmpty()) {
            return card;
        }
        Element shots = Element.styled("div", "shots");
        Image buffer = Image.of(part.shape());
        for (Pair pair : pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))) {
            CheckedData.read(part, pair.second(), buffer);
            shots.add(Element.styled("figure", "shot", Thumbnail.of(buffer).element("in both parts"),
                    Element.of("figcaption",
                            labels(part, pair),
                            Element.styled("span", "name", Gallery.shortened(train.name(pair.first()))),
                            Element.styled("span", "name", Gallery.shortened(part.name(pair.second()))))));
        }
        return card.add(shots);
    }

    /** The label, or both where they differ. */
    private Object labels(DataSet part, Pair pair) {
        if (!hasClasses()) {
            return List.of();
        }
        String learnt = train.classes().get(CheckedData.label(train, pair.first()));
        String other = part.classes().get(CheckedData.label(part, pair.second()));
        return learnt.equals(other)
                ? Element.styled("span", "said", Element.of("b", learnt))
                : Element.styled("span", "said bad", Element.of("b", learnt + " / " + other));
    }
}
