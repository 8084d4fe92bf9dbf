package cnn.api.data;

import java.util.List;

/** Pictures of files, each with a class. */
final class LabelledPictures extends PictureSet {
    private final List<String> classes;
    private final int[] labels;

    /**
     * Pictures with these classes.
     *
     * @param labels the class of each file
     */
    LabelledPictures(Pictures pictures, List<String> classes, int[] labels) {
        super(pictures, "labels", labels.length);
        this.classes = List.copyOf(classes);
        this.labels = labels.clone();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return labels[file(index)];
    }
}
