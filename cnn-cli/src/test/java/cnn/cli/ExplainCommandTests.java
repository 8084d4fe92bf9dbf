package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cnn.core.safetensors.SafetensorsFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTests {
    private static final String HELP = "See ./cnn explain --help.";

    @TempDir private static Path folder;
    private static TinyProject project;
    private static Path model;
    private static Path image;

    @BeforeAll
    static void train() {
        project = TinyProject.in(folder);
        model = project.model();
        image = project.image("pictures/night.png", 30);
    }

    private static String files(Path out) throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return String.join(" ",
                    all.filter(Files::isRegularFile).map(file -> out.relativize(file).toString()).sorted()
                            .toList());
        }
    }

    @Test
    void writesAPagePicturesAndArrays() throws IOException {
        Path out = folder.resolve("all");
        CommandRun run = CommandRun.of("explain", model.getParent(), image, "--out", out).succeeds();
        assertThat(run.out()).startsWith(image + "  dark ").endsWith("page  " + out.resolve("explanation.html") + "\n");
        assertThat(run.err()).isEmpty();
        assertThat(files(out)).isEqualTo("explanation.html filters/001-conv2d-1.png night/arrays.safetensors "
                + "night/grad-cam-plus-plus.png night/grad-cam.png night/gradient-times-input.png "
                + "night/integrated-gradients.png night/maps/001-conv2d-1.png night/maps/002-relu-1.png "
                + "night/maps/003-flatten-1.png night/maps/004-dense-1.png night/occlusion.png night/picture.png "
                + "night/saliency.png night/smoothgrad.png");
        assertThat(Files.readString(out.resolve("explanation.html"))).contains("<h1>night</h1>", "Why dark",
                "Layer by layer");
        try (SafetensorsFile arrays = SafetensorsFile.open(out.resolve("night/arrays.safetensors"))) {
            assertThat(arrays.tensors().keySet()).contains("grad-cam", "maps/conv2d-1", "saliency");
            assertThat(arrays.metadata()).containsEntry("subject", "dark");
        }
    }

    @Test
    void doesWhatItIsAskedTo() throws IOException {
        Path out = folder.resolve("some");
        Path twin = project.image("twin/night.png", 220);
        CommandRun
                .of("explain", model, image, twin, "--out", out, "--class", "light", "--layer", "conv2d-1", "--method",
                        "grad-cam++,saliency", "--data", "folder:" + project.path("data"), "--maximize", "9")
                .succeeds();
        assertThat(files(out)).contains("night/grad-cam-plus-plus.png", "night-2/saliency.png")
                .doesNotContain("occlusion");
        assertThat(Files.readString(out.resolve("explanation.html"))).contains("night-2: Why light",
                "Grad-CAM++ at conv2d-1",
                "Of 24 images those that each map of conv2d-1 answers", "Pictures that conv2d-1 answers to most");
        try (SafetensorsFile arrays = SafetensorsFile.open(out.resolve("maximal/arrays.safetensors"))) {
            assertThat(arrays.tensors().keySet()).containsExactlyInAnyOrder("map-1", "map-2"); // it has no more
            assertThat(arrays.metadata()).containsEntry("layer", "conv2d-1").containsEntry("map-2", "map 2");
        }
        assertThat(files(out)).contains("maximal/map-2.png", "exciting/arrays.safetensors");
    }

    /** Grad-CAM needs places, which the classes have not: it looks where it always does. */
    @Test
    void drawsForClasses() throws IOException {
        Path out = folder.resolve("classes");
        CommandRun.of("explain", model, image, "--out", out, "--layer", "dense-1", "--method", "grad-cam", "--maximize",
                "9", "--seed", "3").succeeds();
        try (SafetensorsFile arrays = SafetensorsFile.open(out.resolve("maximal/arrays.safetensors"))) {
            assertThat(arrays.metadata()).containsEntry("map-1", "dark").containsEntry("map-2", "light");
        }
        assertThat(Files.readString(out.resolve("explanation.html")))
                .contains("the last layer that has places, relu-1");
        assertThat(CommandRun.of("predict", model, out.resolve("maximal/map-2.png")).succeeds().out())
                .contains("light");
    }

    @Test
    void answersPrograms() {
        Path out = folder.resolve("json");
        Path broken = project.text("pictures-too/broken.png", "no picture");
        CommandRun run = CommandRun.of("explain", model, image, broken, "--out", out, "--json");
        assertThat(run.code()).isEqualTo(1);
        JsonNode json = run.json();
        assertThat(json.at("/0/label").asText()).isEqualTo("dark");
        assertThat(json.at("/0/explained").asText()).isEqualTo("dark");
        assertThat(json.at("/0/folder").asText()).isEqualTo(out.resolve("night").toString());
        assertThat(json.at("/0/methods/0/method").asText()).isEqualTo("grad-cam");
        assertThat(json.at("/0/methods/0/layer").asText()).isEqualTo("relu-1");
        assertThat(json.at("/0/methods/6/method").asText()).isEqualTo("saliency");
        assertThat(json.at("/0/methods/6/box/right").asInt()).isBetween(json.at("/0/methods/6/peak/x").asInt() + 1, 6);
        assertThat(json.at("/0/methods/6/share").asDouble()).isBetween(0.1, 1.0);
        assertThat(json.at("/1/error").asText()).contains("broken.png");
    }

    @Test
    void listsLayers() {
        assertThat(CommandRun.of("explain", model, "--list").succeeds().out()).isEqualTo("""
                name       layer                        maps        of
                conv2d-1   conv2d filters=2 kernel=3x3     2     4 × 4
                relu-1     relu                            2     4 × 4
                flatten-1  flatten                        32  1 number
                dense-1    dense units=2                   2  1 number
                """);
        JsonNode json = CommandRun.of("explain", model, "--list", "--json").succeeds().json();
        assertThat(json.at("/0/name").asText()).isEqualTo("conv2d-1");
        assertThat(json.at("/0/maps").asInt()).isEqualTo(2);
        assertThat(json.at("/3/shape/0").asInt()).isEqualTo(2);
        CommandRun.of("explain", model, image, "--list").fails(2, "--list tells of the model's layers, whatever the "
                + "picture. Leave the pictures out, or --list.\n" + HELP);
        CommandRun.of("explain", model, image, "--seed", "2").fails(2,
                "--seed is where the chance of --maximize comes from, "
                        + "which was not asked for. Add --maximize 24, or leave --seed out.\n" + HELP);
        CommandRun.of("explain", model, image, "--maximize", "0").fails(2, "--maximize draws for 1 map of the layer or "
                + "more, but was given 0. Give for example 24.\n" + HELP);
    }

    @Test
    void tellsOfPicturesThatCannotBeReadAndExplainsTheOthers() {
        Path broken = project.text("pictures-too/broken.png", "no picture");
        Path out = folder.resolve("broken");
        CommandRun run = CommandRun.of("explain", model, broken, image, "--out", out);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: ").contains("broken.png");
        assertThat(out.resolve("explanation.html")).exists();
        assertThat(CommandRun.of("explain", model, broken, "--out", folder.resolve("none")).code()).isEqualTo(1);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void looksIntoOnnxFiles() throws IOException {
        Path shared = Path.of("..", "..", "shared", "data", "onnx-models", "mnist-cntk");
        assumeTrue(Files.isDirectory(shared), "there is no " + shared);
        Path out = folder.resolve("onnx");
        CommandRun run = CommandRun
                .of("explain", shared.resolve("opt-mnist.onnx"), shared.resolve("7.jpg"), "--out", out,
                        "--method", "grad-cam,integrated-gradients")
                .succeeds();
        assertThat(run.out()).startsWith(shared.resolve("7.jpg") + "  7 ");
        assertThat(files(out)).contains("7/grad-cam.png", "filters/001-");
        assertThat(Files.readString(out.resolve("explanation.html")))
                .contains("What the model opt-mnist.onnx makes of");
    }

    @Test
    void saysWhatIsWrong() {
        CommandRun.of("explain", model, "--out", folder).fails(2,
                "There is no picture to explain. Name one or more, or a folder of them, for example ./cnn explain runs/shapes "
                        + "picture.png.\n" + HELP);
        CommandRun.of("explain", model, image, "--method", "gradcam", "--out", folder).fails(2,
                "There is no method 'gradcam'. Did you mean 'grad-cam'? There are grad-cam, grad-cam-plus-plus, occlusion, "
                        + "integrated-gradients, gradient-times-input, smoothgrad, saliency.\n" + HELP);
        CommandRun.of("explain", model, image, "--method", "saliency", "--layer", "relu-1", "--out", folder).fails(2,
                "--layer 'relu-1' names the layer that Grad-CAM, Grad-CAM++, --data and --maximize look at, but none of these was asked for. "
                        + "Add --method grad-cam, or leave --layer out.\n" + HELP);
        CommandRun.of("explain", model, image, "--layer", "relu1", "--out", folder).fails(1,
                "The network has no layer 'relu1'. Did you mean 'relu-1'? It has conv2d-1, relu-1, flatten-1, dense-1.");
        CommandRun.of("explain", model, image, "--class", "dusk", "--out", folder).fails(1,
                "The model has no class 'dusk'. Did you mean 'dark'? It has dark, light.");
        Path file = project.text("taken", "");
        assertThat(CommandRun.of("explain", model, image, "--out", file).err()) // the reason is in the system's words
                .startsWith("cnn: Cannot make the folder '" + file.resolve("night") + "' (")
                .endsWith("). Choose another one with --out.\n");
    }
}
