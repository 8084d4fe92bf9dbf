package cnn.report;

import cnn.core.text.Count;
import cnn.explain.Stimulus;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import cnn.report.picture.Thumbnail;
import java.util.List;

/** Pictures that were drawn for the maps of a layer to answer to. */
final class StimulusSection {
    private static final int SIDE = 128;

    private StimulusSection() {
    }

    static Section of(List<Stimulus> stimuli) {
        List<Stimulus> answered = stimuli.stream().filter(Stimulus::isAnswered).toList();
        Element grid = Element.styled("div", "stimuli");
        answered.forEach(one -> grid.add(figure(one)));
        int silent = stimuli.size() - answered.size();
        return Section.of("maximal", "Drawn for its maps", "Pictures that " + stimuli.getFirst().layer()
                + " answers to most, one for each: grey that was changed step by step to raise the map's mean, with no "
                + "picture to begin with. They show what the layer looks for, and are no pictures of anything."
                + (silent > 0
                        ? " For " + Count.of(silent, "map") + " nothing was found that " + (silent == 1
                                ? "it answers"
                                : "they answer") + " to."
                        : ""),
                Element.styled("div", "card", grid));
    }

    private static Element figure(Stimulus stimulus) {
        String words = stimulus.subject() + ": " + Words.real(stimulus.start()) + " for grey, "
                + Words.real(stimulus.value()) + " for this";
        return Element.of("figure", Element.of("img").with("src", Thumbnail.of(stimulus.picture(SIDE)).source())
                .with("alt", words).with("title", words).with("loading", "lazy"),
                Element.styled("figcaption", "name", stimulus.subject()));
    }
}
