package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline learns from, in numbers and drawn. */
class DataShowCommandTests {
    /** A picture of 6 × 6 pixels is enlarged 16 times, and has 4 pixels of paper behind it. */
    private static final int STEP = 100;
    private static final int MARGIN = 16;
    private static final int HEADING = 34;

    @TempDir private Path folder;

    @Test
    void countsImagesOfEachClassInEachPart() {
        TinyProject project = TinyProject.in(folder);
        assertThat(CommandRun.of("data", "show", project.pipeline()).succeeds().out()).isEqualTo("""
                pipeline    tiny, seed 3
                images      6x6 pixels, grey
                augment     nothing

                class  train  validation  test
                dark       9           3    12
                light      9           3    12
                all       18           6    24
                """);
    }

    @Test
    void namesAugmentersAndThoseWithinThem() {
        TinyProject project = TinyProject.in(folder);
        Path pipeline = project.pipeline("network:", "augment: [{sometimes: {step: blur}}, mixup]\nnetwork:");
        assertThat(CommandRun.of("data", "show", pipeline).succeeds().out())
                .contains("\naugment     sometimes blur, mixup\n");
    }

    @Test
    void tellsWhatElseIsLearnt() {
        TinyProject project = TinyProject.in(folder);
        project.text("data/points.csv", """
                file,x,y
                train/dark/0.png,0.5,1
                train/dark/1.png,0.25,2
                """);
        Path pipeline = project.pipeline("data: {folder: {path: 'FOLDER'}}",
                "data: {csv: {path: 'FOLDER/points.csv', targets: {point: {numbers: [x, y]}}}}");
        CommandRun run = CommandRun.of("data", "show", pipeline, "--set", "train.validation=0", "--out",
                project.path("sheet.png")).succeeds();
        assertThat(run.out()).contains("targets ", "x, y").contains("Drawn to '" + project.path("sheet.png") + "'.");
    }

    @Test
    void drawsARowForEachClassAndForEachAugmenter() throws IOException {
        TinyProject project = TinyProject.in(folder);
        Path pipeline = project.pipeline("network:", "augment: [{invert: {probability: 1}}, flip, mixup]\nnetwork:");
        BufferedImage sheet = sheet(project, pipeline, "--count", 4);
        assertThat(sheet(project, pipeline, "--count", 4, "--image", project.image("mine.png", 9)).getHeight())
                .isEqualTo(2 * MARGIN + HEADING + 5 * STEP);
        assertThat(sheet.getHeight())
                .isEqualTo(2 * MARGIN + 2 * HEADING + (2 + 5) * STEP); // classes; original, all, two alone, mixup
        int right = sheet.getWidth() - MARGIN - STEP;
        int dark = MARGIN + HEADING + 50;
        assertThat(level(sheet, right, dark)).isLessThan(120);
        assertThat(level(sheet, right, dark + STEP)).isGreaterThan(130);
        int original = dark + 2 * STEP + HEADING;
        int first = right - 3 * STEP;
        int shown = level(sheet, first, original);
        assertThat(level(sheet, first + STEP, original)).as("a single original").isEqualTo(255);
        for (int column = 0; column < 4; column++) {
            assertThat(level(sheet, first + column * STEP, original + STEP)).as("all together").isEqualTo(255 - shown);
            assertThat(level(sheet, first + column * STEP, original + 2 * STEP)).as("invert").isEqualTo(255 - shown);
            assertThat(level(sheet, first + column * STEP, original + 3 * STEP)).as("flip").isEqualTo(shown);
        }
    }

    @Test
    void drawsWhatTheSeedSaysAndTheSameEachTime() throws IOException {
        TinyProject project = TinyProject.in(folder);
        Path pipeline = project.pipeline("network:", "augment: [brightness]\nnetwork:");
        Path image = project.image("mine.png", 100);
        byte[] first = bytes(sheet(project, pipeline, "--image", image));
        assertThat(bytes(sheet(project, pipeline, "--image", image))).isEqualTo(first);
        assertThat(bytes(sheet(project, pipeline, "--image", image, "--seed", 3))).isEqualTo(first);
        assertThat(bytes(sheet(project, pipeline, "--image", image, "--seed", 4))).isNotEqualTo(first);
    }

    @Test
    void drawsColoursAndBundledShapes() throws IOException {
        TinyProject project = TinyProject.in(folder);
        Path file = project.path("shapes.png");
        CommandRun run = CommandRun.of("data", "show", "shapes", "--set", "data.shapes.train=60", "--set",
                "data.shapes.test=30", "--set", "preprocess.channels=3", "--set",
                "augment=[{hue: {degrees: 90}}, randaugment]",
                "--out", file).succeeds();
        assertThat(run.out()).contains("augment     hue, randaugment").contains("3 channels");
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(8 * 64);
    }

    @Test
    void saysWhatIsWrong() {
        TinyProject project = TinyProject.in(folder);
        Path pipeline = project.pipeline();
        assertThat(CommandRun.of("data", "show", pipeline, "--count", 0).err()).startsWith(
                "cnn: --count takes a number of images from 1 to 100, but was given 0.\n");
        assertThat(CommandRun.of("data", "show", pipeline, "--out", "sheet.jpg").err()).startsWith(
                "cnn: --out names the picture to draw, a .png file, but was given 'sheet.jpg'. Give for example --out "
                        + "data.png.\n");
        assertThat(CommandRun.of("data", "show", pipeline, "--image", "a.png").err()).startsWith(
                "cnn: --image names the image to draw changed versions of, but no picture is drawn without --out. Add "
                        + "for example --out data.png.\n");
        assertThat(CommandRun.of("data", "show", pipeline, "--image", project.image("mine.png", 9), "--out",
                project.path("sheet.png")).err())
                .isEqualTo("cnn: The pipeline changes no images: it has no augmenters, so "
                        + "that --image has nothing to show. Add some, for example --set 'augment=[flip]', or leave "
                        + "--image out.\n");
        assertThat(project.path("sheet.png")).doesNotExist();
    }

    private static BufferedImage sheet(TinyProject project, Path pipeline, Object... more) throws IOException {
        Path file = project.path("sheet.png");
        Object[] arguments = new Object[5 + more.length];
        System.arraycopy(new Object[] {"data", "show", pipeline, "--out", file}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        CommandRun.of(arguments).succeeds();
        BufferedImage sheet = ImageIO.read(file.toFile());
        Files.delete(file);
        return sheet;
    }

    private static int level(BufferedImage sheet, int x, int y) {
        return sheet.getRGB(x, y) & 255;
    }

    private static byte[] bytes(BufferedImage sheet) {
        int[] colours = sheet.getRGB(0, 0, sheet.getWidth(), sheet.getHeight(), null, 0, sheet.getWidth());
        byte[] bytes = new byte[colours.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) colours[i];
        }
        return bytes;
    }
}
