package cnn.core.run;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.api.data.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images that several runs read one after the other, none of which closes them: whoever opened them does, once.
 *
 * @param images what is read
 */
record LentImages(DataSet images) implements DataSet {
    /** All parts of a source, lent. */
    static Splits of(Splits all) {
        return new Splits(new LentImages(all.train()), lent(all.validation()), lent(all.test()));
    }

    private static @Nullable DataSet lent(@Nullable DataSet part) {
        return part == null ? null : new LentImages(part);
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
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.label(index);
    }

    @Override
    public List<Target> targets() {
        return images.targets();
    }

    @Override
    public void readTargets(int index, float[] into, int at) {
        images.readTargets(index, into, at);
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
