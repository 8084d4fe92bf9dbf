package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.api.data.ImageCache;
import cnn.core.pictures.CacheException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTests {
    @TempDir Path folder;

    @Test
    void readsCifar10() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), images(3, 9));
        Files.write(folder.resolve("data_batch_2.bin"), images(1));
        Files.write(folder.resolve("test_batch.bin"), images(0));
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        Requests requests = new Requests(folder);
        Splits splits = Cifar.of("").open(requests.plain());
        assertThat(splits.train().size()).isEqualTo(3);
        assertThat(splits.train().label(1)).isEqualTo(9);
        assertThat(splits.train().label(2)).isEqualTo(1);
        assertThat(splits.train().classes()).hasSize(10).startsWith("a", "b");
        assertThat(splits.test().size()).isEqualTo(1);
        Image image = Image.of(Shape.image(32, 32, 3));
        assertThat(splits.train().shape()).isEqualTo(image.shape());
        splits.train().read(0, image);
        assertThat(image.pixels()).startsWith(10 / 255f, 20 / 255f, 30 / 255f, 10 / 255f);
        assertThat(requests.notes)
                .containsExactly("CIFAR-10 has 5 training files, but '" + folder + "' has 2.");
    }

    @Test
    void readsTheFineLabelsOfCifar100() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("cifar-100-binary"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(19);
        bytes.write(images(99));
        Files.write(inner.resolve("train.bin"), bytes.toByteArray());
        Splits splits = Cifar.of("").open(new Requests(folder).plain());
        assertThat(splits.train().label(0)).isEqualTo(99);
        assertThat(splits.train().classes()).hasSize(100).endsWith("98", "99");
        assertThat(splits.test()).isNull();
    }

    @Test
    void readsTheCoarseLabelsOfCifar100() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("cifar-100-binary"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(19);
        bytes.write(images(99));
        Files.write(inner.resolve("train.bin"), bytes.toByteArray());
        Cifar coarse = Cifar.of("").labels(Cifar.Labels.COARSE);
        Splits splits = coarse.open(new Requests(folder).plain());
        assertThat(splits.train().label(0)).isEqualTo(19);
        assertThat(splits.train().classes()).hasSize(20);
        Files.writeString(inner.resolve("coarse_label_names.txt"), "kind\n".repeat(3));
        assertThatThrownBy(() -> coarse.open(new Requests(folder).plain())).hasMessageContaining(
                "names 3 classes, but 20 are expected, one a line.");
        bytes.reset();
        bytes.write(20);
        bytes.write(images(99));
        Files.write(inner.resolve("train.bin"), bytes.toByteArray());
        Files.delete(inner.resolve("coarse_label_names.txt"));
        assertThatThrownBy(() -> coarse.open(new Requests(folder).plain())).hasMessageContaining(
                "has label 20, but there are only 20 classes.");
    }

    @Test
    void cifar10HasNoCoarseLabels() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), images(3));
        assertThatThrownBy(() -> Cifar.of("").labels(Cifar.Labels.COARSE).open(new Requests(folder).plain()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("cifar was given labels coarse, but '" + folder
                        + "' holds CIFAR-10, which has no coarse labels. Leave labels out.");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertRejected("The folder '" + folder + "' has neither data_batch_1.bin (CIFAR-10) nor train.bin (CIFAR-100). "
                + "Unpack the binary version there, or check the path.");
        Path file = Files.write(folder.resolve("data_batch_1.bin"), new byte[3072]);
        assertRejected(
                "'" + file + "' has 3,072 bytes, but every image takes 3,073: it is cut short, or no CIFAR file. Get "
                        + "the file anew.");
        Files.write(file, images(1, 10));
        assertRejected("Image #1 in '" + file + "' has label 10, but there are only 10 classes. Get the file anew.");
        Path names = Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\n");
        assertRejected("'" + names
                + "' names 2 classes, but 10 are expected, one a line. Get the file anew, or move it elsewhere.");
    }

    private static float[] pixels(DataSet data, int index) {
        Image image = Image.of(data.shape());
        data.read(index, image);
        return image.pixels();
    }

    @Test
    void imagesThatAreTooManyForMemoryAreReadFromWhereTheyLie() throws IOException {
        byte[] first = images(3, 9);
        for (int i = 0; i < first.length; i++) {
            first[i] = (byte) (i % 3073 == 0 ? first[i] : i % 251);
        }
        Files.write(folder.resolve("data_batch_1.bin"), first);
        Path second = Files.write(folder.resolve("data_batch_2.bin"), images(1, 4, 2));
        Requests requests = new Requests(folder);
        Splits held = Cifar.of("").open(requests.plain());
        requests.notes.clear();
        try (Splits stored = Cifar.of("").open(requests.plain().cache(new ImageCache(folder, 0)))) {
            assertThat(requests.notes).last().isEqualTo("The images in '" + folder + "' take 0 MB, and the memory for "
                    + "them is 0 MB: they are read from where they lie.");
            assertThat(stored.train().size()).isEqualTo(5);
            for (int i = 0; i < 5; i++) {
                assertThat(pixels(stored.train(), i)).isEqualTo(pixels(held.train(), i));
                assertThat(stored.train().label(i)).isEqualTo(held.train().label(i));
            }
            assertThat(stored.train().classes()).isEqualTo(held.train().classes());
            Files.write(second, images(1, 4, 2, 2), StandardOpenOption.WRITE);
            assertThat(pixels(stored.train(), 4)).as("more behind does not matter").isEqualTo(pixels(held.train(), 4));
            byte[] changed = images(1, 4, 2);
            changed[3073 + 7]++;
            Files.write(second, changed, StandardOpenOption.WRITE);
            assertThatThrownBy(() -> pixels(stored.train(), 3)).isInstanceOf(CacheException.class)
                    .hasMessageContaining(
                            "'" + second + "' has changed while images are read from it: image 1 in it is "
                                    + "not the one that was there.");
        }
    }

    private void assertRejected(String message) {
        assertThatThrownBy(() -> Cifar.of("").open(new Requests(folder).plain()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    /** A record for each label: all pixels have red 10, green 20, blue 30. */
    private static byte[] images(int... labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int label : labels) {
            bytes.write(label);
            for (int i = 0; i < 3072; i++) {
                bytes.write(10 * (1 + i / 1024));
            }
        }
        return bytes.toByteArray();
    }
}
