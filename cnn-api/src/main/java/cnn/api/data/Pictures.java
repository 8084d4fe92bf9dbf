package cnn.api.data;

import cnn.api.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Decoded pictures of one shape by number, wherever the framework keeps them: what {@link DataSource.Request#pictures}
 * gives. Any number of threads may read. With what is known of each file they are a data set.
 */
public interface Pictures extends AutoCloseable {
    /** Number of pictures: of the files, those that could be read. */
    int size();

    /** Shape of every picture. */
    Shape shape();

    /** Which of the files a picture is from, so that what is known of it is found. Pictures are in the files' order. */
    int file(int index);

    /** What a picture is called in reports: its file's name. */
    String name(int index);

    /** Overwrites an image of the same shape, values in [0, 1]. */
    void read(int index, Image target);

    /** How large they were before they were resized; empty where that is not known. */
    default Optional<OriginalSizes> originalSizes() {
        return Optional.empty();
    }

    /** Gives back what reading needs. Pictures cannot be read afterwards. Closing again does nothing. */
    @Override
    void close();

    /**
     * These pictures with a class each. Closing the data set closes them.
     *
     * @param classes in the order of their numbers
     * @param labels the class of each file, also of those that could not be read
     */
    default DataSet labelled(List<String> classes, int[] labels) {
        return new LabelledPictures(this, classes, labels);
    }

    /**
     * These pictures with whatever is to be learnt of each. Closing the data set closes them.
     *
     * @param targets what it is
     * @param numbers those of all targets, one target after the other, for each file, also for those that could not be read
     */
    default DataSet with(List<Target> targets, float[][] numbers) {
        return new TargetPictures(this, targets, numbers);
    }
}
