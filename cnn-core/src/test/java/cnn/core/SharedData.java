package cnn.core;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data outside the project. A test that asks for what is not there is reported as skipped. */
public final class SharedData {
    private static final Path ROOT = Path.of("../../shared/data");

    private SharedData() {
    }

    /** A file or folder, relative to the shared data. */
    public static Path path(String name) {
        Path path = ROOT.resolve(name);
        Assumptions.assumeTrue(Files.exists(path), "no " + path);
        return path;
    }
}
