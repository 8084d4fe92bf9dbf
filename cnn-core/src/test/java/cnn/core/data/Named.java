package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import java.util.ArrayList;
import java.util.List;

/** Images known by name and label; the only pixel tells the index. */
record Named(List<String> classes, List<String> names, List<Integer> labels) implements DataSet {
    /** Images of people: each name tells class, person and number, as {@code circle/circle.u3.7.png}. */
    static Named people(int... sizes) {
        List<String> names = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int person = 0; person < sizes.length; person++) {
            for (int i = 0; i < sizes[person]; i++) {
                String name = i % 2 == 0 ? "circle" : "square";
                names.add(name + "/" + name + ".u" + person + "." + i + ".png");
                labels.add(i % 2);
            }
        }
        return new Named(List.of("circle", "square"), names, labels);
    }

    static DataSource source(DataSet train) {
        return request -> new DataSource.Splits(train, null, null);
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public Shape shape() {
        return Shape.image(1, 1, 1);
    }

    @Override
    public int label(int index) {
        return labels.get(index);
    }

    @Override
    public void read(int index, Image target) {
        target.pixels()[0] = index;
    }

    @Override
    public String name(int index) {
        return names.get(index);
    }
}
