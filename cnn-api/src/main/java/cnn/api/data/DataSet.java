package cnn.api.data;

import cnn.api.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Images of one shape and what is to be learnt of them, read in any order by any number of threads at once.
 *
 * <p>Where a class is all that is known of an image, {@link #classes()} and {@link #label} say it. Any other target, or
 * several, are described by {@link #targets()} and read by {@link #readTargets}, and then the two are not asked:
 *
 * {@snippet :
 * public List<Target> targets() {
 *     return List.of(Target.numbers("x", "y"));
 * }
 *
 * public void readTargets(int index, float[] into, int at) {
 *     into[at] = points[index].x();
 *     into[at + 1] = points[index].y();
 * }
 * }
 */
public interface DataSet extends AutoCloseable {
    /** Number of images. */
    int size();

    /** Shape of every image. */
    Shape shape();

    /** Names of the classes, in the order of their numbers, where an image's only target is its class. */
    default List<String> classes() {
        throw noClasses("classes()");
    }

    /** Class of an image, where that is its only target: an index into {@link #classes()}. */
    default int label(int index) {
        throw noClasses("label(index)");
    }

    private IllegalStateException noClasses(String method) {
        return new IllegalStateException(getClass().getName() + " was asked for " + method + ", which it does not "
                + "have. A data set has classes() and label(index) where every image has a class, and targets() and "
                + "readTargets where it has something else.");
    }

    /** What is known of every image: at least one target, each with a name of its own. */
    default List<Target> targets() {
        return List.of(Target.classes(classes()));
    }

    /**
     * Writes the numbers of all targets of an image, one target after the other in their order. Allocates nothing.
     *
     * @param into overwritten from {@code at} on, as many numbers as the targets are wide together
     */
    default void readTargets(int index, float[] into, int at) {
        Arrays.fill(into, at, at + classes().size(), 0);
        into[at + label(index)] = 1;
    }

    /** Overwrites {@code target}, which has {@link #shape()}, with an image, values in [0, 1]. */
    void read(int index, Image target);

    /** What an image is called in reports: its file name or number. */
    default String name(int index) {
        return "#" + index;
    }

    /**
     * How large the pictures were before they were resized: one object for each set of files that the images come from, of the whole
     * set even where only some of its pictures are here. Empty where that is not known.
     */
    default List<OriginalSizes> originalSizes() {
        return List.of();
    }

    /**
     * Gives back what reading needs, such as open files; images cannot be read afterwards. Closing again does nothing. A
     * data set that shows another's images closes that.
     */
    @Override
    default void close() {
    }
}
