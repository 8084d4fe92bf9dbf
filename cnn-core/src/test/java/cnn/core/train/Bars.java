package cnn.core.train;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import java.util.List;

/** Noisy pictures of one bright bar, upright or lying, drawn anew at every read. */
public record Bars(int size, long seed) implements DataSet {
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
        long key = Rng.key(seed, index);
        int place = (int) (Rng.uniform(key, 0) * 8);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                boolean on = (label(index) == 0 ? x : y) == place;
                target.pixels()[y * 8 + x] = (on ? 0.7f : 0.1f) + 0.2f * Rng.uniform(key, 1 + y * 8 + x);
            }
        }
    }
}
