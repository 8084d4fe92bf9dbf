package cnn.api.data;

import cnn.api.Shape;
import java.util.List;

/** Pictures of files, each with a class. */
final class LabelledPictures implements DataSet {
    private final Pictures pictures;
    private final List<String> classes;
    private final int[] labels;

    /**
     * Pictures with these classes.
     *
     * @param labels the class of each file
     */
    LabelledPictures(Pictures pictures, List<String> classes, int[] labels) {
        requireAll(pictures, "labels", labels.length);
        this.pictures = pictures;
        this.classes = List.copyOf(classes);
        this.labels = labels.clone();
    }

    /** Pictures are in the order of their files: the last one has the highest number. */
    static void requireAll(Pictures pictures, String what, int count) {
        int last = pictures.size() - 1;
        if (last >= 0 && pictures.file(last) >= count) {
            throw new IllegalArgumentException("There are " + what + " for " + count + " files, but picture " + last
                    + " ('"
                    + pictures.name(last) + "') is of file " + pictures.file(last) + " (the first is 0). Give " + what
                    + " for every file, those included that cannot be read.");
        }
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public Shape shape() {
        return pictures.shape();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return labels[pictures.file(index)];
    }

    @Override
    public void read(int index, Image target) {
        pictures.read(index, target);
    }

    @Override
    public String name(int index) {
        return pictures.name(index);
    }

    @Override
    public void close() {
        pictures.close();
    }
}
