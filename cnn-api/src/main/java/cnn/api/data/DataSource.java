package cnn.api.data;

import cnn.api.Shape;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says where images come from, as a pipeline stores it: a record with an {@link cnn.api.Id}. Opening it gives the
 * images.
 */
public interface DataSource {
    /**
     * Opens the data.
     *
     * @throws IllegalArgumentException or {@link java.io.UncheckedIOException} naming the file, what is wrong with it
     *             and how to mend it
     */
    Splits open(Request request);

    /**
     * What whoever opens a source wants of it. A source that cannot resize may give its own shape: the pipeline resizes
     * what does not fit.
     *
     * @param folder relative paths start here
     * @param height rows of the images wanted; 0 to take them as they are
     * @param width columns of the images wanted; 0 to take them as they are
     * @param channels 1 for grey or 3 for colour; 0 to take them as they are
     * @param strict whether a file that cannot be read is an error rather than skipped
     * @param seed where chance comes from, for sources that draw their images
     * @param notes told of what was skipped, one line each
     * @param resize how pictures of other proportions are brought to height and width
     * @param progress told how far reading has come
     * @param cache where decoded images go that are too many for memory
     */
    record Request(Path folder, int height, int width, int channels, boolean strict, long seed,
            Consumer<String> notes, Resize resize, ReadingProgress progress, ImageCache cache) {
        /** Images that are stretched where they are resized, read while nobody watches. */
        public Request(Path folder, int height, int width, int channels, boolean strict, long seed,
                Consumer<String> notes) {
            this(folder, height, width, channels, strict, seed, notes, Resize.STRETCH, ReadingProgress.NONE,
                    ImageCache.of(folder));
        }

        /** Images as they are; what cannot be read is skipped. */
        public static Request of(Path folder, Consumer<String> notes) {
            return new Request(folder, 0, 0, 0, false, 0, notes);
        }

        /** The same, but resized so. */
        public Request resize(Resize newResize) {
            return new Request(folder, height, width, channels, strict, seed, notes, newResize, progress, cache);
        }

        /** Tells this how far reading has come. */
        public Request progress(ReadingProgress watcher) {
            return new Request(folder, height, width, channels, strict, seed, notes, resize, watcher, cache);
        }

        /** Keeps decoded images there that are too many for memory. */
        public Request cache(ImageCache newCache) {
            return new Request(folder, height, width, channels, strict, seed, notes, resize, progress, newCache);
        }

        /** The shape wanted, with a source's own lengths where anything will do. */
        public Shape shape(Shape own) {
            return Shape.image(height == 0 ? own.height() : height, width == 0 ? own.width() : width,
                    channels == 0 ? own.channels() : channels);
        }
    }

    /**
     * A source's parts.
     *
     * @param train images to learn from
     * @param validation images to choose the best epoch by; null where the pipeline is to split some off
     * @param test images that training never sees; null where the source has none
     */
    record Splits(DataSet train, @Nullable DataSet validation, @Nullable DataSet test) implements AutoCloseable {
        /** Closes all parts. */
        @Override
        public void close() {
            train.close();
            if (validation != null) {
                validation.close();
            }
            if (test != null) {
                test.close();
            }
        }
    }
}
