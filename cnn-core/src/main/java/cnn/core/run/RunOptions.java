package cnn.core.run;

import cnn.api.data.ImageCache;
import cnn.api.data.ReadingProgress;
import cnn.api.train.TrainingListener;
import cnn.core.log.Log;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a pipeline's data is opened, and who watches its run: {@code RunOptions.of().strict(true).listener(mine)}. The
 * constructor is no API: there will be more options.
 *
 * @param folder relative paths start here
 * @param strict whether a file that cannot be read is an error rather than skipped
 * @param notes told of what was skipped, one line each
 * @param progress told how far reading the images has come
 * @param cache where decoded images go that are too many for memory
 * @param listeners told of the training, after those of the {@link Cnn}
 */
public record RunOptions(Path folder, boolean strict, Consumer<String> notes, ReadingProgress progress,
        ImageCache cache, List<TrainingListener> listeners) {
    public RunOptions {
        listeners = List.copyOf(listeners);
    }

    /** Relative paths start where Java runs; what cannot be read is skipped and logged; nobody watches. */
    public static RunOptions of() {
        Path here = Path.of("");
        return new RunOptions(here, false, Log.of(TrainingRun.class)::warn, ReadingProgress.NONE, ImageCache.of(here),
                List.of());
    }

    /** Relative paths start here, and so does the cache where it is the usual one. */
    public RunOptions folder(Path newFolder) {
        return new RunOptions(newFolder, strict, notes, progress,
                cache.equals(ImageCache.of(folder)) ? ImageCache.of(newFolder) : cache, listeners);
    }

    /** Whether a file that cannot be read is an error rather than skipped. */
    public RunOptions strict(boolean newStrict) {
        return new RunOptions(folder, newStrict, notes, progress, cache, listeners);
    }

    /** Tells this what was skipped, one line each. */
    public RunOptions notes(Consumer<String> listener) {
        return new RunOptions(folder, strict, listener, progress, cache, listeners);
    }

    /** Tells this how far reading the images has come. */
    public RunOptions progress(ReadingProgress watcher) {
        return new RunOptions(folder, strict, notes, watcher, cache, listeners);
    }

    /** Keeps decoded images there that are too many for memory. */
    public RunOptions cache(ImageCache newCache) {
        return new RunOptions(folder, strict, notes, progress, newCache, listeners);
    }

    /** One more that is told of the training. */
    public RunOptions listener(TrainingListener listener) {
        List<TrainingListener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new RunOptions(folder, strict, notes, progress, cache, more);
    }
}
