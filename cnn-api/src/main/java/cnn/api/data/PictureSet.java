package cnn.api.data;

import cnn.api.Shape;
import java.util.List;

/** Pictures of files as a data set; what each is of, those below say. */
abstract class PictureSet implements DataSet {
    private final Pictures pictures;

    /**
     * Pictures in the order of their files: the last one has the highest number.
     *
     * @param what each file has, for messages
     * @param count of how many files that is known
     */
    PictureSet(Pictures pictures, String what, int count) {
        this.pictures = pictures;
        int last = pictures.size() - 1;
        if (last >= 0 && pictures.file(last) >= count) {
            throw new IllegalArgumentException("There are " + what + " for " + count + " files, but picture " + last
                    + " ('" + pictures.name(last) + "') is of file " + pictures.file(last) + " (the first is 0). Give "
                    + what + " for every file, those included that cannot be read.");
        }
    }

    /** Number of the file that a picture is of. */
    final int file(int index) {
        return pictures.file(index);
    }

    @Override
    public final int size() {
        return pictures.size();
    }

    @Override
    public final Shape shape() {
        return pictures.shape();
    }

    @Override
    public final void read(int index, Image target) {
        pictures.read(index, target);
    }

    @Override
    public final String name(int index) {
        return pictures.name(index);
    }

    @Override
    public final List<OriginalSizes> originalSizes() {
        return pictures.originalSizes().stream().toList();
    }

    @Override
    public final void close() {
        pictures.close();
    }
}
