package cnn.api.data;

import cnn.api.Shape;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says where images come from, as a pipeline stores it: a record with an {@link cnn.api.Id}. Opening it gives the
 * images. One whose pictures lie in image files lets the request decode them:
 *
 * {@snippet :
 * public Splits open(Request request) {
 *     Pictures pictures = request.pictures(PictureFiles.of(folder, files));
 *     return new Splits(pictures.labelled(classes, labels), null, null);
 * }
 * }
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
     * what does not fit. The constructor is no API: there may be more to want; {@link #of} and what changes it are.
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
     * @param decoder what decodes image files for {@link #picture(Path)} and {@link #pictures(List)}
     */
    record Request(Path folder, int height, int width, int channels, boolean strict, long seed,
            Consumer<String> notes, Resize resize, ReadingProgress progress, ImageCache cache,
            PictureDecoder decoder) {
        /** Images that are stretched where they are resized, read while nobody watches, and nothing that decodes. */
        public Request(Path folder, int height, int width, int channels, boolean strict, long seed,
                Consumer<String> notes) {
            this(folder, height, width, channels, strict, seed, notes, Resize.STRETCH, ReadingProgress.NONE,
                    ImageCache.of(folder), PictureDecoder.NONE);
        }

        /** Images as they are; what cannot be read is skipped; nothing that decodes. */
        public static Request of(Path folder, Consumer<String> notes) {
            return new Request(folder, 0, 0, 0, false, 0, notes);
        }

        /** With relative paths that start here, and the cache below where it is the usual one. */
        public Request folder(Path newFolder) {
            return new Request(newFolder, height, width, channels, strict, seed, notes, resize, progress,
                    cache.equals(ImageCache.of(folder)) ? ImageCache.of(newFolder) : cache, decoder);
        }

        /** For images of this height and width and so many channels; 0 to take any of these as it is. */
        public Request shaped(int newHeight, int newWidth, int newChannels) {
            return new Request(folder, newHeight, newWidth, newChannels, strict, seed, notes, resize, progress, cache,
                    decoder);
        }

        /** The same, but resized so. */
        public Request resize(Resize newResize) {
            return new Request(folder, height, width, channels, strict, seed, notes, newResize, progress, cache,
                    decoder);
        }

        /** Tells this how far reading has come. */
        public Request progress(ReadingProgress watcher) {
            return new Request(folder, height, width, channels, strict, seed, notes, resize, watcher, cache, decoder);
        }

        /** Keeps decoded images there that are too many for memory. */
        public Request cache(ImageCache newCache) {
            return new Request(folder, height, width, channels, strict, seed, notes, resize, progress, newCache,
                    decoder);
        }

        /** Decodes image files with this. */
        public Request decoder(PictureDecoder newDecoder) {
            return new Request(folder, height, width, channels, strict, seed, notes, resize, progress, cache,
                    newDecoder);
        }

        /** The shape wanted, with a source's own lengths where anything will do. */
        public Shape shape(Shape own) {
            return Shape.image(height == 0 ? own.height() : height, width == 0 ? own.width() : width,
                    channels == 0 ? own.channels() : channels);
        }

        /**
         * Decodes many files, the way for every source whose pictures lie in files: all at once, on all processors, each
         * once; kept in memory as bytes, or in a cache file where they are too many. What cannot be read is skipped and
         * told, or is an error where the request is strict.
         *
         * <p>Where the request leaves the size open, the first picture's is taken and the others must have it too; where it
         * leaves the channels open they are 3 if any picture has colour, else 1.
         *
         * @throws IllegalArgumentException naming the file and the cure, where one cannot be read and the request is
         *             strict, where pictures differ in size and none is asked for, or where memory runs out
         * @throws java.io.UncheckedIOException where the cache cannot be written
         */
        public Pictures pictures(PictureFiles files) {
            return pictures(List.of(files)).getFirst();
        }

        /** Decodes the files of several parts, all of which get one shape. As {@link #pictures(PictureFiles)}. */
        public List<Pictures> pictures(List<PictureFiles> parts) {
            return decoder.decode(parts, this);
        }

        /**
         * Decodes one file: PNG, JPEG, BMP, GIF, WebP, TIFF or PNM, told by its content, turned upright as its Exif block
         * says, in the shape wanted, values in [0, 1]. What the request leaves open is as it is in the file.
         *
         * @throws IllegalArgumentException naming the file, what is wrong with it and the cure
         * @throws IllegalStateException where it is not the file's fault: memory or stack do not suffice
         */
        public Image picture(Path file) {
            return decoder.decode(file, this);
        }

        /**
         * Decodes a file that is in memory. As {@link #picture(Path)}.
         *
         * @param name what to call it in messages
         */
        public Image picture(String name, byte[] file) {
            return decoder.decode(name, file, this);
        }

        /**
         * Decodes a file that is read from a stream to its end; the stream is left open. As {@link #picture(Path)}.
         *
         * @param name what to call it in messages
         */
        public Image picture(String name, InputStream file) {
            return decoder.decode(name, file, this);
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
