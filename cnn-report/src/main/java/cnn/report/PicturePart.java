package cnn.report;

import cnn.api.data.Target;
import cnn.core.model.Output;
import cnn.core.model.Prediction;
import cnn.core.model.Prediction.Candidate;
import cnn.explain.Attribution;
import cnn.explain.AttributionMethod;
import cnn.explain.Explanation;
import cnn.explain.GradCam;
import cnn.explain.GradCamPlusPlus;
import cnn.report.ExplanationPage.Pictured;
import cnn.report.markup.Element;
import cnn.report.markup.Words;
import cnn.report.picture.Thumbnail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The sections about one picture.
 *
 * @param prefix before headings; empty where the page has but one picture
 * @param number of the picture on the page, from 1
 * @param page the whole
 * @param picture what the model makes of it
 */
record PicturePart(String prefix, int number, ExplanationPage page, Pictured picture) {
    private static final int SIDE = 256;
    private static final int MOST_ANSWERS = 8;
    private static final int OTHERS = 3;

    private Explanation explanation() {
        return picture.explanation();
    }

    List<Section> sections() {
        Explanation explanation = explanation();
        List<Section> sections = new ArrayList<>();
        sections.add(section("answer", "Answer", "", answer()));
        sections.add(section("why", "Why " + explanation.subject(), "Which parts of the picture the score of "
                + explanation.subject()
                + " hangs on. Each method asks in its own way: where they agree one may believe them." + where(),
                Element.styled("div", "reasons", reasons())));
        AttributionMethod asked = picture.attributions().stream().map(Attribution::method)
                .filter(method -> method instanceof GradCam || method instanceof GradCamPlusPlus).findFirst()
                .orElse(null);
        if (asked != null && output().target().kind().isOfClasses()) {
            sections.add(
                    section("others", "What speaks for others",
                            "The same picture, and what in it speaks for the classes "
                                    + "that the model finds most probable.",
                            Element.styled("div", "reasons", others(asked))));
        }
        LayersPart layers = new LayersPart(explanation, page.explainer());
        sections.add(section("layers", "Layer by layer", layers.lead(), layers.content()));
        return sections;
    }

    private Section section(String id, String title, String lead, Element content) {
        return Section.of(id + (number == 1 ? "" : "-" + number), prefix.isEmpty() ? title : prefix + ": " + title,
                lead,
                content);
    }

    private Output output() {
        return page.explainer().model().outputs().stream().filter(one -> one.name().equals(explanation().output()))
                .findFirst().orElseThrow();
    }

    private Element answer() {
        Element answers = Element.styled("div", "stack");
        Map<String, Prediction> outputs = explanation().prediction().outputs();
        if (outputs.isEmpty()) {
            answers.add(bars(explanation().prediction()));
        } else {
            outputs.forEach(
                    (name, prediction) -> answers.add(Element.of("div", Element.of("h3", name), bars(prediction))));
        }
        return Element.styled("div", "card answer", Element.of("figure",
                Thumbnail.of(explanation().picture(SIDE)).element("the picture as the network sees it"),
                Element.styled("figcaption", "name", "as the network sees it")), answers);
    }

    /** Probabilities as bars, or numbers. */
    private Element bars(Prediction prediction) {
        Element bars = Element.styled("div", "bars");
        if (prediction.target().kind() == Target.Kind.NUMBERS) {
            prediction.values().forEach((name, value) -> bars.add(bar(name, Words.real(value), 0)));
            return bars;
        }
        List<Candidate> ranking = prediction.ranking();
        ranking.stream().limit(MOST_ANSWERS).forEach(one -> bars.add(bar(one.label(), Words.roughly(one.probability()),
                one.probability())));
        return ranking.size() <= MOST_ANSWERS
                ? bars
                : bars.add(
                        Element.styled("div", "bar-row", Element.styled("span", "name", (ranking.size() - MOST_ANSWERS)
                                + " more")));
    }

    private static Element bar(String name, String words, double share) {
        return Element.styled("div", "bar-row", Element.styled("span", "bar-name", name).with("title", name),
                Element.styled("span", "bar-track", Element.of("span").with("style",
                        "width:" + Element.number(100 * share) + "%")),
                Element.styled("span", "bar-value", words));
    }

    private List<Element> reasons() {
        return picture.attributions().stream().map(one -> reason(one.method().title() + at(one.method()), one,
                one.method().reading())).toList();
    }

    /** Which layer is looked at where none is named. */
    private String where() {
        boolean unnamed = picture.attributions().stream().map(Attribution::method)
                .anyMatch(method -> method instanceof GradCam cam && cam.layer() == null);
        return !unnamed
                ? ""
                : explanation().lastLayerWithPlaces().map(layer -> " Grad-CAM looks at the last layer that has places, "
                        + layer + ".").orElse("");
    }

    private static String at(AttributionMethod method) {
        String layer = switch (method) {
            case GradCam cam -> cam.layer();
            case GradCamPlusPlus cam -> cam.layer();
            default -> null;
        };
        return layer == null ? "" : " at " + layer;
    }

    private static Element reason(String title, Attribution attribution, String reading) {
        String words = attribution.isBlank()
                ? "Nothing in the picture speaks for " + attribution.subject() + " here."
                : reading;
        return Element.styled("figure", "reason",
                Thumbnail.of(attribution.overlay(SIDE)).element(title + " for " + attribution.subject()),
                Element.of("figcaption", Element.of("b", title), ColourScale.of(attribution),
                        Element.of("span", words)));
    }

    private List<Element> others(AttributionMethod method) {
        Prediction prediction = explanation().prediction().outputs().isEmpty()
                ? explanation().prediction()
                : explanation().prediction().output(explanation().output());
        return prediction.ranking().stream().limit(OTHERS).map(one -> reason(one.label() + ", "
                + Words.roughly(one.probability()), explanation().forClass(one.label()).by(method),
                method.title() + at(method) + ", asked for " + one.label() + ".")).toList();
    }
}
