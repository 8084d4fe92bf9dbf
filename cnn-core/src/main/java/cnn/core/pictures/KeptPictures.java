package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.OriginalSizes;
import cnn.api.data.PictureFiles;
import cnn.api.data.Pictures;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decoded pictures of one shape, without those of the files that could not be read, wherever their bytes are. */
abstract class KeptPictures implements Pictures {
    private final Shape shape;
    private final int[] files;
    private final List<String> names;
    private final @Nullable OriginalSizes sizes;

    /**
     * Pictures of one shape.
     *
     * @param all the files
     * @param count how many of them were looked at
     * @param isKept whether a file's picture is there
     * @param sizes how large they were before they were resized; null where that is not known
     */
    KeptPictures(Shape shape, PictureFiles all, int count, IntPredicate isKept, @Nullable OriginalSizes sizes) {
        this.sizes = sizes;
        this.shape = shape;
        names = all.names();
        files = IntStream.range(0, count).filter(isKept).toArray();
    }

    @Override
    public final int size() {
        return files.length;
    }

    @Override
    public final Shape shape() {
        return shape;
    }

    @Override
    public final Optional<OriginalSizes> originalSizes() {
        return Optional.ofNullable(sizes);
    }

    @Override
    public final int file(int index) {
        return files[index];
    }

    @Override
    public final String name(int index) {
        return names.get(files[index]);
    }
}
