package cnn.core.run;

import cnn.core.log.Log;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How a pipeline's data is opened.
 *
 * @param folder relative paths start here
 * @param strict whether a file that cannot be read is an error rather than skipped
 * @param notes told of what was skipped, one line each
 */
public record RunOptions(Path folder, boolean strict, Consumer<String> notes) {
    /** Relative paths start where Java runs; what cannot be read is skipped and logged. */
    public static RunOptions standard() {
        return new RunOptions(Path.of(""), false, Log.of(TrainingRun.class)::warn);
    }
}
