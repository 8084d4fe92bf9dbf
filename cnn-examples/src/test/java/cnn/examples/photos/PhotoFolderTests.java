package cnn.examples.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Request;
import cnn.core.data.ImageFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFolderTests {
    @TempDir private Path folder;

    @Test
    void writesTenClassesOfLargePictures() throws IOException {
        PhotoFolder.write(folder.resolve("photos"), 20);
        DataSet data = ImageFolder.of("photos").open(Request.of(folder, note -> {
        })).train();
        assertThat(data.shape()).isEqualTo(Shape.image(375, 500, 3));
        assertThat(data.classes()).hasSize(10).startsWith("beach", "city").endsWith("snow", "village");
        assertThat(data.size()).isEqualTo(20);
        assertThat(data.name(3)).isEqualTo("city/1.jpg");
        for (int i = 0; i < data.size(); i++) {
            assertThat(Files.size(folder.resolve("photos").resolve(data.name(i)))).as("as large as photographs are")
                    .isBetween(20_000L, 120_000L);
        }
    }

    @Test
    void theSamePicturesEveryTime() throws IOException {
        PhotoFolder.write(folder.resolve("one"), 10);
        PhotoFolder.write(folder.resolve("two"), 20);
        for (String name : new String[] {"beach/0.jpg", "village/0.jpg"}) {
            assertThat(folder.resolve("one").resolve(name)).hasSameBinaryContentAs(folder.resolve("two").resolve(name));
        }
        assertThat(Files.mismatch(folder.resolve("two/beach/0.jpg"), folder.resolve("two/beach/1.jpg"))).isPositive();
    }

    @Test
    void noiseFollowsFromTheKeyAndHasDetailAtEveryScale() {
        float[] row = new float[64];
        new Relief(7, 5, 0.6f).row(-3.3f, 0.01f, 2.5f, row);
        float[] again = new float[64];
        new Relief(7, 5, 0.6f).row(-3.3f, 0.01f, 2.5f, again);
        assertThat(row).isEqualTo(again).doesNotHaveDuplicates();
        for (float value : row) {
            assertThat(value).isBetween(0f, 1f);
        }
        float[] other = new float[64];
        new Relief(8, 5, 0.6f).row(-3.3f, 0.01f, 2.5f, other);
        assertThat(other).isNotEqualTo(row);
    }

    @Test
    void doesNotWriteIntoAFolderThatIsThere() {
        assertThatThrownBy(() -> PhotoFolder.write(folder, 10)).isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(folder + ": the folder of the pictures must be a new one");
    }
}
