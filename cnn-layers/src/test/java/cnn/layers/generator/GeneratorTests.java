package cnn.layers.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTests {
    @TempDir private Path sources;

    @Test
    void leavesWhatIsUpToDate() throws IOException {
        Generator.write(sources);
        Path file = file("PairTiles.java");
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, old);
        Generator.write(sources);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
    }

    @Test
    void writesAnewWhatDiffers() throws IOException {
        Generator.write(sources);
        Path file = file("PairTiles.java");
        String source = Files.readString(file);
        Files.writeString(file, source.replace("float", "double"));
        Generator.write(sources);
        assertThat(file).hasContent(source);
    }

    @Test
    void removesWhatIsNoLongerInTheTable() throws IOException {
        Generator.write(sources);
        Path stale = Files.writeString(file("OldTiles.java"), "class OldTiles {}");
        Path elsewhere = Files.writeString(sources.resolve("PairTiles.java"), "class PairTiles {}");
        Generator.write(sources);
        assertThat(stale).doesNotExist();
        assertThat(elsewhere).doesNotExist();
        assertThat(file("PairTiles.java")).exists();
    }

    @Test
    void wantsOneFolder() {
        assertThatIllegalArgumentException().isThrownBy(() -> Generator.main(new String[0]))
                .withMessage("Give the folder for the generated sources, and nothing else.");
    }

    private Path file(String name) {
        return sources.resolve("cnn/layers/kernel/simd/products").resolve(name);
    }
}
