package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import java.util.List;
import java.util.Objects;

/** Some images of a data set, in an order of their own. */
public final class Subset implements DataSet {
    private final DataSet all;
    private final int[] indices;

    /** The images with these indices. */
    public Subset(DataSet all, int... indices) {
        this.all = all;
        this.indices = indices.clone();
        for (int index : indices) {
            Objects.checkIndex(index, all.size());
        }
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public Shape shape() {
        return all.shape();
    }

    @Override
    public List<String> classes() {
        return all.classes();
    }

    @Override
    public int label(int index) {
        return all.label(indices[index]);
    }

    @Override
    public List<Target> targets() {
        return all.targets();
    }

    @Override
    public void readTargets(int index, float[] into, int at) {
        all.readTargets(indices[index], into, at);
    }

    @Override
    public void read(int index, Image target) {
        all.read(indices[index], target);
    }

    @Override
    public String name(int index) {
        return all.name(indices[index]);
    }

    @Override
    public void close() {
        all.close();
    }
}
