package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with images, as tables and as JSON. */
class DataCheckCommandTests {
    @TempDir private Path folder;

    private Path data;

    @BeforeEach
    void drawPictures() throws IOException {
        data = folder.resolve("data");
        for (String part : new String[] {"train", "test"}) {
            for (String name : new String[] {"cat", "dog"}) {
                for (int i = 0; i < 3; i++) {
                    picture(part + "/" + name + "/" + i + ".png", 24, (part + name + i).hashCode());
                }
            }
        }
    }

    private Path picture(String name, int side, long seed) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            image.getRaster().setSample(i % side, i / side, 0, (int) (255 * Rng.uniform(seed, i)));
        }
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private void copy(String from, String to) throws IOException {
        Files.copy(data.resolve(from), data.resolve(to));
    }

    @Test
    void saysThatNothingIsWrong() {
        assertThat(CommandRun.of("data", "check", "folder:" + data).succeeds().out()).isEqualTo("""
                looked at   12 pictures: training 6, test 6
                sizes       24x24 grey

                class  training  test
                cat           3     3
                dog           3     3

                nothing to mend
                """);
    }

    @Test
    void listsFaultsAndNotes() throws IOException {
        for (int i = 0; i < 14; i++) {
            picture("train/cat/more-" + i + ".png", 24, i);
        }
        Path broken = Files.writeString(data.resolve("train/dog/broken.png"), "no picture");
        copy("train/cat/0.png", "test/cat/same.png");
        copy("train/cat/1.png", "train/dog/cat.png");
        copy("test/dog/1.png", "test/dog/twice.png");
        Path changed = data.resolve("train/cat/nearly.png");
        BufferedImage image = ImageIO.read(data.resolve("train/cat/2.png").toFile());
        image.getRaster().setSample(3, 3, 0, image.getRaster().getSample(3, 3, 0) ^ 16);
        ImageIO.write(image, "png", changed.toFile());
        picture("train/cat/tiny.png", 9, 5);
        CommandRun run = CommandRun.of("data", "check", "folder:" + data);
        assertThat(run.out()).isEqualTo("""
                looked at   32 pictures: training 24, test 8
                sizes       24x24 grey (30), 9x9 grey (1)

                class  training  test
                cat          19     4
                dog           4     4

                fault  1 file cannot be read
                       Cannot read the image '%s': it is not PNG, JPEG, BMP, GIF, WebP, TIFF or PNM. \
                Convert it to one of these, or remove it.
                fault  1 picture is in several parts: results on it are too good
                       training cat/0.png (cat), test cat/same.png (cat)
                fault  1 picture has different labels
                       training cat/1.png (cat), training dog/cat.png (dog)
                note   1 picture is there several times, in one part
                       test dog/1.png (dog), test dog/twice.png (dog)
                note   1 pair of pictures looks nearly the same
                       training cat/2.png (cat), training cat/nearly.png (cat): %s apart
                note   1 picture has fewer than 16 pixels in height or width
                       training cat/tiny.png (cat): 9x9 grey
                note   1 picture has another size than nearly all
                       training cat/tiny.png (cat): 9x9 grey
                """.formatted(broken, run.out().replaceAll("(?s).*nearly\\.png \\(cat\\): (\\d bits?).*", "$1")));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void tellsAllOfItAsJson() throws IOException {
        copy("train/cat/0.png", "test/cat/same.png");
        copy("train/cat/1.png", "train/dog/cat.png");
        Path broken = Files.writeString(data.resolve("test/dog/broken.png"), "no picture");
        CommandRun run = CommandRun.of("data", "check", "folder:" + data, "--json");
        JsonNode json = run.json();
        assertThat(run.code()).isEqualTo(1);
        assertThat(json.get("faults").booleanValue()).isTrue();
        assertThat(json.at("/images/training").intValue()).isEqualTo(7);
        assertThat(json.at("/damaged/0/file").textValue()).isEqualTo(broken.toString());
        assertThat(json.at("/classes/cat/test").intValue()).isEqualTo(4);
        assertThat(json.at("/sizes/0/width").intValue()).isEqualTo(24);
        assertThat(json.get("same")).hasSize(2);
        assertThat(json.at("/same/0/severalParts").booleanValue()).isTrue();
        assertThat(json.at("/same/0/images/1/name").textValue()).isEqualTo("cat/same.png");
        assertThat(json.at("/same/1/severalLabels").booleanValue()).isTrue();
        assertThat(json.at("/alikeInAll").intValue()).isZero();
        assertThat(CommandRun.of("data", "check", "folder:" + data, "--json").out()).isEqualTo(run.out());
    }

    /** Size, split and channels are the pipeline's; a picture that both halves of a split have is found. */
    @Test
    void checksWhatAPipelineLearnsFrom() throws IOException {
        Path pipeline = Files.writeString(folder.resolve("net.yaml"), """
                name: net
                seed: 3
                data: {folder: {path: '%s'}}
                preprocess: {size: 64}
                network: [flatten, {dense: {units: 2}}]
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 0.1}}, validation: 0.34}
                """.formatted(data));
        CommandRun run = CommandRun.of("data", "check", pipeline);
        assertThat(run.out()).startsWith("looked at   12 pictures: training 4, validation 2, test 6\n")
                .contains("note   12 pictures have fewer than 32 pixels in height or width\n", "       and 2 more\n");
        assertThat(run.code()).isZero();
        assertThat(CommandRun.of("data", "check", pipeline, "--least", 24, "--show", 0, "--set",
                "train.validation=0").succeeds().out()).startsWith("looked at   12 pictures: training 6, test 6\n")
                .endsWith("nothing to mend\n");
    }

    @Test
    void checksBundledShapes() {
        assertThat(CommandRun.of("data", "check", "shapes:{train: 60, test: 30}").out())
                .startsWith("looked at   90 pictures: training 60, test 30\n");
    }

    @Test
    void saysWhatIsWrong() {
        String folderSpec = "folder:" + data;
        assertThat(CommandRun.of("data", "check", data).err()).startsWith("cnn: data check takes a data source's id "
                + "before a folder, but was given '" + data + "'. Did you mean " + folderSpec + "?\n");
        assertThat(CommandRun.of("data", "check", folderSpec, "--distance", 17).err())
                .startsWith("cnn: --distance takes a number of bits from 0 to 16, but was given 17.\n");
        assertThat(CommandRun.of("data", "check", folderSpec, "--show", -1).err()).startsWith(
                "cnn: --show takes how much to list of each kind, 0 or more, but was given -1.\n");
        assertThat(CommandRun.of("data", "check", folderSpec, "--least", 0).err())
                .startsWith("cnn: --least takes a number of pixels, 1 or more, but was given 0.\n");
        assertThat(CommandRun.of("data", "check", folderSpec, "--set", "seed=3").err())
                .startsWith(
                        "cnn: --set changes a pipeline, but '" + folderSpec + "' is none. Give a data source's keys "
                                + "with it: 'ID:{KEY: VALUE}'.\n");
        assertThat(CommandRun.of("data", "check", "gone.yaml").err())
                .startsWith("cnn: There is no pipeline file 'gone.yaml'");
        CommandRun missing = CommandRun.of("data", "check", "folder:" + folder.resolve("gone"));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).startsWith("cnn: The data folder '" + folder.resolve("gone") + "' does not exist.");
    }
}
