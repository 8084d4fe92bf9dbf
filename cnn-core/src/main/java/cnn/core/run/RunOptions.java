package cnn.core.run;

import cnn.api.data.ImageCache;
import cnn.api.data.ReadingProgress;
import cnn.core.log.Log;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How a pipeline's data is opened.
 *
 * @param folder relative paths start here
 * @param strict whether a file that cannot be read is an error rather than skipped
 * @param notes told of what was skipped, one line each
 * @param progress told how far reading the images has come
 * @param cache where decoded images go that are too many for memory
 */
public record RunOptions(Path folder, boolean strict, Consumer<String> notes, ReadingProgress progress,
        ImageCache cache) {
    /** Options with nobody who watches reading, and {@link ImageCache#of} for what memory cannot hold. */
    public RunOptions(Path folder, boolean strict, Consumer<String> notes) {
        this(folder, strict, notes, ReadingProgress.NONE, ImageCache.of(folder));
    }

    /** Relative paths start where Java runs; what cannot be read is skipped and logged. */
    public static RunOptions standard() {
        return new RunOptions(Path.of(""), false, Log.of(TrainingRun.class)::warn);
    }

    /** Tells this how far reading the images has come. */
    public RunOptions progress(ReadingProgress watcher) {
        return new RunOptions(folder, strict, notes, watcher, cache);
    }

    /** Keeps decoded images there that are too many for memory. */
    public RunOptions cache(ImageCache newCache) {
        return new RunOptions(folder, strict, notes, progress, newCache);
    }
}
