package cnn.report;

import cnn.core.evaluate.Answers;
import cnn.core.evaluate.ClassFigures;
import cnn.core.evaluate.ConfusionMatrix;
import cnn.core.text.Count;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import cnn.report.picture.Thumbnail;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What was taken for what: a table to sort and to click on; for many classes a map of it and the most frequent mix-ups. */
final class ConfusionSection {
    private static final int MOST_COLUMNS = 30;
    /** So few have room for large cells. */
    private static final int FEW = 6;
    private static final int MIX_UPS = 20;
    private static final int PICTURES_OF_CELL = 24;
    /** Of the right ones those that were least sure are enough. */
    private static final int PICTURES_OF_RIGHT = 8;
    /** Bytes that the pictures behind cells may take, as they stand in the page. */
    private static final long MOST_BYTES = 2_000_000;
    private static final int MAP_SIDE = 640;

    private final ConfusionMatrix matrix;
    private final List<String> classes;
    private final Gallery gallery;

    private ConfusionSection(ClassFigures figures, Gallery gallery) {
        matrix = figures.confusion();
        classes = matrix.classes();
        this.gallery = gallery;
    }

    /** The section; null where images have no class to be taken for. */
    static @Nullable Section of(Report report) {
        Gallery gallery = Gallery.of(report.measured());
        return gallery == null ? null : new ConfusionSection(Gallery.figures(report.measured()), gallery).section();
    }

    private Section section() {
        boolean small = classes.size() <= MOST_COLUMNS;
        Element content = Element.styled("div", "card", small ? sorting() : List.of(),
                small ? Element.styled("div", "wide", table()) : heatMap(), mixUps());
        content.add(Element.styled("div", "cell-pictures").with("id", "cell-pictures").with("aria-live", "polite"));
        return new Section("confusion", "Confusion",
                "A row for each class, a column for what its images were taken for. "
                        + "Click on a number to see its pictures.",
                content, Map.of("cells", cells()));
    }

    private Element sorting() {
        Element buttons = Element.styled("div", "buttons script", Element.of("span", "Sort by"));
        for (String order : List.of("number", "name", "recall", "images")) {
            buttons.add(Element.of("button", order).with("type", "button").with("data-order", order)
                    .with("aria-pressed", order.equals("number")));
        }
        return buttons;
    }

    private Element table() {
        Element head = Element.of("tr", Element.of("th"));
        for (int c = 0; c < classes.size(); c++) {
            head.add(Element.styled("th", "column", Element.of("span", classes.get(c))).with("scope", "col")
                    .with("data-c", c));
        }
        Element body = Element.of("tbody");
        for (int r = 0; r < classes.size(); r++) {
            Element row = Element.of("tr", Element.of("th", classes.get(r)).with("scope", "row")).with("data-r", r)
                    .with("data-name", classes.get(r)).with("data-images", matrix.actual(r))
                    .with("data-recall", Double.isNaN(matrix.recall(r)) ? 2.0 : 100 * matrix.recall(r));
            for (int c = 0; c < classes.size(); c++) {
                row.add(cell(r, c));
            }
            body.add(row);
        }
        return Element
                .styled("table", classes.size() <= FEW ? "matrix large" : "matrix", Element.of("thead", head), body)
                .with("id", "matrix");
    }

    private Element cell(int r, int c) {
        int count = matrix.count(r, c);
        Element cell = Element.of("td").with("data-c", c);
        if (count == 0) {
            return cell.with("class", "none").add("·");
        }
        double share = (double) count / matrix.actual(r);
        // mistakes are few: the root lets one see them
        long strength = Math.round(100 * (r == c ? 0.15 + 0.75 * share : Math.min(1, 0.12 + Math.sqrt(share))));
        return cell.with("class", r == c ? "right" : "wrong").with("style", "--p:" + strength + "%")
                .with("title", classes.get(r) + " taken for " + classes.get(c) + ": " + Words.percent(share))
                .add(button(r, c, Count.of(count)));
    }

    private static Element button(int r, int c, String text) {
        return Element.of("button", text).with("type", "button").with("data-cell", r + "," + c);
    }

    /** Every class's row as one row of pixels: its own colour where mistakes are, transparent where none are. */
    private Element heatMap() {
        int side = classes.size();
        int factor = Math.max(1, MAP_SIDE / side);
        BufferedImage map = new BufferedImage(side * factor, side * factor, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < map.getHeight(); y++) {
            for (int x = 0; x < map.getWidth(); x++) {
                int r = y / factor;
                int c = x / factor;
                double share = matrix.actual(r) == 0 ? 0 : (double) matrix.count(r, c) / matrix.actual(r);
                int alpha = (int) Math.round(255 * Math.sqrt(share));
                map.setRGB(x, y, alpha << 24 | (r == c ? 0x2E9E6B : 0xE0483E));
            }
        }
        Thumbnail picture = Thumbnail.of(map);
        return Element.styled("div", "map", Element.of("img").with("src", picture.source()).with("alt",
                "A map of " + side + " classes by what they were taken for"));
    }

    private Element mixUps() {
        record MixUp(int actual, int predicted, int count) {
        }
        List<MixUp> all = new ArrayList<>();
        for (int r = 0; r < classes.size(); r++) {
            for (int c = 0; c < classes.size(); c++) {
                if (r != c && matrix.count(r, c) > 0) {
                    all.add(new MixUp(r, c, matrix.count(r, c)));
                }
            }
        }
        all.sort(Comparator.comparingInt(MixUp::count).reversed());
        Element table = Element.styled("table", "plain");
        table.add(Element.of("thead", Element.of("tr", Element.of("th", "class"), Element.of("th", "taken for"),
                Element.styled("th", "number", "images"), Element.styled("th", "number", "share"))));
        Element body = Element.of("tbody");
        for (MixUp one : all.subList(0, Math.min(MIX_UPS, all.size()))) {
            body.add(Element.of("tr", Element.of("td", classes.get(one.actual)),
                    Element.of("td", classes.get(one.predicted)),
                    Element.styled("td", "number", button(one.actual, one.predicted, Count.of(one.count))),
                    Element.styled("td", "number", Words.percent((double) one.count / matrix.actual(one.actual)))));
        }
        return all.isEmpty()
                ? Element.styled("p", "lead", "Every image was taken for what it is.")
                : Element.of("details", Element.of("summary", "The most frequent mix-ups"), table.add(body))
                        .with(classes.size() > MOST_COLUMNS ? "open" : "data-folded", "");
    }

    /** Pictures behind the cells: of mistakes the surest, of right answers the least sure; until the page is large enough. */
    private Map<String, List<List<String>>> cells() {
        Answers answers = gallery.answers();
        List<Integer> order = IntStream.range(0, answers.size()).boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(answers::correct)
                        .thenComparing(i -> answers.correct(i) ? answers.probability(i) : -answers.probability(i)))
                .toList();
        Map<String, List<List<String>>> cells = new LinkedHashMap<>();
        long bytes = 0;
        for (int image : order) {
            if (bytes > MOST_BYTES) {
                break;
            }
            List<List<String>> cell = cells.computeIfAbsent(answers.actual(image) + "," + answers.predicted(image),
                    key -> new ArrayList<>());
            if (cell.size() < (answers.correct(image) ? PICTURES_OF_RIGHT : PICTURES_OF_CELL)) {
                String source = gallery.picture(image).source();
                cell.add(List.of(source, Words.roughly(answers.probability(image)), gallery.name(image),
                        gallery.words(image)));
                bytes += source.length();
            }
        }
        return cells;
    }
}
