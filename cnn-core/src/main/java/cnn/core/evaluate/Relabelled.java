package cnn.core.evaluate;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import java.util.List;

/** Images whose classes are numbered as a model numbers them. */
final class Relabelled implements DataSet {
    private final DataSet images;
    private final List<String> classes;
    /** The model's number of each of the data's classes; -1 where it does not know it. */
    private final int[] numbers;

    private Relabelled(DataSet images, List<String> classes, int[] numbers) {
        this.images = images;
        this.classes = classes;
        this.numbers = numbers;
    }

    /** The images with the numbers that a model gives to classes of these names, where each class has its number. */
    static DataSet of(DataSet images, List<String> classes, int[] numbers) {
        return new Relabelled(images, List.copyOf(classes), numbers);
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public Shape shape() {
        return images.shape();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return numbers[images.label(index)];
    }

    @Override
    public void read(int index, Image target) {
        images.read(index, target);
    }

    @Override
    public String name(int index) {
        return images.name(index);
    }
}
