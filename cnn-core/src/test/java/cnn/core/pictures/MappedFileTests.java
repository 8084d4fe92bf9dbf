package cnn.core.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTests {
    private static final long BEYOND = (1L << 31) + (1L << 30);

    @TempDir private Path folder;

    @Test
    void readsBeyondTwoGigabytes() throws IOException {
        Path file = folder.resolve("large");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), BEYOND);
        }
        try (MappedFile mapped = MappedFile.open(file, "")) {
            byte[] bytes = new byte[4];
            mapped.copy(BEYOND - 1, bytes, 4);
            assertThat(bytes).containsExactly(0, 1, 2, 3);
            assertThat(mapped.size()).isEqualTo(BEYOND + 3);
        }
        CacheTable table = CacheTable.of(new byte[32], 100_000, 224, 224, 3);
        assertThat(table.start(99_999)).isEqualTo(4_001_792L + 99_999 * 150_528L);
    }
}
