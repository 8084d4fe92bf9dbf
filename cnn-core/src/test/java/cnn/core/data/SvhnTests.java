package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that SciPy has written; make_mat.py lies beside them. */
class SvhnTests {
    @TempDir Path folder;

    private Path put(String resource, String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = SvhnTests.class.getResourceAsStream(resource + ".mat")) {
            Files.copy(in, file);
        }
        return file;
    }

    private Splits open() {
        return Svhn.of("").open(new Requests(folder).plain());
    }

    @Test
    void readsImagesAndLabels() throws IOException {
        put("svhn-compressed", "train_32x32.mat");
        put("svhn-plain", "test_32x32.mat");
        Splits splits = open();
        for (DataSet part : new DataSet[] {splits.train(), splits.test()}) {
            assertThat(part.shape()).isEqualTo(Shape.image(32, 32, 3));
            assertThat(part.classes()).hasSize(10).startsWith("0", "1");
            assertThat(part.size()).isEqualTo(4);
            assertThat(new int[] {part.label(0), part.label(1), part.label(2), part.label(3)}).containsExactly(1, 0, 9,
                    2);
            Image image = Image.of(part.shape());
            part.read(3, image);
            for (int y = 0; y < 32; y++) {
                for (int x = 0; x < 32; x++) {
                    for (int c = 0; c < 3; c++) {
                        assertThat(image.pixels()[(y * 32 + x) * 3 + c])
                                .isEqualTo((7 * y + 3 * x + 50 * c + 11 * 3) % 256 / 255f);
                    }
                }
            }
        }
        assertThat(Fingerprint.of(splits.train())).isEqualTo(Fingerprint.of(splits.test()));
    }

    @Test
    void theTestMayBeMissing() throws IOException {
        put("svhn-plain", "train_32x32.mat");
        assertThat(open().test()).isNull();
    }

    private void assertRejected(String resource, String message) throws IOException {
        Files.deleteIfExists(folder.resolve("train_32x32.mat"));
        Path file = put(resource, "train_32x32.mat");
        assertThatThrownBy(this::open).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + file + "' is no file of SVHN: " + message + ". Get the file of format 2 (cropped digits) "
                                + "anew.");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThatThrownBy(this::open).isInstanceOf(IllegalArgumentException.class).hasMessage("The folder '" + folder
                + "' has no file train_32x32.mat. Fetch it with ./cnn data fetch svhn, or check the path.");
        assertRejected("svhn-wrong-label", "its label #1 is 11, and labels are 1 to 10");
        assertRejected("svhn-wrong-size", "its images X are 16×32×3×4, and 32×32×3×N are expected");
        assertRejected("svhn-few-labels", "it has 4 images and 3 labels");
        Path file = Files.write(folder.resolve("train_32x32.mat"), new byte[200]);
        assertThatThrownBy(this::open).isInstanceOf(IllegalArgumentException.class).hasMessage("'" + file
                + "' is no MATLAB file of level 5 with the lowest byte first. Check which file it is, or get it anew.");
    }

    /** Wherever the file ends, and whichever byte is wrong: words, and never half a picture. */
    @Test
    void everyCutAndEveryWrongByteIsAFileOrWords() throws IOException {
        Path file = put("svhn-compressed", "train_32x32.mat");
        byte[] whole = Files.readAllBytes(file);
        String right = Fingerprint.of(open().train());
        for (int length = 0; length < whole.length; length += 13) { // behind X and y nothing is missed
            assertWordsOr(right, Files.write(file, Arrays.copyOf(whole, length)));
        }
        for (int at = 124; at < whole.length; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x5A;
            assertWordsOr(right, Files.write(file, changed));
        }
    }

    /** Compressed content has a checksum, so that whatever is read is right. */
    private void assertWordsOr(String right, Path file) {
        try {
            assertThat(Fingerprint.of(open().train())).isEqualTo(right);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("'" + file + "' is ");
        }
    }
}
