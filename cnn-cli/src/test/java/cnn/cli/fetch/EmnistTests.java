package cnn.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Request;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.core.data.IdxFiles;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmnistTests {
    @TempDir Path folder;

    private static byte[] gzip(int... bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            for (int b : bytes) {
                zipped.write(b);
            }
        }
        return out.toByteArray();
    }

    /** Two images of 2×3 pixels, as EMNIST stores them: columns for rows. */
    private static byte[] images() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream numbers = new DataOutputStream(out);
        for (int number : new int[] {0x803, 2, 2, 3}) {
            numbers.writeInt(number);
        }
        numbers.write(new byte[] {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16});
        int[] all = new int[out.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = out.toByteArray()[i];
        }
        return gzip(all);
    }

    @Test
    void imagesAreUprightAndLettersBeginAtNought() throws IOException {
        Path archive = folder.resolve("gzip.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String part : new String[] {"train", "test"}) {
                zip.putNextEntry(new ZipEntry("gzip/emnist-letters-" + part + "-images-idx3-ubyte.gz"));
                zip.write(images());
                zip.putNextEntry(new ZipEntry("gzip/emnist-letters-" + part + "-labels-idx1-ubyte.gz"));
                zip.write(gzip(0, 0, 8, 1, 0, 0, 0, 2, 26, 1));
            }
        }
        Path out = folder.resolve("letters");
        Emnist.unpack(archive, "letters", out, note -> {
        });
        Splits splits = IdxFiles.of(out.toString()).open(Request.of(folder, note -> {
        }));
        DataSet test = splits.test();
        assertThat(test.label(0)).isEqualTo(25);
        assertThat(test.label(1)).isZero();
        Image image = Image.of(test.shape());
        assertThat(test.shape().height()).isEqualTo(3);
        test.read(0, image);
        float[] expected = {1, 4, 2, 5, 3, 6};
        for (int i = 0; i < expected.length; i++) {
            assertThat(image.pixels()[i]).isEqualTo(expected[i] / 255);
        }
        Files.delete(archive); // what is there is not written again, so nothing is read
    }
}
