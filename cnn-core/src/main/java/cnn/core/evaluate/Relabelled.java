package cnn.core.evaluate;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import java.util.List;
import java.util.stream.IntStream;

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

    /** Matches classes by name; by number where the data has no names for them, only 0, 1, 2 … */
    static DataSet of(DataSet images, List<String> classes) {
        List<String> own = images.classes();
        if (own.equals(classes)) {
            return images;
        }
        boolean numbered = IntStream.range(0, own.size()).allMatch(c -> own.get(c).equals(Integer.toString(c)));
        int[] numbers = new int[own.size()];
        for (int c = 0; c < numbers.length; c++) {
            int found = classes.indexOf(own.get(c));
            numbers[c] = found < 0 && numbered && c < classes.size() ? c : found;
        }
        for (int i = 0; i < images.size(); i++) {
            if (numbers[images.label(i)] < 0) {
                throw new IllegalArgumentException("The data has images of class '" + own.get(images.label(i))
                        + "' (" + images.name(i) + "), which the model does not know. Its classes: "
                        + String.join(", ", classes) + ". Leave that class out, or give the data the model's names.");
            }
        }
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
