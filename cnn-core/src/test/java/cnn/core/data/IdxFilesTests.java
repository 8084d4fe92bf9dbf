package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.api.data.ImageCache;
import cnn.core.SharedData;
import cnn.core.pictures.CacheException;
import cnn.core.pictures.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTests {
    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";

    @TempDir Path folder;

    @Test
    void readsPlainAndZippedFilesByContent() throws IOException {
        write(IMAGES, images(2, 1, 3, 0, 51, 255, 1, 2, 3));
        write(LABELS + ".gz", labels(2, 0, 3));
        write("t10k-images.idx3-ubyte", zipped(images(1, 1, 3, 9, 9, 9)));
        write("t10k-labels.idx1-ubyte", labels(1, 4));
        Splits splits = open();
        assertThat(splits.train().shape()).isEqualTo(Shape.image(1, 3, 1));
        assertThat(splits.train().classes()).containsExactly("0", "1", "2", "3", "4");
        assertThat(splits.train().label(1)).isEqualTo(3);
        Image image = Image.of(splits.train().shape());
        splits.train().read(0, image);
        assertThat(image.pixels()).containsExactly(0, 0.2f, 1);
        assertThat(splits.test().size()).isEqualTo(1);
        assertThat(splits.validation()).isNull();
    }

    @Test
    void usesTheNamesGiven() throws IOException {
        write(IMAGES, images(1, 1, 1, 0));
        write(LABELS, labels(1, 1));
        assertThat(IdxFiles.of(".").classes("shirt", "shoe").open(new Requests(folder).plain()).train().classes())
                .containsExactly("shirt", "shoe");
        assertThatThrownBy(() -> IdxFiles.of(".").classes("shirt").open(new Requests(folder).plain()))
                .hasMessage("Label #0 in '" + folder.resolve(LABELS)
                        + "' is 1, but only 1 class is named. Name every class, from 0 on.");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path images = folder.resolve(IMAGES);
        Path labels = folder.resolve(LABELS);
        assertRejected("The folder '" + folder
                + "' has no file train-images-idx3-ubyte, plain or with .gz. Put it there, or check the path.");
        write(IMAGES, images(2, 1, 1, 0, 0));
        assertRejected("The folder '" + folder
                + "' has no file train-labels-idx1-ubyte, plain or with .gz. Put it there, or check the path.");
        write(LABELS, labels(3, 0, 1, 0));
        assertRejected("'" + images + "' has 2 images, but '" + labels
                + "' has 3 labels. Take two files that belong together.");
        write(LABELS, labels(3, 0, 1));
        assertRejected(
                "'" + labels + "' is cut short: it should hold 3 labels, but holds 2. Get the file anew.");
        write(IMAGES, images(3, 2, 1, 0, 0, 1));
        assertRejected(
                "'" + images + "' is cut short: it should hold 3 images, but holds 1. Get the file anew.");
        write(IMAGES, images(1, 1, 1, 0, 0));
        assertRejected("'" + images + "' holds more than its header says. Get the file anew.");
        write(IMAGES, labels(1, 0));
        assertRejected(
                "'" + images + "' is no IDX file of images: it starts with 0x00000801, and 0x00000803 is expected. "
                        + "Check which file it is, or get it anew.");
        write(IMAGES, new byte[] {0, 0, 8});
        assertRejected("'" + images
                + "' is cut short or damaged (its header ends after 3 of 4 bytes). Get the file anew.");
        write(IMAGES, images(-1, 1, 1));
        assertRejected("'" + images + "' says that it holds 4,294,967,295 images. Get the file anew.");
        write(IMAGES, images(1, -1, -1));
        assertRejected("'" + images + "' is no IDX file of images: it says that they are 4294967295×4294967295 pixels "
                + "large. Get the file anew.");
        byte[] zipped = zipped(images(200, 1, 1, new int[200]));
        write(IMAGES, Arrays.copyOf(zipped, zipped.length - 9));
        assertThatThrownBy(this::open).hasMessageStartingWith("'" + images + "' is cut short or damaged (");
    }

    @Test
    void trainingAndTestNeedOneShape() throws IOException {
        write(IMAGES, images(1, 1, 1, 0));
        write(LABELS, labels(1, 0));
        write("t10k-images-idx3-ubyte", images(1, 1, 2, 0, 0));
        write("t10k-labels-idx1-ubyte", labels(1, 0));
        assertRejected("The images in '" + folder
                + "' differ: (1, 1, 1) for training, (1, 2, 1) for the test. Both must have one shape.");
    }

    @Test
    void readsTheRealFiles() {
        for (String name : new String[] {"mnist", "fashion-mnist"}) {
            Splits splits = IdxFiles.of(SharedData.path(name).toString()).open(new Requests(Path.of("")).plain());
            assertThat(splits.train().size()).isEqualTo(60_000);
            assertThat(splits.test().size()).isEqualTo(10_000);
            assertThat(splits.train().classes()).hasSize(10);
            assertThat(splits.train().shape()).isEqualTo(Shape.image(28, 28, 1));
        }
    }

    private static float[] pixels(DataSet data, int index) {
        Image image = Image.of(data.shape());
        data.read(index, image);
        return image.pixels();
    }

    @Test
    void imagesThatAreTooManyForMemoryAreReadFromWhereTheyLie() throws IOException {
        write(IMAGES, images(3, 1, 2, 0, 51, 255, 1, 2, 3));
        write(LABELS, labels(3, 0, 1, 0));
        write("t10k-images-idx3-ubyte.gz", images(1, 1, 2, 9, 8));
        write("t10k-labels-idx1-ubyte", labels(1, 1));
        Path file = folder.resolve(IMAGES);
        Requests requests = new Requests(folder);
        Splits stored = IdxFiles.of("").open(requests.plain().cache(new ImageCache(folder, 0)));
        assertThat(requests.notes).as("what is zipped stays in memory").containsExactly("The images in '" + file
                + "' take 0 MB, and the memory for them is 0 MB: they are read from where they lie.");
        Splits held = open();
        for (int i = 0; i < 3; i++) {
            assertThat(pixels(stored.train(), i)).isEqualTo(pixels(held.train(), i));
            assertThat(stored.train().label(i)).isEqualTo(held.train().label(i));
            assertThat(stored.train().name(i)).isEqualTo(held.train().name(i));
        }
        assertThat(stored.train().classes()).isEqualTo(held.train().classes());
        assertThat(Fingerprint.of(stored.train())).isEqualTo(Fingerprint.of(held.train()));
        assertThat(pixels(stored.test(), 0)).isEqualTo(pixels(held.test(), 0));
        write(IMAGES, images(3, 1, 2, 0, 51, 255, 1, 2, 4));
        assertThat(pixels(stored.train(), 1)).isEqualTo(pixels(held.train(), 1));
        assertThatThrownBy(() -> pixels(stored.train(), 2)).isInstanceOf(CacheException.class).hasMessage("'" + file
                + "' has changed while images are read from it: image 2 in it is not the one that was there. See to it "
                + "that nobody writes there while images are read, and start again.");
        stored.close();
        assertThatThrownBy(() -> pixels(stored.train(), 0)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("'" + file + "' is closed, and with it the images in it.");
    }

    /** As many as a header can tell, of a size that no memory holds: 215 petabytes. */
    private static final int MANY = Integer.MAX_VALUE - 9;

    @Test
    void whatMemoryCannotHoldIsRefused() throws IOException {
        write(LABELS, labels(1, 0));
        write(IMAGES, images(MANY, 9999, 9999));
        assertThatThrownBy(this::open).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "'" + folder.resolve(IMAGES) + "' would take 214,705,482,846 MB of memory, and Java has ")
                .hasMessageEndingWith(" MB. Give it more, for "
                        + "example -Xmx249950079g, if the data is what it should be.");
    }

    @Test
    void whatIsZippedAndTooLargeIsToBeUnpacked() throws IOException {
        write(LABELS, labels(1, 0));
        write(IMAGES + ".gz", images(MANY, 9999, 9999));
        assertThatThrownBy(this::open).hasMessageContaining(". Unpack it with gunzip, then its images are read from "
                + "where they lie, or give Java more, for example -Xmx");
    }

    private Splits open() {
        return IdxFiles.of(".").open(new Requests(folder).plain());
    }

    private void assertRejected(String message) {
        assertThatThrownBy(this::open).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), name.endsWith(".gz") ? zipped(bytes) : bytes);
    }

    private static byte[] images(int count, int height, int width, int... pixels) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + pixels.length).putInt(0x803).putInt(count).putInt(height)
                .putInt(width);
        for (int pixel : pixels) {
            bytes.put((byte) pixel);
        }
        return bytes.array();
    }

    private static byte[] labels(int count, int... labels) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(count);
        for (int label : labels) {
            bytes.put((byte) label);
        }
        return bytes.array();
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    @Test
    void manySmallImagesCountWithTheirArrays() {
        assertThat(Memory.images(900_000_000, 1)).isEqualTo(28_800_000_000L);
    }

    @Test
    void namesOfClassesMustDiffer() {
        assertThatThrownBy(() -> IdxFiles.of("x").classes("a", "a", "b"))
                .hasMessage("Classes 0 and 1 in classes of idx "
                        + "have the same name 'a'. Give each class a name of its own.");
    }
}
