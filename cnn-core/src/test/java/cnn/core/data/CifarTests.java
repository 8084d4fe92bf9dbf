package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void saysWhatIsWrong() throws IOException {
        assertRejected("The folder '" + folder + "' has neither data_batch_1.bin (CIFAR-10) nor train.bin (CIFAR-100). "
                + "Unpack the binary version there, or check the path.");
        Path file = Files.write(folder.resolve("data_batch_1.bin"), new byte[3072]);
        assertRejected(
                "'" + file + "' has 3072 bytes, but every image takes 3073: it is cut short, or no CIFAR file. Get "
                        + "the file anew.");
        Files.write(file, images(1, 10));
        assertRejected("Image #1 in '" + file + "' has label 10, but there are only 10 classes. Get the file anew.");
        Path names = Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\n");
        assertRejected("'" + names
                + "' names 2 classes, but 10 are expected, one a line. Get the file anew, or move it elsewhere.");
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
