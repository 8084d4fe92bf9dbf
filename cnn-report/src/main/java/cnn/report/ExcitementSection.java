package cnn.report;

import cnn.core.text.Count;
import cnn.explain.Excitement;
import cnn.explain.Excitement.Shot;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import cnn.report.picture.Thumbnail;
import java.util.List;

/** Which images the maps of a layer answer to most. */
final class ExcitementSection {
    private static final int MOST_MAPS = 24;
    private static final int SIDE = 72;

    private ExcitementSection() {
    }

    static Section of(List<Excitement> excitements, int looked) {
        List<Excitement> live = excitements.stream().filter(one -> !one.shots().isEmpty()).toList();
        Element grid = Element.styled("div", "excitements");
        live.stream().limit(MOST_MAPS).forEach(one -> grid.add(row(one)));
        String layer = excitements.getFirst().layer();
        int silent = excitements.size() - live.size();
        return Section.of("exciting", "What excites its maps", "Of " + Count.of(looked, "image")
                + " those that each map of "
                + layer
                + " answers to most, cut to what the map sees at its strongest place: what they have in common is what it "
                + "looks for." + (live.size() > MOST_MAPS ? " The first " + MOST_MAPS + " maps are shown." : "")
                + (silent > 0
                        ? " " + Count.of(silent, "map") + (silent == 1 ? " answers" : " answer") + " to none."
                        : ""),
                Element.styled("div", "card", grid));
    }

    private static Element row(Excitement excitement) {
        Element row = Element.styled("div", "excitement",
                Element.styled("span", "name", "map " + (excitement.map() + 1)));
        for (Shot shot : excitement.shots()) {
            String words = shot.name() + ", " + Words.real(shot.value());
            row.add(Element.of("img").with("src", Thumbnail.of(shot.picture(SIDE)).source()).with("alt", words)
                    .with("title", words).with("loading", "lazy"));
        }
        return row;
    }
}
