package cnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.api.data.OriginalSizes;
import cnn.api.data.OriginalSizes.Size;
import cnn.core.data.DataSetView;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Part;
import cnn.core.evaluate.TemperatureScaling;
import cnn.core.evaluate.TemperatureScaling.Sureness;
import cnn.core.model.Model;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTests {
    private static final String HOSTILE = "</script><script>alert(1)</script>\"'><img src=http://evil.example/x onerror=a()>&amp;";

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 200})
    void hasAllSections(int classes) throws Exception {
        PageContent page = PageContent.of(Subjects.report(Subjects.classes(classes), 3, 5).html());
        assertThat(page.elements("section")).extracting(section -> section.getAttribute("id")).containsExactly("curves",
                "confusion", "figures", "pictures", "calibration", "network", "filters", "data", "pipeline");
        assertThat(page.attributes("href")).filteredOn(link -> link.startsWith("#")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(page.text()).contains("Worst mistakes", "Least sure", "Labels to check", "name: noise",
                "SHA-256 ab12",
                "In training and test");
        JsonNode data = new ObjectMapper().readTree(page.json());
        assertThat(data.get("charts")).hasSize(4);
        assertThat(data.get("cells").size()).isPositive();
    }

    /** A file that is opened anywhere shows all that it has, and asks nobody. */
    @Test
    void refersToNothingOutside() throws Exception {
        PageContent page = PageContent.of(Subjects.report(List.of(HOSTILE, "b"), 3, 2).html());
        assertThat(page.attributes("src")).isNotEmpty().allMatch(source -> source.startsWith("data:image/png;base64,"));
        assertThat(page.attributes("href")).allMatch(link -> link.startsWith("#"));
        assertThat(page.elements("link")).isEmpty();
        assertThat(page.elements("script")).hasSize(2).noneMatch(script -> script.hasAttribute("src"));
        String style = page.html().substring(page.html().indexOf("<style>"), page.html().indexOf("</style>"));
        assertThat(style).doesNotContain("url(", "@import");
        String script = page.html().substring(page.html().lastIndexOf("<script"));
        assertThat(script).doesNotContain("fetch(", "XMLHttpRequest", "import(", "innerHTML");
    }

    @Test
    void aClassMayBeCalledAnything() throws Exception {
        String html = Subjects.report(List.of(HOSTILE, "b"), 3, 2).html();
        PageContent page = PageContent.of(html);
        assertThat(page.elements("script")).hasSize(2);
        assertThat(page.elements("img")).allMatch(image -> !image.hasAttribute("onerror"));
        assertThat(page.text()).contains(HOSTILE);
        assertThat(page.json()).doesNotContain("<");
        assertThat(html).doesNotContain("<script>alert");
        String turning = PageContent.of(Subjects.report(List.of("a\u202Eb", "c"), 2, 1).html()).text();
        assertThat(turning).contains("a?b");
    }

    @Test
    void oneEpochHasDotsInsteadOfLines() throws Exception {
        PageContent page = PageContent.of(Subjects.report(Subjects.classes(2), 2, 1).html());
        assertThat(page.elements("circle")).hasSize(6);
        assertThat(page.attributes("d")).noneMatch(path -> path.contains("NaN"));
    }

    @Test
    void aModelAloneHasItsLayersAndItsOrigin() throws Exception {
        PageContent page = PageContent
                .of(Report.of("alone", Subjects.model(Subjects.classes(3))).note("No images.").html());
        assertThat(page.elements("section")).extracting(section -> section.getAttribute("id")).containsExactly(
                "network",
                "filters", "pipeline");
        assertThat(page.text()).contains("No images.", "Conv2d");
        assertThat(page.elements("header").getFirst().getTextContent()).contains("alone");
    }

    @Test
    void aModelThatIsAlwaysRightHasNoMistakes() throws Exception {
        Model model = Subjects.model(List.of("only"));
        Subjects.Noise images = new Subjects.Noise(List.of("only"), 4, 5);
        PageContent page = PageContent.of(Report.of("right", model).measured(Part.ALL, images,
                Evaluation.of(model, images, Subjects.ENGINE)).html());
        assertThat(page.text()).contains("Every image was taken for what it is.", "None.",
                "No image is held for another class");
    }

    @Test
    void saysByWhichTemperatureAModelIsCalibrated() throws Exception {
        Model plain = Subjects.model(Subjects.classes(2));
        Sureness same = new Sureness(0.5, 0.1, 0.5);
        Model calibrated = new TemperatureScaling(1.5, 8, same, same).apply(plain);
        Subjects.Noise images = new Subjects.Noise(Subjects.classes(2), 4, 5);
        for (Model model : List.of(plain, calibrated)) {
            String text = PageContent.of(Report.of("sure", model).measured(Part.ALL, images,
                    Evaluation.of(model, images, Subjects.ENGINE)).html()).text();
            assertThat(text.contains("Scores are divided by a temperature of 1.5")).isEqualTo(model == calibrated);
        }
    }

    @Test
    void duplicatesBetweenPartsAreShown() throws Exception {
        List<String> classes = Subjects.classes(2);
        Model model = Subjects.model(classes);
        Subjects.Noise images = new Subjects.Noise(classes, 4, 1);
        PageContent page = PageContent.of(Report.of("twice", model)
                .data(new Splits(images, null, new Subjects.Noise(classes, 4, 1))).html());
        assertThat(page.text()).contains("8 of 8 test images are among the training images, pixel for pixel",
                "None looks nearly the same as a training image.");
    }

    @Test
    void imagesThatLookNearlyTheSameAreShownInPairs() throws Exception {
        List<String> classes = Subjects.classes(2);
        Subjects.Noise images = new Subjects.Noise(classes, 4, 1);
        DataSet brighter = new DataSetView(images) {
            @Override
            public void read(int index, Image target) {
                super.read(index, target);
                for (int i = 0; i < target.pixels().length; i++) {
                    target.pixels()[i] = 0.02f + 0.98f * target.pixels()[i];
                }
            }
        };
        PageContent page = PageContent.of(Report.of("alike", Subjects.model(classes))
                .data(new Splits(images, null, brighter)).html());
        assertThat(page.text()).contains("No test image is among the training images, pixel for pixel.",
                "8 pairs look nearly the same, the nearest first: hashes of what they look like differ in at most 4 bits "
                        + "of 64.");
    }

    @Test
    void duplicatesAmongVeryManyPixelsAreNotLookedFor() throws Exception {
        List<String> classes = Subjects.classes(2);
        Report report = Report.of("many", Subjects.model(classes)).data(
                new Splits(new Subjects.Noise(classes, 1_200_000, 1), null, new Subjects.Noise(classes, 1, 2)));
        assertThat(PageContent.of(report.html()).text())
                .contains("Not looked for: with more than 1.0 G pixels that would take long.");
    }

    /** A data set whose pictures had these sizes. */
    private static DataSet sized(OriginalSizes... sizes) {
        return new DataSetView(new Subjects.Noise(Subjects.classes(2), 2, 1)) {
            @Override
            public List<OriginalSizes> originalSizes() {
                return List.of(sizes);
            }
        };
    }

    private static String withData(DataSet train, DataSet test) throws Exception {
        return PageContent
                .of(Report.of("sizes", Subjects.model(Subjects.classes(2))).data(new Splits(train, null, test))
                        .html())
                .text().replaceAll("\\s+", " ");
    }

    @Test
    void tellsHowLargePicturesWere() throws Exception {
        OriginalSizes sizes = OriginalSizes
                .of(Map.of(new Size(600, 800), 3, new Size(768, 1024), 1, new Size(90, 120), 1));
        DataSet train = sized(sizes);
        DataSet test = sized(sizes); // the same files, which are counted once
        assertThat(withData(train, test)).contains("Original sizes",
                "Of the source's 5 pictures before they were resized",
                "There are 3 sizes.", "120 × 90", "800 × 600", "1024 × 768");
        assertThat(withData(sized(OriginalSizes.of(28, 20, 70_000)), test)).contains("Of the source's 70,005 pictures");
        assertThat(withData(sized(OriginalSizes.of(28, 20, 70_000)), sized(OriginalSizes.of(28, 20, 1))))
                .contains("All 70,001 pictures of the source have 20 × 28 pixels (width × height).");
        assertThat(withData(train, sized())).contains("Of some parts they are not known.");
        assertThat(withData(sized(), sized())).contains("How large the pictures were before they were resized is not "
                + "known: their source does not tell, or an earlier version decoded them into its cache.");
    }

    @Test
    void staysSmallWithManyClasses() {
        assertThat(Subjects.report(Subjects.classes(200), 3, 3).html().length()).isLessThan(4_000_000);
    }

    @Test
    void isWrittenAsAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.html");
        Files.writeString(file, "what was there");
        Report report = Report.of("file", Subjects.model(Subjects.classes(2)));
        report.write(file);
        assertThat(Files.readString(file)).isEqualTo(report.html());
    }
}
