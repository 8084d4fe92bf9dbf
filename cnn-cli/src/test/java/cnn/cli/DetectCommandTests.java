package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture of 16×8 pixels, whose left half is red, in networks of 8×8. */
class DetectCommandTests {
    private static final String HELP = "\nSee ./cnn detect --help.";
    private static final String UNNAMED = "Classes are called 0, 1, 2 and so on, for nothing says what they are. Name them "
            + "with --classes.\n";

    @TempDir private static Path folder;
    private static Path picture;
    private static Path yolo;
    private static Path ssd;

    @BeforeAll
    static void draw() throws IOException {
        BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, 0xFF0000);
        }
        picture = folder.resolve("half.png");
        ImageIO.write(image, "png", picture.toFile());
        // two candidates: a dog around (4, 4), as sure as the input is red, and a cat that is hardly sure
        float[] columns = new float[6 * 8];
        put(columns, 0, 4, 4, 4, 2, 0, 0);
        put(columns, 1, 2, 2, 1, 1, 0.1f, 0);
        yolo = new TinyDetector().numbers("found", List.of(1, 6, 8), 5 * 8, columns)
                .note("names", "{0: 'cat', 1: 'dog'}").in(folder, "yolo.onnx");
        // offsets of two anchors, and scores of background and one class
        ssd = new TinyDetector().numbers("offsets", List.of(1, 2, 4), 0, new float[8])
                .numbers("scores", List.of(1, 2, 2), 3, 0, 0, 4, 0).in(folder, "ssd.onnx");
    }

    private static void put(float[] columns, int column, float... numbers) {
        for (int row = 0; row < numbers.length; row++) {
            columns[8 * row + column] = numbers[row];
        }
    }

    /** Padded to 8×4 pixels between bars of 114: the mean of the input's red is (16 + 32 · 114/255) / 64 */
    @Test
    void findsBoxesInThePicturesOwnPixels() throws IOException {
        Path out = folder.resolve("found");
        CommandRun run = CommandRun.of("detect", yolo, picture, "--layout", "yolo-v8", "--out", out).succeeds();
        assertThat(run.out()).isEqualTo(picture + "  16×8: 1 box\n"
                + "  class    score  left  top  right  bottom\n"
                + "  dog    47.35 %     4    2     12       6\n"
                + "  drawn  " + out.resolve("half.png") + "\n");
        assertThat(run.err()).isEmpty();
        BufferedImage drawn = ImageIO.read(out.resolve("half.png").toFile());
        assertThat(drawn.getWidth()).isEqualTo(16);
        assertThat(drawn.getRGB(0, 0, 16, 8, null, 0, 16)).contains(new Color(0, 128, 0).getRGB()); // a dog's frame
    }

    @Test
    void answersPrograms() {
        JsonNode json = CommandRun.of("detect", yolo, picture, "--layout", "yolo_v8", "--bars", "0", "--threshold",
                "0.05", "--json").succeeds().json();
        assertThat(json).hasSize(1);
        assertThat(json.at("/0/image").asText()).isEqualTo(picture.toString());
        assertThat(json.at("/0/width").asInt()).isEqualTo(16);
        assertThat(json.at("/0/boxes")).hasSize(2);
        assertThat(json.at("/0/boxes/0/class").asText()).isEqualTo("dog");
        assertThat(json.at("/0/boxes/0/index").asInt()).isEqualTo(1);
        assertThat(json.at("/0/boxes/0/score").asDouble()).isCloseTo(0.25, within(1e-6));
        assertThat(json.at("/0/boxes/0/box/right").asDouble()).isEqualTo(12);
        assertThat(json.at("/0/boxes/1/class").asText()).isEqualTo("cat");
    }

    @Test
    void nothingFoundIsNoFailure() {
        CommandRun run = CommandRun.of("detect", yolo, picture, "--layout", "yolo-v8", "--threshold", "0.9").succeeds();
        assertThat(run.out()).isEqualTo(picture + "  16×8: no box above 90.00 %\n");
        assertThat(CommandRun.of("detect", yolo, picture, "--layout", "yolo-v8", "--threshold", "0.9", "--json").json()
                .at("/0/boxes")).isEmpty();
    }

    @Test
    void readsRowsOfEarlierNetworks() {
        Path file = new TinyDetector().numbers("y", List.of(1, 2, 6), 4, 4, 4, 4, 2, 0, 1, 1, 1, 1, 1, 0, 0)
                .in(folder, "rows.onnx");
        CommandRun run = CommandRun.of("detect", file, picture, "--layout", "yolo-v5", "--classes", "thing", "--resize",
                "stretch").succeeds();
        assertThat(run.out()).contains("  thing  50.00 %     4    3     12       5\n");
    }

    @Test
    void movesAnchors() throws IOException {
        Path anchors = Files.writeString(folder.resolve("anchors.txt"),
                "x y width height\n0.5, 0.5, 0.5, 0.25\n.1 .1 .2 .2\n");
        CommandRun run = CommandRun.of("detect", ssd, picture, "--layout", "ssd", "--anchors", anchors,
                "--anchor-shares", "--classes", "dog").succeeds();
        assertThat(run.out()).isEqualTo(picture + "  16×8: 1 box\n"
                + "  class    score  left  top  right  bottom\n"
                + "  dog    50.00 %     4    3     12       5\n"); // softmax of 0 and 0; of 4 and 0.5 it is 2.9 %
        assertThat(CommandRun.of("detect", ssd, picture, "--layout", "retinanet", "--anchors", anchors, "--output",
                "scores,offsets", "--threshold", "0.9").succeeds().err()).isEqualTo(UNNAMED);
    }

    @Test
    void outlinesClasses() throws IOException {
        Path file = new TinyDetector().maps("y", 0.5f, 0).output("y").in(folder, "maps.onnx");
        Path out = folder.resolve("outlined");
        CommandRun run = CommandRun.of("detect", file, picture, "--layout", "segmentation", "--classes", "ground,sky",
                "--out", out).succeeds();
        String table = "  16×8: 2 classes\n"
                + "  class     share  left  top  right  bottom\n"
                + "  ground  50.00 %     8    0     16       8\n"
                + "  sky     50.00 %     0    0      8       8\n";
        assertThat(run.out()).isEqualTo(picture + table + "  drawn  " + out.resolve("half.png")
                + ", the classes' numbers " + out.resolve("half.classes.png") + "\n");
        BufferedImage map = ImageIO.read(out.resolve("half.classes.png").toFile());
        assertThat(map.getRaster().getSample(3, 3, 0)).isEqualTo(1);
        assertThat(map.getRaster().getSample(12, 3, 0)).isZero();
        assertThat(new Color(ImageIO.read(out.resolve("half.png").toFile()).getRGB(3, 3)))
                .isEqualTo(new Color(192, 0, 0)); // red, half of it the class's (128, 0, 0)
        Path model = folder.resolve("maps.safetensors"); // the same as a model of ours, whose maps lie otherwise
        CommandRun.of("import", file, "--out", model).succeeds();
        assertThat(CommandRun.of("detect", model, picture, "--layout", "segmentation", "--classes", "ground,sky")
                .succeeds().out()).isEqualTo(picture + table);
        CommandRun.of("detect", model, picture, "--layout", "segmentation", "--mean", "0.5").fails(2,
                "--mean, --deviation "
                        + "and --channels-last are for ONNX files: a model of ours knows all that itself. Leave them out."
                        + HELP);
    }

    @Test
    void outlinesOneClassAndTakesNumbers() {
        Path one = new TinyDetector().maps("y", 0).output("y").in(folder, "mask.onnx");
        assertThat(CommandRun.of("detect", one, picture, "--layout", "mask", "--classes", "red").succeeds().out())
                .isEqualTo(picture + "  16×8: 1 class\n"
                        + "  class    share  left  top  right  bottom\n"
                        + "  red    50.00 %     0    0      8       8\n");
        assertThat(CommandRun.of("detect", one, picture, "--layout", "mask", "--classes", "red", "--threshold", "1")
                .succeeds().out()).isEqualTo(picture + "  16×8: no pixel of red\n");
        Path numbers = new TinyDetector().maps("m", 0.5f, 0)
                .node("ArgMax", "m", "y", TinyDetector.integer("axis", 1)).output("y").in(folder, "numbers.onnx");
        JsonNode json = CommandRun.of("detect", numbers, picture, "--layout", "class-map", "--json").succeeds().json();
        assertThat(json.at("/0/classes/1/class").asText()).isEqualTo("1");
        assertThat(json.at("/0/classes/1/pixels").asInt()).isEqualTo(64);
        Path behind = new TinyDetector().maps("m", 0.5f, 0)
                .node("Transpose", "m", "y", TinyDetector.integers("perm", 0, 2, 3, 1)).output("y")
                .in(folder, "behind.onnx");
        assertThat(CommandRun.of("detect", behind, picture, "--layout", "segmentation", "--channels-last", "--json")
                .succeeds().json().at("/0/classes")).isEqualTo(json.at("/0/classes"));
    }

    @Test
    void tellsOfPicturesThatCannotBeReadAndLooksAtTheOthers() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        CommandRun run = CommandRun.of("detect", yolo, broken, picture, "--layout", "yolo-v8", "--json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: ").contains("broken.png");
        assertThat(run.json().at("/0/error").asText()).contains("broken.png");
        assertThat(run.json().at("/1/boxes")).hasSize(1);
    }

    @Test
    void asksForALayoutAndSaysWhichCouldBe() {
        CommandRun.of("detect", yolo, picture).fails(2,
                "The network gives 'found' (1, 6, 8), and no file says what such "
                        + "numbers mean. Name the layout with --layout, one of yolo-v5, yolo-v8, ssd, retinanet, boxes, "
                        + "segmentation, mask, class-map. By its shape it could be yolo-v8." + HELP);
        assertThat(CommandRun.of("detect", ssd, picture).err()).contains("By its shape it could be ssd or retinanet.");
        CommandRun.of("detect", yolo, picture, "--layout", "yolo8").fails(2, "There is no layout 'yolo8'. Did you mean "
                + "'yolo-v8'? There are yolo-v5, yolo-v8, ssd, retinanet, boxes, segmentation, mask, class-map."
                + HELP);
    }

    @Test
    void saysWhatDoesNotFitTheLayout() {
        CommandRun.of("detect", yolo, picture, "--layout", "segmentation").fails(1,
                "The output 'found' (1, 6, 8) is none of the "
                        + "layout segmentation, which is (C, H, W), of one picture. Choose another --layout, or another --output of 'found' "
                        + "(1, 6, 8). By its shape it could be yolo-v8.");
        CommandRun.of("detect", yolo, picture, "--layout", "yolo-v8", "--classes", "cat").fails(1,
                "The output 'found' (1, 6, 8) tells of 2 classes in the layout yolo-v8, but --classes names 1. Name as many, "
                        + "in the network's order, or take the layout that it has.");
        CommandRun.of("detect", ssd, picture, "--layout", "yolo-v8").fails(1, "The network gives 'offsets' (1, 2, 4), "
                + "'scores' (1, 2, 2), and the layout yolo-v8 is (4 + C, N). Name the one with --output, for example "
                + "--output offsets.");
        CommandRun.of("detect", ssd, picture, "--layout", "ssd", "--anchors", "any", "--output", "scores").fails(1,
                "The network gives 'offsets' (1, 2, 4), 'scores' (1, 2, 2), and the layout ssd is (N, 1 + C) and (N, 4). Name "
                        + "its scores and its offsets: --output SCORES,OFFSETS.");
        CommandRun.of("detect", ssd, picture, "--layout", "yolo-v8", "--output", "score").fails(1, "The network has no "
                + "output 'score'. Did you mean 'scores'? It gives 'offsets' (1, 2, 4), 'scores' (1, 2, 2).");
    }

    @Test
    void saysWhatIsWrongWithOptions() throws IOException {
        String anchored = "The layout ssd tells where things are relative to anchors, which are in no output. Name a file "
                + "with them: --anchors FILE." + HELP;
        CommandRun.of("detect", ssd, picture, "--layout", "ssd").fails(2, anchored);
        CommandRun.of("detect", yolo, picture, "--layout", "yolo-v8", "--probabilities").fails(2, "--anchors, "
                + "--anchor-shares, --variances and --probabilities are for ssd and retinanet, but the layout is yolo-v8. "
                + "Leave them out." + HELP);
        CommandRun.of("detect", yolo, picture, "--layout", "segmentation", "--threshold", "0.5").fails(2,
                "--threshold is "
                        + "for boxes and for a mask of one class, but of the layout segmentation every pixel has a class. Leave it "
                        + "out." + HELP);
        CommandRun.of("detect", yolo, picture, "--layout", "yolo-v8", "--overlap", "2").fails(2,
                "--threshold and --overlap "
                        + "are from 0 to 1 and --most is 1 or more, but were given as 0.25, 2.0 and 300. Leave them out for 0.25, "
                        + "0.45 and 300." + HELP);
        Path anchors = Files.writeString(folder.resolve("two.txt"), "1 2 3 4\n");
        CommandRun.of("detect", ssd, picture, "--layout", "ssd", "--anchors", anchors, "--variances", "0.1").fails(2,
                "--variances are two positive numbers, of the centre and of the sides, but were given as [0.1]. Give for "
                        + "example --variances 0.1,0.2." + HELP);
        CommandRun.of("detect", ssd, picture, "--layout", "ssd", "--anchors", anchors, "--classes", "dog").fails(1,
                "The anchors '" + anchors
                        + "' begin with '1 2 3 4', but the first line says what the numbers below it are: "
                        + "x,y,width,height (of the centre) or left,top,right,bottom. Add it.");
        CommandRun.of("detect", yolo, picture, "--layout", "yolo-v8", "--bars", "300").fails(2,
                "--bars is a grey from 0 to "
                        + "255 but was given 300. Give for example 114." + HELP);
        CommandRun.of("detect", yolo, picture, "--layout", "yolo-v8", "--bars", "3", "--resize", "crop").fails(2,
                "--bars is "
                        + "the grey beside a padded picture, but --resize says 'crop'. Leave one of them out, or give --resize "
                        + "pad." + HELP);
        CommandRun.of("detect", yolo, "--layout", "yolo-v8").fails(2,
                "There is no picture to look at. Name pictures or a "
                        + "folder of them, or give their names with --list." + HELP);
    }

    private static final String CHOICE = "The graph's own NonMaxSuppression is done here: at most 1 box of a class, "
            + "overlap 0.5, scores above 0.25.\n";
    private static final String YXYX = "Boxes are taken for yxyx, as ONNX has them. Say --box-format where they are "
            + "others.\n";

    /** A cat's box, a second one that is nearly the same, and a dog's, as sure as the input is red; what is kept is cut out behind. */
    private static TinyDetector choosing() {
        return new TinyDetector().values("boxes", List.of(1, 3, 4), 0, 1.5f, 2, 4, 6, 2, 2, 4, 5.5f, 0, 0, 1, 1)
                .values("scores", List.of(1, 2, 3), 5, 0.9f, 0.8f, 0.1f, 0.1f, 0.1f, 0)
                .integers("one", List.of(1)).floats("half", List.of(1), 0.5f).floats("quarter", List.of(), 0.25f)
                .floats("zero", List.of(1), 0)
                .node("Identity", "quarter", "least").node("Add", "half zero", "shared")
                .note("names", "{0: 'cat', 1: 'dog'}");
    }

    private static TinyDetector chosen(TinyDetector detector) {
        return detector.node("NonMaxSuppression", "boxes scores one shared least", "kept").integers("two", List.of(2))
                .node("Gather", "kept two", "places", TinyDetector.integer("axis", 1)).output("places");
    }

    @Test
    void choosesAmongBoxesAsTheGraphDoes() {
        Path file = chosen(choosing()).in(folder, "choosing.onnx");
        CommandRun run = CommandRun.of("detect", file, picture).succeeds();
        assertThat(run.out()).isEqualTo(picture + "  16×8: 2 boxes\n"
                + "  class    score  left  top  right  bottom\n"
                + "  cat    90.00 %     4    2     12       4\n"
                + "  dog    50.00 %     0    0      2       1\n");
        assertThat(run.err()).isEqualTo(CHOICE + YXYX);
        CommandRun more = CommandRun.of("detect", file, picture, "--layout", "boxes", "--most", "5", "--overlap", "0.9",
                "--threshold", "0.6", "--box-format", "xyxy").succeeds();
        assertThat(more.out()).isEqualTo(picture + "  16×8: 2 boxes\n"
                + "  class    score  left  top  right  bottom\n"
                + "  cat    90.00 %     4    2      8       6\n"
                + "  cat    80.00 %     4    2      8       6\n");
        assertThat(more.err())
                .isEqualTo("The graph's own NonMaxSuppression is done here: at most 5 boxes, overlap 0.9, "
                        + "scores above 0.6.\n");
        assertThat(CommandRun.of("detect", chosen(choosing().producer("pytorch")).in(folder, "torch.onnx"), picture)
                .succeeds().err())
                .isEqualTo(CHOICE + "Boxes are taken for xyxy, as PyTorch has them. Say --box-format where they are "
                        + "others.\n");
    }

    @Test
    void takesCentresAndNothingSaidAsTheGraphHasThem() {
        Path file = new TinyDetector().values("boxes", List.of(1, 1, 4), 0, 3.5f, 3, 4, 2)
                .values("scores", List.of(1, 1, 1), 0, 0.25f)
                .node("NonMaxSuppression", "boxes scores", "kept", TinyDetector.integer("center_point_box", 1))
                .output("kept").in(folder, "centres.onnx");
        CommandRun run = CommandRun.of("detect", file, picture, "--classes", "dog").succeeds();
        assertThat(run.out()).contains("  dog    75.00 %     4    2     12       4\n");
        assertThat(run.err())
                .isEqualTo("The graph's own NonMaxSuppression is done here: it keeps no box of any class, in "
                        + "whose place at most 300 are kept, overlap 0.0, scores above 0.25.\n");
    }

    @Test
    void takesValuesWithinTheGraph() {
        Path file = choosing().node("MatMul", "scores boxes", "y").output("y").in(folder, "within.onnx");
        CommandRun run = CommandRun.of("detect", file, picture, "--layout", "boxes", "--output", "scores,boxes",
                "--box-format", "yxyx", "--classes", "cat,dog").succeeds();
        assertThat(run.out()).contains("16×8: 2 boxes").contains("  cat    90.00 %     4    2     12       4\n");
        assertThat(run.err()).isEmpty();
        float[] columns = new float[48];
        put(columns, 0, 4, 4, 4, 2);
        Path table = new TinyDetector().values("found", List.of(1, 6, 8), 5 * 8, columns)
                .node("Neg", "found", "y")
                .output("y").in(folder, "table.onnx");
        assertThat(CommandRun.of("detect", table, picture, "--layout", "yolo-v8", "--output", "found", "--threshold",
                "0.1").succeeds().out()).contains("16×8: 1 box\n");
        CommandRun.of("detect", file, picture, "--layout", "boxes").fails(1, "The network gives 'y' (1, 2, 4), and the "
                + "layout boxes is (C, B) and (B, 4). Name its scores and its boxes: --output SCORES,BOXES.");
    }

    /** A graph that moves its batch elsewhere and back is none for batches, but one for a picture. */
    @Test
    void takesOnePictureWhereABatchIsMixed() {
        float[] columns = new float[48];
        put(columns, 0, 4, 4, 4, 2);
        Path file = new TinyDetector().open().values("found", List.of(1, 6, 8), 5 * 8, columns)
                .node("Transpose", "found", "turned", TinyDetector.integers("perm", 1, 0, 2))
                .node("Transpose", "turned", "y", TinyDetector.integers("perm", 1, 0, 2)).output("y")
                .in(folder, "open.onnx");
        assertThat(CommandRun.of("detect", file, picture, "--layout", "yolo-v8", "--threshold", "0.1").succeeds().out())
                .contains("16×8: 1 box\n");
    }

    @Test
    void saysWhatIsOddAboutBoxes() {
        Path shares = new TinyDetector().numbers("boxes", List.of(1, 2, 4), 0, -0.25f, 0.25f, 0.75f, 0.5f, 0, 0, 1, 1)
                .numbers("scores", List.of(1, 1, 2), 0, 0.4f, 0.1f).in(folder, "shares.onnx");
        String xyxy = "Boxes are taken for xyxy. Say --box-format where they are others.\n";
        CommandRun run = CommandRun.of("detect", shares, picture, "--layout", "boxes", "--classes", "dog").succeeds();
        assertThat(run.err()).isEqualTo(xyxy + "'" + picture + "': All boxes end within 2 pixels of the upper left "
                + "corner. If their numbers are shares of the picture, say --box-shares.\n");
        assertThat(CommandRun.of("detect", shares, picture, "--layout", "boxes", "--classes", "dog", "--box-shares")
                .succeeds().out()).contains("  dog    90.00 %     4    2     12       4\n");
        Path beyond = new TinyDetector().numbers("boxes", List.of(1, 1, 4), 0, 100, 0, 104, 5)
                .numbers("scores", List.of(1, 1, 1), 0, 0.4f).in(folder, "beyond.onnx");
        CommandRun none = CommandRun.of("detect", beyond, picture, "--layout", "boxes", "--classes", "dog", "--json")
                .succeeds();
        String odd = "Boxes that lie beyond the network's input of 8×8 pixels are left out: 1 of 1. Perhaps the graph "
                + "moves classes apart before it chooses: name the values before that, --output SCORES,BOXES. Or the "
                + "numbers mean others: --box-format.";
        assertThat(none.err()).isEqualTo(xyxy + "'" + picture + "': " + odd + "\n");
        assertThat(none.json().at("/0/note").asText()).isEqualTo(odd);
        assertThat(none.json().at("/0/boxes")).isEmpty();
        assertThat(
                CommandRun.of("detect", chosen(choosing()).in(folder, "again.onnx"), picture, "--anchors", "any").err())
                .startsWith(
                        "cnn: --anchors, --anchor-shares, --variances and --probabilities are for ssd and retinanet, "
                                + "but the layout is boxes.");
        CommandRun.of("detect", yolo, picture, "--layout", "yolo-v8", "--box-shares").fails(2, "--box-format and "
                + "--box-shares are for boxes, but the layout is yolo-v8. Leave them out." + HELP);
        assertThat(CommandRun.of("detect", shares, picture).err()).contains("By its shape it could be boxes.");
    }
}
