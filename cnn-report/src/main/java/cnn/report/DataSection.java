package cnn.report;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.core.data.CheckedData;
import cnn.core.data.TargetReader;
import cnn.core.inspect.ClassCounts;
import cnn.core.inspect.Duplicates;
import cnn.core.inspect.Duplicates.Pair;
import cnn.core.inspect.InspectedPart;
import cnn.core.inspect.Place;
import cnn.core.text.Count;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import cnn.report.picture.Thumbnail;
import java.util.ArrayList;
import java.util.Arrays;
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
        all.add(Element.styled("div", "card", Element.of("h3", "Original sizes"), SizesPart.of(parts.values())));
        all.add(Element.styled("div", "card", Element.of("h3", "Examples"),
                Element.styled("p", "lead", "Training images as the "
                        + "network gets them, before augmentation and normalisation."),
                samples()));
        long pixels = parts.values().stream().mapToLong(part -> (long) part.size() * train.shape().size()).sum();
        Duplicates duplicates = parts.size() == 1 || pixels > MOST_COMPARED
                ? null
                : Duplicates.in(parts.entrySet().stream()
                        .map(part -> InspectedPart.of(part.getKey(), part.getValue())).toList(),
                        Duplicates.USUAL_DISTANCE);
        Element twice = Element.styled("div", "columns");
        List<String> names = List.copyOf(parts.keySet());
        for (int other = 1; other < names.size(); other++) {
            twice.add(twice(duplicates, names.get(other), other));
        }
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
        ClassCounts counts = ClassCounts.of(parts);
        List<String> classes = counts.classes();
        Element body = Element.of("tbody");
        for (int c = 0; c < classes.size(); c++) {
            Element row = Element.of("tr", Element.of("th", classes.get(c)).with("scope", "row"));
            for (int[] count : counts.counts()) {
                int most = Math.max(1, Arrays.stream(count).max().orElse(1));
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

    /** What is in training and in another part as well, or nearly so. */
    private Element twice(@Nullable Duplicates duplicates, String name, int other) {
        Element card = Element.styled("div", "card", Element.of("h3", "In training and " + name));
        if (duplicates == null) {
            return card.add(Element.styled("p", "lead", "Not looked for: with more than " + Words.large(MOST_COMPARED)
                    + " pixels that would take long."));
        }
        List<Pair> same = duplicates.sameIn(0, other);
        List<Pair> alike = duplicates.alikeIn(0, other);
        int images = duplicates.parts().get(other).images().size();
        card.add(Element.styled("p", "lead", same.isEmpty()
                ? "No " + name + " image is among the training images, pixel for pixel."
                : Count.of(same.size()) + " of " + Count.of(images, name + " image")
                        + " are among the training images, pixel for pixel: results on these do not tell how well "
                        + "others are read."));
        shots(card, duplicates, same, false);
        card.add(Element.styled("p", "lead", alike.isEmpty()
                ? "None looks nearly the same as a training image."
                : Count.of(alike.size(), "pair") + (alike.size() == 1 ? " looks" : " look") + " nearly the same, the "
                        + "nearest first: hashes of what they look like differ in at most "
                        + Count.of(Duplicates.USUAL_DISTANCE, "bit") + " of 64."));
        shots(card, duplicates, alike, true);
        return card;
    }

    /** Pairs as pictures: both images, or one where they are equal. */
    private void shots(Element card, Duplicates duplicates, List<Pair> pairs, boolean both) {
        if (pairs.isEmpty()) {
            return;
        }
        Element shots = Element.styled("div", "shots");
        for (Pair pair : pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))) {
            Element figure = Element.styled("figure", "shot");
            if (both) {
                figure.add(thumbnail(duplicates, pair.first(), "in training"));
            }
            shots.add(figure.add(thumbnail(duplicates, pair.second(), both ? "nearly the same" : "in both parts"))
                    .add(Element.of("figcaption", labels(duplicates, pair),
                            Element.styled("span", "name", Gallery.shortened(duplicates.name(pair.first()))),
                            Element.styled("span", "name", Gallery.shortened(duplicates.name(pair.second()))))));
        }
        card.add(shots);
    }

    private static Element thumbnail(Duplicates duplicates, Place place, String what) {
        DataSet images = duplicates.parts().get(place.part()).images();
        Image buffer = Image.of(images.shape());
        CheckedData.read(images, place.image(), buffer);
        return Thumbnail.of(buffer).element(what);
    }

    /** The label, or both where they differ. */
    private Object labels(Duplicates duplicates, Pair pair) {
        if (!hasClasses()) {
            return List.of();
        }
        String learnt = duplicates.className(pair.first());
        return duplicates.labelsDiffer(pair)
                ? Element.styled("span", "said bad",
                        Element.of("b", learnt + " / " + duplicates.className(pair.second())))
                : Element.styled("span", "said", Element.of("b", learnt));
    }
}
