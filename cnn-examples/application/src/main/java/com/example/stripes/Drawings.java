package com.example.stripes;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import java.util.List;

/**
 * Pictures in memory: noisy stripes, drawn anew whenever they are read. An application that has its pictures in a
 * database would fetch them here.
 *
 * @param size how many there are
 */
record Drawings(int size) implements DataSource, DataSet {
    static final int UPRIGHT = 0;

    @Override
    public Splits open(Request request) {
        return new Splits(this, null, null);
    }

    @Override
    public Shape shape() {
        return Shape.image(8, 8, 1);
    }

    @Override
    public List<String> classes() {
        return List.of("upright", "lying");
    }

    @Override
    public int label(int index) {
        return index % 2;
    }

    @Override
    public void read(int index, Image target) {
        draw(label(index), new Rng(index), target);
    }

    /** Overwrites a picture. Numbers are grey, 0 is black and 1 is white. */
    static void draw(int label, Rng random, Image target) {
        int at = random.nextInt(3);
        for (int y = 0; y < target.height(); y++) {
            for (int x = 0; x < target.width(); x++) {
                boolean light = ((label == UPRIGHT ? x : y) + at) % 3 == 0;
                target.pixels()[target.index(y, x)] = random.nextFloat(0, 0.4f) + (light ? 0.6f : 0);
            }
        }
    }
}
