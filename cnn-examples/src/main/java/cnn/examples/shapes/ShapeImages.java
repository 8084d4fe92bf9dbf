package cnn.examples.shapes;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import java.util.List;
import java.util.stream.IntStream;

/** Drawn pictures, kept as bytes. Picture i follows from (key, i) alone. */
final class ShapeImages implements DataSet {
    static final List<String> CLASSES = List.of("triangle", "square", "circle");

    private final Shape shape;
    private final long key;
    private final byte[][] pictures;

    ShapeImages(ShapesData data, int count, Shape shape, long key) {
        this.shape = shape;
        this.key = key;
        this.pictures = new byte[count][];
        IntStream.range(0, count).parallel().forEach(i -> pictures[i] = draw(data, i));
    }

    private byte[] draw(ShapesData data, int index) {
        Rng random = new Rng(Rng.key(key, index));
        // Where nothing is drawn by hand, no chance is used up: pictures stay what they were before there was a choice.
        if (data.drawn() > 0 && random.nextBoolean(data.drawn())) {
            return DrawnScenes.draw(label(index), shape.height(), shape.channels(), random).render(random);
        }
        return scene(data.difficulty(), label(index), shape, random).render(random);
    }

    static Scene scene(Difficulty difficulty, int label, Shape shape, Rng random) {
        return difficulty.draw(label, shape.height(), shape.channels(), random);
    }

    @Override
    public int size() {
        return pictures.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public List<String> classes() {
        return CLASSES;
    }

    /** Every three neighbours, from a multiple of three on, are one of each class in random order. */
    @Override
    public int label(int index) {
        int order = (int) Math.floorMod(Rng.bits(key, index / 3), 6L);
        return (index % 3 * (1 + order % 2) + order / 2) % 3;
    }

    @Override
    public void read(int index, Image target) {
        byte[] picture = pictures[index];
        float[] pixels = target.pixels();
        for (int i = 0; i < picture.length; i++) {
            pixels[i] = (picture[i] & 0xFF) / 255f;
        }
    }
}
