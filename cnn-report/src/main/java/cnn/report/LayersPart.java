package cnn.report;

import cnn.api.Shape;
import cnn.core.text.Count;
import cnn.explain.Explainer;
import cnn.explain.Explanation;
import cnn.explain.FeatureMaps;
import cnn.explain.Filters;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import cnn.report.picture.Thumbnail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each layer makes of a picture, with its filters beside it. */
final class LayersPart {
    /** Tiles on a page, about: a deep network shows fewer of each layer. */
    private static final int TILES = 700;
    private static final int FEWEST_TILES = 6;
    private static final int MOST_TILES = 32;
    private static final int SIDE = 72;
    private static final int MOST_NUMBERS = 32;
    /** Channels of a filter that are shown beside a map. */
    private static final int MOST_CHANNELS = 64;

    private final List<FeatureMaps> layers;
    private final Map<String, Filters> filters = new LinkedHashMap<>();
    private final Shape input;
    private final List<String> names;
    private final int tiles;

    LayersPart(Explanation explanation, Explainer explainer) {
        layers = explanation.maps();
        explainer.filters().forEach(one -> filters.put(one.layer(), one));
        input = explainer.model().network().input();
        names = explainer.model().outputs().size() == 1 ? explainer.model().target().names() : List.of();
        tiles = Math.clamp(TILES / layers.size(), FEWEST_TILES, MOST_TILES);
    }

    String lead() {
        return "From the picture to the answer. A layer gives maps, one for each thing that it looks for: where a map is bright, or "
                + "red, it has found it. Colours of one layer can be compared.";
    }

    Element content() {
        Element all = Element.styled("div", "stack");
        Shape before = input;
        for (FeatureMaps maps : layers) {
            all.add(card(maps, before));
            before = maps.shape();
        }
        return all;
    }

    private Element card(FeatureMaps maps, Shape before) {
        Filters own = filters.get(maps.layer());
        Element card = Element.styled("div", "card layer", Element.styled("div", "layer-head",
                Element.of("h3", maps.layer()), Element.styled("span", "shape", shape(maps.shape()))),
                Element.styled("p", "lead", Element.styled("code", "mono", shortened(maps.configuration())), " ",
                        words(maps, own, before)));
        if (maps.count() == 1 && maps.height() == 1) {
            return card.add(numbers(maps));
        }
        int shown = Math.min(tiles, maps.count());
        Element grid = Element.styled("div", own == null ? "maps" : "maps filtered");
        for (int map = 0; map < shown; map++) {
            grid.add(tile(maps, own, map));
        }
        return card.add(grid, Element.styled("div", "layer-foot", ColourScale.of(maps), Element.styled("span", "name",
                shown < maps.count() ? "the first " + shown + " of " + Count.of(maps.count(), "map") : "")));
    }

    private static Element tile(FeatureMaps maps, @Nullable Filters own, int map) {
        Element tile = Element.styled("figure", "map-tile");
        if (own != null && own.count() == maps.count() && own.channels() <= MOST_CHANNELS) {
            tile.add(image(Thumbnail.of(own.picture(map, Math.max(own.height(), own.width()))), "filter " + (map + 1))
                    .with("class", "filter"));
        }
        int longer = Math.max(maps.height(), maps.width());
        return tile.add(image(Thumbnail.of(maps.picture(map, Math.min(SIDE, longer))), "map " + (map + 1)));
    }

    private static Element image(Thumbnail picture, String words) {
        return Element.of("img").with("src", picture.source()).with("alt", words).with("title", words)
                .with("loading", "lazy");
    }

    /** Few numbers as a list with their names, many as a strip. */
    private Element numbers(FeatureMaps maps) {
        float[] values = maps.map(0);
        boolean last = maps == layers.getLast() && names.size() == values.length;
        if (values.length > MOST_NUMBERS) {
            return Element.styled("div", "strip", image(Thumbnail.of(maps.picture(0, values.length)), "all numbers"),
                    ColourScale.of(maps));
        }
        Element list = Element.styled("div", "numbers");
        for (int i = 0; i < values.length; i++) {
            int colour = maps.colours().rgb(maps.strength() == 0 ? 0 : values[i] / maps.strength());
            list.add(Element.styled("span", "number-tile", Element.of("i").with("style",
                    "background:" + String.format("#%06x", colour)), last ? names.get(i) + " " : "",
                    Words.real(values[i])));
        }
        return list;
    }

    private static String words(FeatureMaps maps, @Nullable Filters own, Shape before) {
        Shape shape = maps.shape();
        if (own != null && (own.height() > 1 || own.width() > 1)) {
            return "Each map shows where its filter, at its left, fits what came in.";
        }
        if (own != null) {
            return "Each map is a mix of those before, weighed as at its left.";
        }
        if (shape.equals(before)) {
            return "As many maps of the same size as above.";
        }
        if (shape.isImage() && before.isImage()) {
            return places(shape) < places(before)
                    ? "Fewer places than above."
                    : "Other maps, of as many places or more.";
        }
        return shape.size() == before.size()
                ? "The same numbers in another order of axes."
                : "No places any more: numbers that stand for the whole picture.";
    }

    private static int places(Shape shape) {
        return shape.height() * shape.width();
    }

    private static String shape(Shape shape) {
        return shape.isImage()
                ? Count.of(shape.channels(), "map") + " of " + shape.height() + " × " + shape.width()
                : shape.rank() == 1 ? Count.of(shape.size(), "number") : shape.toString();
    }

    private static String shortened(String configuration) {
        return configuration.replaceAll(", init=\\w+(\\[[^\\]]*\\])?", "");
    }
}
