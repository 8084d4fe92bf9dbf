package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.core.SharedData;
import cnn.core.image.ImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTests {
    private static final int GREY = 0x808080;
    private static final int RED = 0xFF0000;

    @TempDir Path folder;

    @Test
    void classesAreTheFoldersInOrderOfName() throws IOException {
        picture("b/2.png", 2, 3, GREY);
        picture("b/1.png", 2, 3, 0);
        picture("a/x.png", 2, 3, 0xFFFFFF);
        DataSet data = open().train();
        assertThat(data.classes()).containsExactly("a", "b");
        assertThat(data.shape()).isEqualTo(Shape.image(2, 3, 1));
        assertThat(names(data)).isEqualTo("a/x.png=0 b/1.png=1 b/2.png=1");
        Image image = Image.of(data.shape());
        data.read(2, image);
        assertThat(image.pixels()).containsOnly(128 / 255f);
    }

    @Test
    void oneColouredPictureMakesAllColoured() throws IOException {
        picture("a/1.png", 1, 1, GREY);
        picture("b/1.png", 1, 1, RED);
        DataSet data = open().train();
        Image image = Image.of(Shape.image(1, 1, 3));
        assertThat(data.shape()).isEqualTo(image.shape());
        data.read(0, image);
        assertThat(image.pixels()).containsOnly(128 / 255f);
        data.read(1, image);
        assertThat(image.pixels()).containsExactly(1, 0, 0);
    }

    @Test
    void resizesToWhatIsAsked() throws IOException {
        picture("a/1.png", 4, 4, RED);
        picture("b/1.png", 7, 5, RED);
        DataSet data = ImageFolder.of("").open(new Requests(folder).shaped(3, 2, 1)).train();
        Image image = Image.of(Shape.image(3, 2, 1));
        assertThat(data.shape()).isEqualTo(image.shape());
        data.read(1, image);
        assertThat(image.pixels()).containsOnly(76 / 255f);
        assertThatThrownBy(() -> ImageFolder.of("").open(new Requests(folder).shaped(3, 2, 2)))
                .hasMessage("An image with 3 channels cannot be given 2. Images are converted to 1 channel (grey) or 3 "
                        + "(colour) alone; give images that have 2.");
    }

    @Test
    void sizesThatDifferAskForASize() throws IOException {
        picture("a/1.png", 2, 3, GREY);
        picture("b/1.png", 3, 2, GREY);
        assertThatThrownBy(this::open).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The pictures differ in size: '").hasMessageContaining("2×3")
                .hasMessageContaining("3×2")
                .hasMessageEndingWith(". Set preprocess.size, for example preprocess: {size: 64x64}.");
    }

    @Test
    void findsTrainValidationAndTest() throws IOException {
        for (String part : new String[] {"train", "val", "test"}) {
            picture(part + "/a/" + part + ".png", 2, 2, GREY);
            picture(part + "/b/" + part + ".png", 2, 2, GREY);
        }
        picture("extra/a/1.png", 2, 2, GREY);
        Requests requests = new Requests(folder.getParent());
        Splits splits = ImageFolder.of(folder.getFileName().toString()).open(requests.plain());
        assertThat(names(splits.train())).isEqualTo("a/train.png=0 b/train.png=1");
        assertThat(names(splits.validation())).isEqualTo("a/val.png=0 b/val.png=1");
        assertThat(names(splits.test())).isEqualTo("a/test.png=0 b/test.png=1");
        assertThat(requests.notes).containsExactly("Ignored the folder '" + folder.resolve("extra")
                + "': beside train only validation and test are read.");
    }

    @Test
    void aClassMayBeCalledTrain() throws IOException {
        picture("bus/1.png", 1, 1, GREY);
        picture("train/1.png", 1, 1, GREY);
        assertThat(open().train().classes()).containsExactly("bus", "train");
    }

    @Test
    void theTestNeedsTheSameClasses() throws IOException {
        picture("train/a/1.png", 1, 1, GREY);
        picture("train/b/1.png", 1, 1, GREY);
        picture("test/a/1.png", 1, 1, GREY);
        picture("test/c/1.png", 1, 1, GREY);
        assertThatThrownBy(this::open).hasMessage("The classes in '" + folder.resolve("test") + "' are not those in '"
                + folder.resolve("train") + "': missing b; unknown c. Give both the same class folders.");
    }

    @Test
    void whatIsNoImageIsSkippedAndCounted() throws IOException {
        picture("a/1.png", 1, 1, GREY);
        picture("b/1.png", 1, 1, GREY);
        Path text = Files.writeString(folder.resolve("a/notes.txt"), "x");
        Files.writeString(folder.resolve("a/.hidden"), "x");
        Files.writeString(folder.resolve("a/Thumbs.db"), "x");
        Files.writeString(folder.resolve("LICENSE"), "x");
        Files.createDirectories(folder.resolve("b/more"));
        Requests requests = new Requests(folder);
        assertThat(ImageFolder.of(".").open(requests.plain()).train().size()).isEqualTo(2);
        assertThat(requests.notes).containsExactly(
                "Ignored the folders inside '" + folder.resolve("b") + "': 1.",
                "Ignored 1 file in '" + folder + "' beside the class folders, for example 'LICENSE': only pictures in "
                        + "class folders are read.",
                "Skipped a file. Cannot read the image '" + text
                        + "': it is not PNG, JPEG, BMP, GIF, WebP, TIFF or PNM. Convert it to one of these, or remove it.",
                "Skipped 1 of 3 files in '" + folder + "' that could not be read.");
        assertThatThrownBy(() -> ImageFolder.of(".").open(requests.strict())).isInstanceOf(ImageException.class)
                .hasMessageStartingWith("Cannot read the image '" + text + "'");
    }

    @Test
    void tellsOfTenSkippedFilesAndCountsTheRest() throws IOException {
        picture("a/1.png", 1, 1, GREY);
        for (int i = 0; i < 30; i++) {
            Files.writeString(folder.resolve("a/" + i + ".txt"), "x");
        }
        Requests requests = new Requests(folder);
        ImageFolder.of("").open(requests.plain());
        assertThat(requests.notes).hasSize(11)
                .last().isEqualTo("Skipped 30 of 31 files in '" + folder + "' that could not be read.");
    }

    @Test
    void aPartWithoutTrainSaysSo() throws IOException {
        picture("test/a/1.png", 1, 1, GREY);
        assertThatThrownBy(this::open).hasMessage("The folder '" + folder + "' has the part 'test', but no part train "
                + "with class folders. Name '" + folder.resolve("test") + "' itself to use it alone, or put train "
                + "beside it.");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> ImageFolder.of("none").open(new Requests(folder).plain()))
                .hasMessage(
                        "The data folder '" + folder.resolve("none") + "' does not exist. Check the path; a relative "
                                + "one starts at '" + folder + "'.");
        assertThatThrownBy(this::open).hasMessage("The image folder '" + folder + "' is empty. Put the images of each "
                + "class into a folder of its own: " + folder.resolve("cat/1.png") + ", "
                + folder.resolve("dog/1.png") + ".");
        picture("1.png", 1, 1, GREY);
        assertThatThrownBy(this::open)
                .hasMessageStartingWith("The image folder '" + folder + "' has no class folders.");
        assertThatThrownBy(() -> ImageFolder.of("1.png").open(new Requests(folder).plain())).hasMessage("'"
                + folder.resolve("1.png")
                + "' is a file, but the data's folder is wanted, or a zip or tar archive of it. Give the folder that holds it.");
        picture("a/1.png", 1, 1, GREY);
        Path empty = Files.createDirectories(folder.resolve("b"));
        assertThatThrownBy(this::open)
                .hasMessage(
                        "The class folder '" + empty + "' has no images. Put images straight into it, or move it "
                                + "out of '" + folder + "', where every folder is a class.");
        Files.createDirectories(empty.resolve("deep"));
        assertThatThrownBy(this::open).hasMessageStartingWith("The class folder '" + empty + "' has no images, only");
        Files.writeString(empty.resolve("x.png"), "x");
        assertThatThrownBy(this::open).hasMessage("The class folder '" + empty + "' has no image that can be read. Put "
                + "PNG, JPEG, BMP, GIF, WebP, TIFF or PNM files into it, or move it out of '" + folder
                + "', where every folder is a class.");
    }

    @Test
    void readsRealDrawingsAsGrey() {
        Path drawings = SharedData.path("hand-drawn-shapes");
        Splits splits = ImageFolder.of(drawings.toString()).open(new Requests(Path.of("")).shaped(32, 32, 0));
        assertThat(splits.train().classes()).containsExactly("ellipse", "other", "rectangle", "triangle");
        assertThat(splits.train().shape()).isEqualTo(Shape.image(32, 32, 1));
        assertThat(splits.test().size()).isGreaterThan(1000);
    }

    @Test
    void readsRealPhotographsInColour() {
        Path photographs = SharedData.path("cifar10-folder");
        Splits splits = ImageFolder.of(photographs.toString()).open(new Requests(Path.of("")).strict());
        assertThat(splits.train().size()).isEqualTo(2000);
        assertThat(splits.test().size()).isEqualTo(500);
        assertThat(splits.train().shape()).isEqualTo(Shape.image(32, 32, 3));
    }

    private Splits open() {
        return ImageFolder.of(folder.toString()).open(new Requests(Path.of("")).plain());
    }

    private static String names(DataSet data) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < data.size(); i++) {
            names.append(i == 0 ? "" : " ").append(data.name(i)).append('=').append(data.label(i));
        }
        return names.toString();
    }

    private void picture(String name, int height, int width, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            image.setRGB(i % width, i / width, rgb);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
