package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.data.OriginalSizes;
import cnn.api.data.PictureFiles;
import cnn.api.data.Pictures;
import cnn.core.image.ByteImage;
import cnn.core.image.Fitting;
import cnn.core.image.ImageException;
import cnn.core.text.Echo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes picture files, brings the pictures to one shape and keeps them: in memory, or in a cache file where they take
 * more than {@link cnn.api.data.ImageCache#memory} bytes. A picture has the same bits either way.
 *
 * <p>Where the request leaves the size open, the first picture's is taken and the others must have it too; where it leaves
 * the channels open they are 3 if any picture has colour, else 1. Files that cannot be read are skipped and told, or are an
 * error where the request is strict.
 */
public final class PictureReader {
    private final DataSource.Request request;

    /** Reads as a source is asked to. */
    public PictureReader(DataSource.Request request) {
        this.request = request;
        if (request.channels() != 0) {
            // said before any file is read
            Fitting.of(Shape.image(1, 1, 3), Shape.image(1, 1, request.channels()), request.resize());
        }
    }

    /**
     * Reads the pictures of several parts, all of which get one shape.
     *
     * @throws ImageException where the request is strict and a file cannot be read
     * @throws IllegalArgumentException where pictures differ in size and none is asked for, or where memory runs out
     * @throws UncheckedIOException where the cache cannot be written
     */
    public List<Pictures> read(List<PictureFiles> parts) {
        Path folder = parts.getFirst().folder();
        try {
            Decoder decoder = Decoder.of(request, parts);
            try {
                long files = parts.stream().mapToLong(PictureFiles::size).sum();
                long each = (long) decoder.height() * decoder.width() * decoder.mostChannels();
                return Memory.images(files, each) <= request.cache().memory()
                        ? held(parts, decoder)
                        : cached(parts, decoder, files * each);
            } catch (OutOfMemoryError e) {
                throw tooLarge(folder, decoder.needy(), e);
            }
        } catch (OutOfMemoryError e) {
            throw tooLarge(folder, null, e);
        }
    }

    private static IllegalArgumentException tooLarge(Path folder, @Nullable Path file, Throwable cause) {
        return new IllegalArgumentException("The pictures in '" + Echo.path(folder) + "' do not fit into memory"
                + (file == null ? "" : ", which ran out at '" + Echo.path(file) + "'")
                + ". Give Java more memory, for example "
                + "-Xmx8g, set a smaller preprocess.size"
                + (file == null ? "." : ", or, where this picture is larger than others, save it smaller."), cause);
    }

    private Shape shape(Decoder decoder, boolean colour) {
        int channels = request.channels() != 0 ? request.channels() : colour ? 3 : 1;
        return Shape.image(decoder.height(), decoder.width(), channels);
    }

    private List<Pictures> held(List<PictureFiles> parts, Decoder decoder) {
        List<ByteImage[]> all = new ArrayList<>();
        List<OriginalSizes> sizes = new ArrayList<>();
        for (PictureFiles part : parts) {
            ByteImage[] images = new ByteImage[part.size()];
            OriginalSizes.Counter counter = new OriginalSizes.Counter();
            try {
                decoder.report(part, decoder.decode(part, (i, picture, original) -> {
                    images[i] = picture;
                    counter.add(original.height(), original.width());
                }));
            } catch (IOException e) {
                throw new AssertionError("Memory has no input and output.", e);
            }
            all.add(images);
            sizes.add(counter.counted());
        }
        boolean colour = all.stream().flatMap(Stream::of)
                .anyMatch(image -> image != null && image.shape().channels() == 3);
        Shape shape = shape(decoder, colour);
        return IntStream.range(0, parts.size()).<Pictures>mapToObj(
                part -> new HeldPictures(shape, parts.get(part), all.get(part), sizes.get(part))).toList();
    }

    private List<Pictures> cached(List<PictureFiles> parts, Decoder decoder, long bytes) {
        PictureCache cache = new PictureCache(request, decoder, bytes);
        List<PictureCache.Entry> entries = new ArrayList<>();
        try {
            for (PictureFiles part : parts) {
                entries.add(cache.open(part));
            }
        } catch (RuntimeException | Error e) {
            entries.forEach(PictureCache.Entry::close);
            throw e;
        }
        Shape shape = shape(decoder, entries.stream().anyMatch(entry -> entry.table().hasColour()));
        return IntStream.range(0, parts.size()).<Pictures>mapToObj(part -> new MappedPictures(entries.get(part).file(),
                entries.get(part).table(), parts.get(part), shape.channels(), entries.get(part).sizes())).toList();
    }
}
