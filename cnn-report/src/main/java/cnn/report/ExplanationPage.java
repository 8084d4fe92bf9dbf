package cnn.report;

import cnn.api.Shape;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Count;
import cnn.explain.Attribution;
import cnn.explain.Excitement;
import cnn.explain.Explainer;
import cnn.explain.Explanation;
import cnn.explain.Stimulus;
import cnn.report.markup.Element;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model makes of pictures, on one page: the answer, which parts it hangs on by several methods, and what every layer makes of
 * the picture on its way. The page is a single file without a reference to anything else, and needs no JavaScript.
 *
 * {@snippet :
 * Explainer explainer = Explainer.of(model, cnn.engine());
 * ExplanationPage.of("shapes", explainer).picture("circle.png", explainer.explain(Path.of("circle.png")))
 *         .write(Path.of("circle.html"));
 * }
 *
 * <p>The constructor is no API: there will be more to tell.
 *
 * @param name of the model
 * @param explainer what looks into it
 * @param pictures what is explained, by name
 * @param excitements which images the maps of a layer answer to most; empty where none were looked through
 * @param looked how many images were looked through for these
 * @param stimuli what was drawn for maps to answer to; empty where nothing was
 */
public record ExplanationPage(String name, Explainer explainer, Map<String, Pictured> pictures,
        List<Excitement> excitements, int looked, List<Stimulus> stimuli) {
    public ExplanationPage {
        stimuli = List.copyOf(stimuli);
        pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
        excitements = List.copyOf(excitements);
    }

    /**
     * A picture that is explained.
     *
     * @param explanation what the model makes of it
     * @param attributions which parts the answer hangs on, by each method
     */
    public record Pictured(Explanation explanation, List<Attribution> attributions) {
        public Pictured {
            attributions = List.copyOf(attributions);
        }
    }

    /** A page about a model, with no picture so far. */
    public static ExplanationPage of(String name, Explainer explainer) {
        return new ExplanationPage(name, explainer, Map.of(), List.of(), 0, List.of());
    }

    /** With one picture more, explained by every bundled method that finds ground for it in the model. */
    public ExplanationPage picture(String title, Explanation explanation) {
        return picture(title, explanation, explanation.byAll());
    }

    /** With one picture more. */
    public ExplanationPage picture(String title, Explanation explanation, List<Attribution> attributions) {
        Map<String, Pictured> more = new LinkedHashMap<>(pictures);
        more.put(title, new Pictured(explanation, attributions));
        return new ExplanationPage(name, explainer, more, excitements, looked, stimuli);
    }

    /**
     * With the images that the maps of a layer answer to most.
     *
     * @param images how many were looked through
     */
    public ExplanationPage excitements(List<Excitement> found, int images) {
        return new ExplanationPage(name, explainer, pictures, found, images, stimuli);
    }

    /** With pictures that were drawn for maps to answer to. */
    public ExplanationPage stimuli(List<Stimulus> drawn) {
        return new ExplanationPage(name, explainer, pictures, excitements, looked, drawn);
    }

    /** The page. */
    public String html() {
        List<Section> sections = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, Pictured> picture : pictures.entrySet()) {
            PicturePart part = new PicturePart(pictures.size() == 1 ? "" : picture.getKey(), ++number, this,
                    picture.getValue());
            sections.addAll(part.sections());
        }
        if (!excitements.isEmpty()) {
            sections.add(ExcitementSection.of(excitements, looked));
        }
        if (!stimuli.isEmpty()) {
            sections.add(StimulusSection.of(stimuli));
        }
        String title = pictures.size() == 1 ? pictures.keySet().iterator().next() : name;
        return new Sheet(name, title + " – explanation", heading(title), sections).html();
    }

    private Element heading(String title) {
        Shape input = explainer.model().network().input();
        return Element.of("header", Element.of("h1", title), Element.styled("p", "lead",
                "What the model "
                        + name + " makes of " + (pictures.size() == 1
                                ? "this picture"
                                : Count.of(pictures.size(),
                                        "picture"))
                        + ": it sees " + input.width() + " × " + input.height() + " pixels "
                        + (input.channels() == 3
                                ? "in colour"
                                : input.channels() == 1
                                        ? "in grey"
                                        : "of " + input.channels()
                                                + " channels")
                        + " and has " + Count.of(explainer.layers().size(), "layer") + "."));
    }

    /**
     * Writes the page; what was there before stays until it is complete.
     *
     * @throws java.io.UncheckedIOException where it cannot be written
     */
    public void write(Path file) {
        byte[] bytes = html().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, bytes);
    }
}
