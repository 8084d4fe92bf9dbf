package cnn.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How commands that measure group images, and answer. */
final class MeasuringOptions {
    @Option(names = "--by", paramLabel = "REGEX") private @Nullable String by;

    @Option(names = "--json") private boolean json;

    /** What finds an image's group in its name; null for no groups. */
    @Nullable
    String by() {
        return by;
    }

    /** Whether programs read the answer. */
    boolean json() {
        return json;
    }
}
