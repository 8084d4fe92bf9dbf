package cnn.api.data;

import cnn.api.Shape;
import java.util.List;

/** Labelled images of one shape, read in any order by any number of threads at once. */
public interface DataSet {
    /** Number of images. */
    int size();

    /** Shape of every image. */
    Shape shape();

    /** Names of the classes, in the order of their numbers. */
    List<String> classes();

    /** Class of an image: an index into {@link #classes()}. */
    int label(int index);

    /** Overwrites {@code target}, which has {@link #shape()}, with an image, values in [0, 1]. */
    void read(int index, Image target);

    /** What an image is called in reports: its file name or number. */
    default String name(int index) {
        return "#" + index;
    }
}
