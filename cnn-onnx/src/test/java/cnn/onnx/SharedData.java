package cnn.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Data beside the project: {@code ../shared/data} seen from its root; a test runs in the root or in its module's folder. */
final class SharedData {
    private SharedData() {
    }

    /** A file or folder there; where it is missing the test is skipped, and says so. */
    static Path at(String path) {
        Path root = Path.of("").toAbsolutePath();
        if (!Files.isDirectory(root.resolve("cnn-layers"))) {
            root = root.getParent();
        }
        Path found = root.resolveSibling("shared").resolve("data").resolve(path);
        Assumptions.assumeTrue(Files.exists(found), () -> "There is nothing at " + found);
        return found;
    }
}
