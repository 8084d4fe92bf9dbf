package cnn.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.core.SharedData;
import cnn.core.data.CsvFile;
import cnn.core.data.CsvTarget;
import cnn.core.data.IdxFiles;
import cnn.core.data.ImageFolder;
import cnn.core.data.RelabelData;
import cnn.core.data.SplitData;
import cnn.core.inspect.ClassCounts.Empty;
import cnn.core.inspect.DataCheck.Bounds;
import cnn.core.inspect.DataCheck.Damaged;
import cnn.core.inspect.Duplicates.Pair;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTests {
    @TempDir Path folder;

    private final List<String> notes = new ArrayList<>();

    /** Noise that is another for each seed. */
    private Path picture(String name, int height, int width, long seed) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < height * width; i++) {
            image.getRaster().setSample(i % width, i / width, 0, (int) (255 * Rng.uniform(seed, i)));
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private void pictures(String classFolder, int count, long seed) throws IOException {
        for (int i = 0; i < count; i++) {
            picture(classFolder + "/" + i + ".png", 20, 20, Rng.key(seed, i));
        }
    }

    private DataCheck check(DataSource source) {
        return check(source, Bounds.of(0, 0));
    }

    private DataCheck check(DataSource source, Bounds bounds) {
        try (Cnn cnn = Cnn.builder().kernels("scalar").threads(1).build()) {
            return cnn.check(source, RunOptions.of().folder(folder).notes(notes::add), bounds);
        }
    }

    private static String named(DataCheck check, List<Place> places) {
        return String.join(" ", places.stream().map(place -> check.parts().get(place.part()).name() + ":"
                + check.duplicates().name(place) + "=" + check.duplicates().className(place)).toList());
    }

    @Test
    void nothingIsWrongWithGoodPictures() throws IOException {
        pictures("cat", 5, 1);
        pictures("dog", 5, 2);
        DataCheck check = check(ImageFolder.of(""));
        assertThat(check.hasFaults()).isFalse();
        assertThat(check.damaged()).isEmpty();
        assertThat(check.duplicates().same()).isEmpty();
        assertThat(check.duplicates().alike()).isEmpty();
        assertThat(check.sizes().counts()).containsExactly(Map.entry(Shape.image(20, 20, 1), 10));
        assertThat(check.sizes().tiny()).isEmpty();
        assertThat(check.sizes().odd()).isEmpty();
        assertThat(check.classes().isUneven()).isFalse();
        assertThat(notes).isEmpty();
    }

    @Test
    void everyDamagedFileIsNamedWithItsFault() throws IOException {
        pictures("cat", 12, 1);
        pictures("dog", 2, 2);
        List<Path> broken = new ArrayList<>();
        for (int i = 0; i < 15; i++) { // more than reading tells of
            broken.add(Files.writeString(folder.resolve("cat/broken-" + (char) ('a' + i) + ".png"), "no picture"));
        }
        Path cut = picture("dog/cut.png", 20, 20, 9);
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 200));
        DataCheck check = check(ImageFolder.of(""));
        assertThat(check.damaged()).extracting(Damaged::file).startsWith(broken.toArray(Path[]::new)).endsWith(cut)
                .hasSize(16);
        assertThat(check.damaged().getFirst().message()).isEqualTo("Cannot read the image '" + broken.getFirst()
                + "': it is not PNG, JPEG, BMP, GIF, WebP, TIFF or PNM. Convert it to one of these, or remove it.");
        assertThat(check.damaged().getLast().message()).startsWith("Cannot read the image '" + cut + "': ");
        assertThat(check.classes().counts().getFirst()).containsExactly(12, 2);
        assertThat(check.hasFaults()).isTrue();
    }

    /** Opened for training, a folder without a single picture is refused; here it is one finding of several. */
    @Test
    void aClassWhoseFilesAreAllDamagedIsEmpty() throws IOException {
        pictures("cat", 3, 1);
        Files.createDirectories(folder.resolve("dog"));
        Files.writeString(folder.resolve("dog/1.png"), "no picture");
        DataCheck check = check(ImageFolder.of(""));
        assertThat(check.classes().empty()).containsExactly(new Empty("training", "dog"));
        assertThat(check.classes().unlearnable()).hasSize(1);
        assertThat(check.damaged()).hasSize(1);
    }

    @Test
    void duplicatesAreFoundInAndBetweenParts() throws IOException {
        pictures("train/cat", 3, 1);
        pictures("train/dog", 3, 2);
        pictures("test/cat", 3, 3);
        pictures("test/dog", 3, 4);
        copy("train/cat/0.png", "test/cat/again.png");
        copy("train/dog/1.png", "train/cat/dog.png");
        copy("test/dog/2.png", "test/dog/twice.png");
        DataCheck check = check(ImageFolder.of(""));
        assertThat(check.duplicates().same()).extracting(group -> named(check, group.places())).containsExactly(
                "training:cat/0.png=cat test:cat/again.png=cat", "training:cat/dog.png=cat training:dog/1.png=dog",
                "test:dog/2.png=dog test:dog/twice.png=dog");
        assertThat(check.misleading()).extracting(group -> named(check, group.places())).hasSize(2)
                .doesNotContain("test:dog/2.png=dog test:dog/twice.png=dog");
        assertThat(check.hasFaults()).isTrue();
    }

    private void copy(String from, String to) throws IOException {
        Files.copy(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a file holds counts, not how it was compressed. */
    @Test
    void theSamePictureInAnotherFormatIsADuplicate() throws IOException {
        pictures("cat", 2, 1);
        ImageIO.write(ImageIO.read(folder.resolve("cat/0.png").toFile()), "bmp",
                folder.resolve("cat/9.bmp").toFile());
        DataCheck check = check(ImageFolder.of(""));
        assertThat(check.duplicates().same()).hasSize(1);
        assertThat(check.hasFaults()).isFalse();
    }

    @Test
    void sizesAreThoseOfTheFiles() throws IOException {
        pictures("cat", 18, 1);
        picture("cat/small.png", 20, 7, 50);
        picture("cat/large.png", 300, 200, 51);
        DataCheck check = check(ImageFolder.of(""));
        assertThat(check.sizes().counts().keySet()).containsExactly(Shape.image(20, 20, 1), Shape.image(20, 7, 1),
                Shape.image(300, 200, 1));
        assertThat(named(check, check.sizes().tiny())).isEqualTo("training:cat/small.png=cat");
        assertThat(named(check, check.sizes().odd()))
                .isEqualTo("training:cat/large.png=cat training:cat/small.png=cat");
        assertThat(check(ImageFolder.of(""), Bounds.of(64, 60)).sizes().tiny()).hasSize(19); // under half of 60
        assertThat(check(ImageFolder.of(""), Bounds.of(64, 60).least(5)).sizes().tiny()).isEmpty();
    }

    @Test
    void unevenClassesAreTold() throws IOException {
        pictures("cat", 10, 1);
        pictures("dog", 2, 2);
        ClassCounts classes = check(ImageFolder.of("")).classes();
        assertThat(classes.ratio()).isEqualTo(5);
        assertThat(classes.isUneven()).isTrue();
    }

    /** Whatever source stands before the files: each image is still found, by its own label. */
    @Test
    void looksThroughSourcesThatSplitAndRelabel() throws IOException {
        pictures("cat", 10, 1);
        pictures("dog", 10, 2);
        pictures("owl", 10, 3);
        copy("cat/0.png", "dog/copy.png");
        Files.writeString(folder.resolve("owl/broken.png"), "no picture");
        Map<String, String> pets = new LinkedHashMap<>();
        pets.put("dog", "pet");
        pets.put("cat", "pet");
        DataSource source = SplitData.test(RelabelData.of(ImageFolder.of(""), pets), 0.3).validation(0.2);
        DataCheck check = check(source);
        assertThat(check.parts()).extracting(InspectedPart::name).containsExactly("training", "validation", "test");
        assertThat(check.parts().stream().mapToInt(part -> part.traits().size()).sum()).isEqualTo(21);
        assertThat(check.duplicates().same()).hasSize(1).first().satisfies(group -> assertThat(
                group.places().stream().map(check.duplicates()::name)).containsExactlyInAnyOrder("cat/0.png",
                        "dog/copy.png"));
        assertThat(check.damaged()).hasSize(1); // though the class is left out
    }

    @Test
    void picturesOfATableAreLookedAt() throws IOException {
        pictures("all", 3, 1);
        picture("all/wide.png", 20, 40, 77);
        copy("all/0.png", "all/again.png");
        Files.writeString(folder.resolve("list.csv"), """
                file,x
                all/0.png,1
                all/again.png,2
                all/wide.png,3
                all/gone.png,4
                """);
        DataCheck check = check(CsvFile.of("list.csv", CsvTarget.numbers("x")));
        assertThat(check.classes()).isNull();
        assertThat(check.duplicates().same()).hasSize(1);
        assertThat(check.damaged()).extracting(Damaged::message).containsExactly("Cannot read the image '"
                + folder.resolve("all/gone.png").toAbsolutePath() + "': there is no such file. Check the path.");
        assertThat(check.sizes().counts()).hasSize(2);
    }

    @Test
    void imagesWithoutFilesAreLookedAtAsTheyAreGiven() {
        DataCheck check = check(IdxFiles.of(SharedData.path("mnist").toAbsolutePath().toString()));
        assertThat(check.sizes().counts()).containsExactly(Map.entry(Shape.image(28, 28, 1), 70_000));
        assertThat(check.classes().counts().getFirst()).startsWith(5923, 6742, 5958); // as published
        assertThat(check.duplicates().same()).isEmpty();
        assertThat(check.duplicates().alikeInAll()).isLessThan(20); // though a hash may be that of a hundred digits
    }

    /** Fashion-MNIST is known to have near-duplicates. */
    @Test
    void realNearDuplicatesAreFound() {
        DataCheck check = check(IdxFiles.of(SharedData.path("fashion-mnist").toAbsolutePath().toString()));
        assertThat(check.duplicates().alikeInAll()).isBetween(20L, 1000L);
        assertThat(check.duplicates().alike()).isSortedAccordingTo(Comparator.comparingInt(Pair::distance));
    }

    @Test
    void refusesBoundsThatMeanNothing() {
        assertThatThrownBy(() -> Bounds.of(0, 0).least(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Pictures cannot be expected to have at least 0 pixels in height and width. Use 1 or more.");
        assertThatThrownBy(() -> check(ImageFolder.of("nowhere"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The data folder '" + folder.resolve("nowhere") + "' does not exist.");
    }
}
