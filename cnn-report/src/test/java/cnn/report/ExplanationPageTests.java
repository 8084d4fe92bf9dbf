package cnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.explain.ActivationMaximization;
import cnn.explain.Explainer;
import cnn.explain.Explanation;
import cnn.explain.Saliency;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.MeanSquaredError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ExplanationPageTests {
    private static final String HOSTILE = "</script><script>alert(1)</script>\"'><img src=http://evil.example/x onerror=a()>";

    private static Explanation explanation(Model model) {
        Image image = Image.of(model.network().input());
        new Subjects.Noise(List.of("a"), 1, 3).read(0, image);
        return Explainer.of(model, Subjects.ENGINE).explain(image);
    }

    static ExplanationPage page(List<String> classes) {
        Model model = Subjects.model(classes);
        return ExplanationPage.of("noise", Explainer.of(model, Subjects.ENGINE)).picture("noise.png",
                explanation(model));
    }

    private static List<String> sections(PageContent page) {
        return page.elements("section").stream().map(section -> section.getAttribute("id")).toList();
    }

    @Test
    void goesFromThePictureToTheAnswer() throws Exception {
        PageContent page = PageContent.of(page(Subjects.classes(3)).html());
        assertThat(sections(page)).containsExactly("answer", "why", "others", "layers");
        assertThat(page.elements("h1").getFirst().getTextContent()).isEqualTo("noise.png");
        assertThat(page.elements("h3")).extracting(Element::getTextContent).containsExactly("conv2d-1", "relu-1",
                "max-pool2d-1", "flatten-1", "dense-1");
        assertThat(page.text()).contains("12 × 12 pixels in colour", "5 layers", "class 0", "4 maps of 10 × 10",
                "Grad-CAM",
                "Grad-CAM++", "Occlusion", "Integrated gradients", "Gradient × input", "SmoothGrad", "Saliency");
        // four filters beside four maps, and the maps of two layers more
        assertThat(page.elements("img").stream().map(image -> image.getAttribute("alt")))
                .contains("filter 1", "filter 4", "map 4",
                        "Grad-CAM for " + explanation(Subjects.model(Subjects.classes(3)))
                                .subject());
        assertThat(page.elements("figure").stream().filter(figure -> figure.getAttribute("class").equals("map-tile")))
                .hasSize(12);
    }

    @Test
    void refersToNothingOutside() throws Exception {
        String html = page(List.of(HOSTILE, "b")).html();
        PageContent page = PageContent.of(html);
        assertThat(page.attributes("src")).isNotEmpty().allMatch(source -> source.startsWith("data:image/png;base64,"));
        assertThat(page.attributes("href")).allMatch(link -> link.startsWith("#"));
        assertThat(page.elements("link")).isEmpty();
        assertThat(page.elements("script")).hasSize(2);
        assertThat(page.text()).contains(HOSTILE);
        assertThat(html).doesNotContain("<script>alert").hasSizeLessThan(1_000_000);
    }

    @Test
    void severalPicturesHaveSectionsOfTheirOwn() throws Exception {
        Model model = Subjects.model(Subjects.classes(2));
        ExplanationPage page = page(Subjects.classes(2)).picture("other.png", explanation(model),
                List.of(explanation(model).by(Saliency.of())));
        PageContent content = PageContent.of(page.html());
        assertThat(sections(content)).containsExactly("answer", "why", "others", "layers", "answer-2", "why-2",
                "layers-2");
        assertThat(content.text()).contains("noise.png: Answer", "other.png: Layer by layer", "2 pictures");
    }

    @Test
    void showsWhatExcitesALayer() throws Exception {
        Model model = Subjects.model(Subjects.classes(2));
        Explainer explainer = Explainer.of(model, Subjects.ENGINE);
        PageContent page = PageContent.of(page(Subjects.classes(2)).excitements(
                explainer.exciting(new Subjects.Noise(Subjects.classes(2), 5, 3), "relu-1", 3), 10).html());
        assertThat(sections(page)).endsWith("exciting");
        assertThat(page.text()).contains("What excites its maps", "Of 10 images those that each map of relu-1 answers",
                "map 1");
    }

    @Test
    void showsWhatWasDrawnForALayer() throws Exception {
        Model model = Subjects.model(Subjects.classes(2));
        PageContent page = PageContent.of(page(Subjects.classes(2)).stimuli(Explainer.of(model, Subjects.ENGINE)
                .maximizing("dense-1", ActivationMaximization.of().steps(4))).html());
        assertThat(sections(page)).endsWith("maximal");
        assertThat(page.text()).contains("Drawn for its maps", "Pictures that dense-1 answers to most",
                "For 1 map nothing was found that it answers to.");
        assertThat(page.elements("img").getLast().getAttribute("alt")).startsWith("class 0: 0").endsWith(" for this");
    }

    @Test
    void explainsNumbersOfDenseNetworks() throws Exception {
        Shape shape = Shape.image(12, 12, 3);
        Network network = Network.of(shape, new Flatten(), Dense.of(2));
        Model model = new Model(network, Weights.init(network, 1), Preprocessing.none(shape), Target.numbers("x", "y"),
                new MeanSquaredError(), Provenance.unknown());
        PageContent page = PageContent.of(ExplanationPage.of("numbers", Explainer.of(model, Subjects.ENGINE))
                .picture("p", explanation(model)).html());
        assertThat(sections(page)).containsExactly("answer", "why", "layers");
        assertThat(page.text()).contains("Why x", "Saliency").doesNotContain("Grad-CAM");
    }

    @Test
    void isWrittenAsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("page.html"), "what was there");
        ExplanationPage page = page(Subjects.classes(2));
        page.write(file);
        assertThat(Files.readString(file)).isEqualTo(page.html());
    }
}
