package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are damaged on purpose: each is imported or refused with a message, soon and without much memory. More of them:
 * {@code -Dcnn.onnx.fuzz=100000}.
 */
class HostileFileTests {
    private static final int CASES = Integer.getInteger("cnn.onnx.fuzz", 2000);

    @TempDir private Path folder;

    @Test
    void everyPrefixIsRefusedOrImported() throws IOException {
        byte[] whole = TinyGraph.network().bytes();
        int imported = 0;
        for (int length = 0; length < whole.length; length++) {
            imported += imports(Arrays.copyOf(whole, length)) ? 1 : 0;
        }
        assertThat(imported).isLessThan(whole.length / 10);
    }

    @Test
    void changedBytesAreRefusedOrImported() {
        long seed = Long.getLong("cnn.onnx.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] network = TinyGraph.network().bytes();
        byte[] operators = OperatorTests.manyOperators().bytes();
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(10), () -> {
            for (int i = 0; i < CASES; i++) {
                byte[] changed = (i % 2 == 0 ? network : operators).clone();
                for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                    int at = random.nextInt(changed.length);
                    changed[at] = random.nextBoolean()
                            ? (byte) random.nextInt()
                            : (byte) (changed[at] ^ 1 << random.nextInt(8));
                }
                imports(changed);
            }
        });
    }

    /** Anything but a message, running out of memory included, fails the test. */
    private boolean imports(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("net.onnx"), bytes);
        try {
            Onnx.read(file).model();
            return true;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }
}
