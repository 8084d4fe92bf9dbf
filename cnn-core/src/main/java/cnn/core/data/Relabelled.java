package cnn.core.data;

import cnn.api.data.DataSet;
import cnn.api.data.Target;
import java.util.Arrays;
import java.util.List;

/** Images whose classes have other names and numbers. */
public final class Relabelled extends DataSetView {
    private final List<String> classes;
    /** The new number of each of the images' own classes; -1 where there is none. */
    private final int[] numbers;

    private Relabelled(DataSet images, List<String> classes, int[] numbers) {
        super(images);
        this.classes = classes;
        this.numbers = numbers;
    }

    /**
     * The images with classes of these names.
     *
     * @param numbers the new number of each of the images' own classes; that of a class without images is never read
     */
    public static DataSet of(DataSet images, List<String> classes, int[] numbers) {
        return new Relabelled(images, List.copyOf(classes), numbers);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return numbers[super.label(index)];
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.classes(classes));
    }

    @Override
    public void readTargets(int index, float[] into, int at) {
        Arrays.fill(into, at, at + classes.size(), 0);
        into[at + label(index)] = 1;
    }
}
