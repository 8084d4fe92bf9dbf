package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import java.util.List;

/** Images whose classes have other names and numbers. */
public final class Relabelled implements DataSet {
    private final DataSet images;
    private final List<String> classes;
    /** The new number of each of the images' own classes; -1 where there is none. */
    private final int[] numbers;

    private Relabelled(DataSet images, List<String> classes, int[] numbers) {
        this.images = images;
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

    @Override
    public void close() {
        images.close();
    }
}
