package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTests {
    @TempDir private static Path folder;
    private static TinyProject project;
    private static Path model;

    @BeforeAll
    static void train() {
        project = TinyProject.in(folder);
        model = project.model();
    }

    @Test
    void measuresInJson() throws IOException {
        JsonNode json = CommandRun.of("evaluate", model, "--data", "folder:" + project.path("data"), "--json")
                .succeeds().json();
        assertThat(json.get("images").asInt()).isEqualTo(24);
        assertThat(json.at("/topK/1").asDouble()).isEqualTo(json.get("accuracy").asDouble());
        assertThat(json.at("/accuracyInterval/0").asDouble()).isLessThanOrEqualTo(json.get("accuracy").asDouble());
        assertThat(json.at("/accuracyInterval/1").asDouble()).isGreaterThanOrEqualTo(json.get("accuracy").asDouble());
        assertThat(json.get("classes")).hasSize(2);
        assertThat(json.at("/classes/0/name").asText()).isEqualTo("dark");
        assertThat(json.at("/classes/0/images").asInt()).isEqualTo(12);
        assertThat(json.at("/confusion/0/0").asInt() + json.at("/confusion/0/1").asInt()).isEqualTo(12);
        JsonNode summary = new ObjectMapper().readTree(model.resolveSibling("summary.json").toFile());
        assertThat(json.get("accuracy")).isEqualTo(summary.at("/test/accuracy"));
        assertThat(json.get("loss")).isEqualTo(summary.at("/test/loss"));
    }

    @Test
    void measuresInTables() {
        project.image("only/dark/1.png", 10);
        project.image("only/dark/2.png", 11);
        CommandRun run = CommandRun.of("evaluate", model, "--data", "folder:" + project.path("only")).succeeds();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("accuracy  100.00 %  (2 of 2 images)");
        assertThat(lines.get(1))
                .isEqualTo("between   15.81 % and 100.00 %  (in 95 of 100 cases, on other images like these)");
        assertThat(lines.get(2)).isEqualTo("part      all images of the data");
        assertThat(lines.get(3)).matches("loss      \\S+");
        assertThat(lines.subList(5, lines.size())).containsExactly("class  images  precision  recall      F1",
                "dark        2     1.0000  1.0000  1.0000", "light       0          –       –       –", "",
                "confusion matrix (a row for each class, a column for what it was taken for)",
                "       dark  light", "dark      2      0", "light     0      0");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void takesADataSourceByItsKeys() {
        CommandRun.of("evaluate", model, "--data", "folder:{path: '" + project.path("data") + "'}").succeeds();
    }

    @Test
    void resizesAndGreysWhatDoesNotFit() throws IOException {
        BufferedImage large = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
        Path file = project.path("large/dark/1.png");
        Files.createDirectories(file.getParent());
        ImageIO.write(large, "png", file.toFile());
        JsonNode json = CommandRun.of("evaluate", model, "--json", "--data", "folder:" + project.path("large"))
                .succeeds().json();
        assertThat(json.get("accuracy").asDouble()).isEqualTo(1);
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsNamed() {
        project.image("strange/purple/1.png", 10);
        CommandRun run = CommandRun.of("evaluate", model, "--data", "folder:" + project.path("strange"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: The data has images of class 'purple'").contains("dark, light");
    }

    @Test
    void anUnknownDataSourceIsWrongUsage() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", "foldr:x");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("unknown data source 'foldr'", "'folder'", "./cnn evaluate --help");
    }

    @Test
    void aPlaceForASourceThatHasNoneIsWrongUsage() {
        CommandRun.of("evaluate", model, "--data", "shapes:x").fails(2, "Data source 'shapes' has no key 'path', so it "
                + "cannot take 'x'. Give --data shapes, or --data 'shapes:{KEY: VALUE}' with: train, test, size, "
                + "channels, difficulty, drawn.\nSee ./cnn evaluate --help.");
    }

    @Test
    void measuresValidationImagesWhereThereIsNoTest() throws IOException {
        project.image("tv/train/dark/1.png", 10);
        project.image("tv/train/light/1.png", 240);
        project.image("tv/validation/dark/1.png", 10);
        project.image("tv/validation/light/1.png", 240);
        project.image("tv/validation/light/2.png", 241);
        String spec = "folder:" + project.path("tv");
        JsonNode json = CommandRun.of("evaluate", model, "--data", spec, "--json").succeeds().json();
        assertThat(json.get("images").asInt()).isEqualTo(3);
        assertThat(json.get("part").asText()).isEqualTo("validation");
        assertThat(json.get("classesMatchedBy").asText()).isEqualTo("name");
        assertThat(CommandRun.of("evaluate", model, "--data", spec, "--part", "train").succeeds().out())
                .contains("(2 of 2 images)", "part      train: images to learn from");
        assertThat(CommandRun.of("evaluate", model, "--data", spec, "--part", "all", "--json").succeeds().json()
                .get("images").asInt()).isEqualTo(5);
        CommandRun.of("evaluate", model, "--data", spec, "--part", "test").fails(1, "The data has no test part, only "
                + "train and validation. Choose one of these, or split the data.");
    }

    /** Whatever the part is called: the model knows the hash of what it learnt from. */
    @Test
    void imagesThatTheModelLearntFromAreTold() throws IOException {
        Path all = project.pipeline(", validation: 0.25", "");
        CommandRun.of("train", all, "--out", project.path("all"), "--threads", 1).succeeds();
        Path learnt = project.path("all/model.safetensors");
        String note = "These are the very images that the model learnt from: how well it reads others, this does not "
                + "tell.\n";
        Path train = project.path("data/train");
        assertThat(CommandRun.of("evaluate", learnt, "--data", "folder:" + train).succeeds().err()).isEqualTo(note);
        Files.createDirectories(project.path("linked"));
        Files.createSymbolicLink(project.path("linked/train"), train);
        Files.createSymbolicLink(project.path("linked/test"), train);
        CommandRun linked = CommandRun.of("evaluate", learnt, "--data", "folder:" + project.path("linked")).succeeds();
        assertThat(linked.out()).contains("part      test");
        assertThat(linked.err()).isEqualTo(note);
        project.image("data/test/dark/0.png", 3); // the others are as those to learn from
        assertThat(CommandRun.of("evaluate", learnt, "--data", "folder:" + project.path("data")).succeeds().err())
                .isEmpty();
    }

    @Test
    void tellsAccuracyByGroup() throws IOException {
        project.image("by/dark/ann.1.png", 10);
        project.image("by/dark/bob.1.png", 240);
        project.image("by/light/bob.2.png", 240);
        String spec = "folder:" + project.path("by");
        CommandRun run = CommandRun.of("evaluate", model, "--data", spec, "--by", "/(\\w+)\\.").succeeds();
        assertThat(run.out()).endsWith("group  images  accuracy\nbob         2   50.00 %\nann         1  100.00 %\n");
        JsonNode json = CommandRun.of("evaluate", model, "--data", spec, "--by", "/(\\w+)\\.", "--json").succeeds()
                .json();
        assertThat(json.at("/groups/0/group").asText()).isEqualTo("bob");
        assertThat(json.at("/groups/0/accuracy").asDouble()).isEqualTo(0.5);
    }

    @Test
    void aPlainFolderIsWrongUsageThatNamesTheSource() throws IOException {
        Path data = project.path("data");
        CommandRun.of("evaluate", model, "--data", data).fails(2,
                "--data takes a data source's id before a folder, but "
                        + "was given '" + data + "'. Did you mean --data folder:" + data
                        + "?\nSee ./cnn evaluate --help.");
        Path idx = project.text("digits/train-images-idx3-ubyte.gz", "x").getParent();
        assertThat(CommandRun.of("evaluate", model, "--data", idx).err()).contains("Did you mean --data idx:" + idx);
        Path cifar = project.text("colour/data_batch_1.bin", "x").getParent();
        assertThat(CommandRun.of("evaluate", model, "--data", cifar).err())
                .contains("Did you mean --data cifar:" + cifar);
        CommandRun.of("evaluate", model, "--data", "no/where").fails(2, "--data takes a data source's id before a "
                + "folder, but was given 'no/where', and there is no such folder either. Check the path, and write "
                + "--data folder:no/where.\nSee ./cnn evaluate --help.");
    }
}
