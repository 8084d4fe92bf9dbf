package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.data.Image;
import cnn.augment.geometry.Flip;
import cnn.augment.geometry.Shift;
import cnn.core.data.ImageFolder;
import cnn.core.image.ImageDecoder;
import cnn.core.model.Predictor;
import cnn.core.model.TestAugmentation;
import cnn.core.run.Cnn;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test-time augmentation from the command line: the same answers as in Java, for single images and measured. */
class AugmentOptionsTests {
    @TempDir private Path folder;

    private TinyProject project(String augmenters) {
        TinyProject project = TinyProject.in(folder);
        CommandRun.of("train", project.pipeline("network:", augmenters + "network:"), "--out", project.path("run"))
                .succeeds();
        return project;
    }

    @Test
    void predictAnswersAsInJavaWithTheModelsOwnAugmenters() {
        TinyProject project = project("augment: [{shift: {fraction: 0.2}}, flip]\n");
        Path image = project.image("mine.png", 120);
        JsonNode plain = CommandRun.of("predict", project.path("run"), image, "--json").succeeds().json();
        JsonNode augmented = CommandRun.of("predict", project.path("run"), image, "--json", "--augment", 5).succeeds()
                .json();
        assertThat(augmented).isNotEqualTo(plain);
        try (Cnn cnn = Cnn.create()) {
            Predictor predictor = cnn.predictor(project.path("run/model.safetensors"))
                    .augmented(TestAugmentation.of(5, Shift.of(0.2), Flip.of()));
            Image fitted = predictor.model().fit(ImageDecoder.decode(image));
            assertThat(augmented.get(0).get("probability").asDouble())
                    .isCloseTo(predictor.predict(fitted).probability(), Offset.offset(1e-6));
        }
        assertThat(CommandRun.of("predict", project.path("run"), image, "--json", "--augment",
                "5:[{shift: {fraction: 0.2}}, flip]").succeeds().json()).isEqualTo(augmented);
        assertThat(CommandRun.of("predict", project.path("run"), image, "--json", "--augment", 5, "--threads", 1)
                .succeeds().json()).isEqualTo(augmented);
    }

    @Test
    void evaluateMeasuresTheSameAnswersAndSaysSo() {
        TinyProject project = project("augment: [{shift: {fraction: 0.2}}]\n");
        Path model = project.path("run/model.safetensors");
        String data = "folder:" + project.path("data");
        CommandRun text = CommandRun.of("evaluate", model, "--data", data, "--augment", 4).succeeds();
        assertThat(text.out()).contains("\naugment   the mean of 5 versions of each image\n");
        JsonNode json = CommandRun.of("evaluate", model, "--data", data, "--augment", 4, "--json").succeeds().json();
        assertThat(json.get("augmentedCopies").asInt()).isEqualTo(4);
        try (Cnn cnn = Cnn.create()) {
            assertThat(cnn.evaluate(cnn.loadModel(model), new ImageFolder(project.path("data").toString()),
                    TestAugmentation.of(4, Shift.of(0.2))).loss())
                    .isCloseTo(json.get("loss").asDouble(), Offset.offset(1e-6));
        }
        assertThat(CommandRun.of("evaluate", model, "--data", data).succeeds().out()).doesNotContain("augment");
    }

    @Test
    void saysWhatIsWrong() {
        TinyProject project = project("");
        Path image = project.image("mine.png", 120);
        assertThat(CommandRun.of("predict", project.path("run"), image, "--augment", "some").err()).startsWith(
                "cnn: --augment takes how many changed copies of each image the model looks at, but was given 'some'. "
                        + "Give for example --augment 8, or with augmenters of your own --augment '8:[flip, {shift: "
                        + "{fraction: 0.05}}]'.\n");
        assertThat(CommandRun.of("predict", project.path("run"), image, "--augment", "4").err()).startsWith(
                "cnn: --augment 4 changes copies of images as the model's training did, but that changed no single "
                        + "images. Name augmenters, for example --augment '4:[flip]'.\n");
        assertThat(CommandRun.of("predict", project.path("run"), image, "--augment", "0:flip").err()).startsWith(
                "cnn: --augment: Test-time augmentation cannot make 0 copies of an image. Use a number from 1 to 1000, "
                        + "for example 8.\n");
        assertThat(CommandRun.of("predict", project.path("run"), image, "--augment", "4:[]").err()).startsWith(
                "cnn: --augment: Test-time augmentation has no augmenter, so that all 4 copies of an image were the "
                        + "same. Give at least one, for example a flip.\n");
        assertThat(CommandRun.of("predict", project.path("run"), image, "--augment", "4:hue").err()).startsWith(
                "cnn: Augmenter 'hue' cannot change an image of shape (6, 6, 1): it has no red, green and blue. Leave "
                        + "the augmenter out, or set preprocess.channels to 3.\n");
    }
}
