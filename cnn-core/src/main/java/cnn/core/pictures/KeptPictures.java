package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.PictureFiles;
import cnn.api.data.Pictures;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Decoded pictures of one shape, without those of the files that could not be read, wherever their bytes are. */
abstract class KeptPictures implements Pictures {
    private final Shape shape;
    private final int[] files;
    private final List<String> names;

    /**
     * Pictures of one shape.
     *
     * @param all the files
     * @param count how many of them were looked at
     * @param isKept whether a file's picture is there
     */
    KeptPictures(Shape shape, PictureFiles all, int count, IntPredicate isKept) {
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
    public final int file(int index) {
        return files[index];
    }

    @Override
    public final String name(int index) {
        return names.get(files[index]);
    }
}
